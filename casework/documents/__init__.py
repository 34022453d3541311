"""文书 — one class and one template per printed form. The class says what the form is; this package prints and keeps it.

A form gives plain facts (texts, whole fen, ISO days), so that what was printed can be stored, compared and printed again.
"""

from dataclasses import dataclass, field
from datetime import date

from casework.core.errors import Refused
from casework.core.permissions import P
from casework.documents import paging, profiles, verifying
from casework.law.findings import N_, Message

FORMS = {}
RESERVED = ("责令", "决定", "处罚")  # words of power: not a township's own (监察条例第13条)


@dataclass(frozen=True)
class Profile:
    """What a county decides about its papers. `forms` overrides by form code; what may stand there: profiles.SETTINGS.

    `issuer` stands at the head and under the seal; `prefix` begins its numbers; `level` is county or township.
    """

    issuer: str = "云溪县人力资源和社会保障局"
    prefix: str = "云溪人社监"
    mode: str = "entrusted"
    level: str = "county"
    forms: dict = field(default_factory=dict)
    contact: str = ""
    telephone: str = ""
    address: str = ""
    body: object = None  # the record whose numbers are taken


class Document:
    """Subclasses register themselves under `code`, which is also the name of the template."""

    code: str
    title: str
    group: str = "劳动保障监察"
    issuer_level: str = "county"      # county, entrusted (in the county's name), township
    number_word: str | None = None    # 立, 受 …; None: unnumbered
    bracket, ordinal, digits, pattern = "〔〕", True, 3, None  # 〔2026〕第037号 (profiles.number)
    copies: tuple = ("附卷",)         # where each copy goes
    ladder: tuple = ()                # who approves, in order
    page: str = "sheet"               # sheet, letter, wide, record, plain
    permission: P = P.PAPER_PRINT
    edition: str = "2026.11"
    basis: tuple = ()                 # law.Citation; the county profile may say otherwise
    by_move: bool = False             # issued by a move, not by hand
    by_hand: bool = False             # a sheet that people fill in and sign: never bound or listed as owed while it is blank
    serve_to: tuple = ()              # parties that it must reach: complainant, employer, office (casework.serving)
    on_service: tuple = ()            # law.Terms that begin for a party on the day of service
    item = None                       # id of what it is about inside its matter (a service, an address); None: the matter

    def __init_subclass__(cls):
        if "code" in cls.__dict__ and FORMS.setdefault(cls.code, cls) is not cls:
            raise TypeError(f"two forms called {cls.code}")

    def __init__(self, subject, profile=None):
        self.subject, self.profile = subject, profile or Profile()

    @classmethod
    def load(cls, id, user):
        """The form about record `id`, or 404 when it is outside the person's scope. Each feature brings its own query."""
        raise NotImplementedError

    @classmethod
    def about(cls, subject, by, like=None):
        """The form about a record already in hand; None when it is not a paper of such a record.

        `like`: another form about the same record, whose loaded facts may be shared.
        """
        return None

    def facts(self):
        """Everything the template prints except the head: plain JSON values only."""
        raise NotImplementedError

    def missing(self):
        """What must still be entered before printing, as Messages."""
        return []

    @classmethod
    def sample(cls):
        """Invented facts with which the form can be rendered for tests and for looking at."""
        raise NotImplementedError

    @classmethod
    def layout(cls, facts, shrink=0):
        """Values computed from facts for the template alone: pages of a roster."""
        return {}

    @classmethod
    def withheld(cls, facts):
        """Facts as a copy for outsiders may have them, before the names in them are replaced: what people called their files is out."""
        return facts

    # ---- the head, from the county profile

    @classmethod
    def setting(cls, profile, name):
        for place in (cls.code, "*"):
            if profile.forms.get(place, {}).get(name) is not None:
                return profile.forms[place][name]
        return getattr(cls, name, None)

    @classmethod
    def from_service(cls, profile):
        """law.Terms that begin for the party on the day on which the paper reached it."""
        return cls.on_service

    @classmethod
    def paper(cls, profile, n=None, on: date | None = None):
        """The head of the paper: title, issuer, number (None in a draft), basis, copies, day of issue."""
        from casework.documents.render import written

        basis = cls.setting(profile, "basis")
        word, number = cls.setting(profile, "number_word"), None
        if n and word:
            number = profiles.number(lambda name: cls.setting(profile, name), profile.prefix, on.year, n)
        return {
            "title": cls.setting(profile, "title"), "issuer": profile.issuer, "numbered": bool(word), "number": number,
            "basis": basis if isinstance(basis, str) else "、".join(written(c) for c in basis),
            "copies": list(cls.setting(profile, "copies")), "issued_on": on.isoformat() if on else None,
            "contact": profile.contact, "telephone": profile.telephone, "address": profile.address, "verify": None,
        }

    @classmethod
    def permitted(cls, profile):
        """乡镇只“协助处理”（浙江省劳动保障监察条例第8条）: such a township prints no 责令, 决定 or 处罚."""
        title = cls.setting(profile, "title")
        found = next((word for word in RESERVED if word in title), None)
        if found and profile.mode == "assisting" and profile.level == "township":
            raise Refused(Message(N_("《{title}》应由县级人力资源社会保障部门制作，乡镇不能打印题名含“{word}”的文书"),
                                  title=title, word=found))

    def printed_facts(self, n=None, on=None):
        return {"paper": self.paper(self.profile, n, on), **self.facts()}


class Roster(Document):
    """A landscape list, one table for each page, summed by Python. Facts hold `rows`; columns adapt to them."""

    page, tail = "wide", paging.TAIL

    @classmethod
    def columns(cls, facts):
        raise NotImplementedError

    @classmethod
    def layout(cls, facts, shrink=0):
        columns = paging.fit(cls.columns(facts), facts["rows"])
        room = {"first": max(4, paging.FIRST - min(shrink, 4)), "rest": paging.REST - max(0, shrink - 2)}
        return {"columns": columns, "sheets": paging.sheets(facts["rows"], columns, tail=cls.tail, **room)}


def sample_facts(form):
    """The sample with a head, as it would be issued."""
    paper = form.paper(Profile(contact="陈立、方敏", telephone="0990-8800101", address="云溪县城关镇人民路1号"), 37, date(2026, 10, 14))
    return {"paper": {**paper, "verify": verifying.address("SAMPLE2345")}, **form.sample()}
