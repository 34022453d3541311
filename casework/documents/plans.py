"""案卷的编排 — what the file of each kind of matter is made of, in which order; features register theirs, the binder reads it."""

from collections.abc import Callable
from dataclasses import dataclass

PLANS = {}
EVIDENCE = "evidence"
PAGES_PER_VOLUME = 200  # forms.md 5.3: 100 to 200 pages; a county says its own in forms["dossier"]["pages_per_volume"]


@dataclass(frozen=True)
class Plan:
    """`kind`: of the matter. `order`: codes of papers, and EVIDENCE, as they lie in the file; what is not named follows
    `others_after`. `side`: codes that go into the side volume. Functions of the matter: `cover` gives the facts of the
    cover, `secrets` [(text, what stands for it)] for redacted copies, `lacking` codes of papers that should be there by now.
    """

    kind: str
    order: tuple
    others_after: str
    side: tuple
    cover: Callable
    secrets: Callable
    lacking: Callable

    def place(self, code):
        return self.order.index(code) if code in self.order else self.order.index(self.others_after) + 0.5

    def volume(self, code, forms):
        """main or side; the county's profile may say otherwise for a form (forms[code]["volume"])."""
        said = forms.get(code, {}).get("volume")
        return said if said in ("main", "side") else "side" if code in self.side else "main"


def register(plan):
    PLANS[plan.kind] = plan
    return plan
