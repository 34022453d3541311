"""隐名副本: facts with every person's name and number replaced, from which the papers are rendered anew."""

import re

NUMBERS = re.compile(r"(?<![0-9A-Za-z])(?:[1-9]\d{16}[0-9Xx]|[1-9]\d{14}|\d{16,19}|1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?![0-9A-Za-z])")
PERSONAL = {"phone", "address", "birth", "id_number", "telephone", "card", "account", "id", "born_on",
            "legal_rep_phone", "contact_phone"}
HIDDEN = "＊＊＊"


class Mask:
    """`secrets`: [(text, what stands for it)]; longer ones first, so that a name inside another name does no harm."""

    def __init__(self, secrets):
        pairs = sorted({said: put for said, put in secrets if said}.items(), key=lambda pair: -len(pair[0]))
        self.put = dict(pairs)
        self.names = re.compile("|".join(re.escape(said) for said, _ in pairs)) if pairs else None

    def text(self, said):
        said = self.names.sub(lambda m: self.put[m[0]], said) if self.names else said
        return NUMBERS.sub(HIDDEN, said)

    def facts(self, value, head=False):
        """The same shape with masked texts; `head`: the paper's own head, whose office keeps its telephone."""
        if isinstance(value, dict):
            return {key: self._named(key, inner, value, head) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.facts(inner, head) for inner in value]
        return self.text(value) if isinstance(value, str) and not head else value

    def _named(self, key, inner, around, head):
        if key == "paper":
            return inner | ({"verify": None} if "verify" in inner else {})  # not the paper that its code would vouch for
        if isinstance(inner, str) and inner and (key in PERSONAL or (key == "number" and "name" in around)):
            return "" if key in ("birth", "born_on") else HIDDEN
        return self.facts(inner, head)
