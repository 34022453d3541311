"""Names: of firms as they are compared, the same firm being written in several ways; of people as they are kept. Knows no database."""

import re
import unicodedata

BETWEEN = re.compile(r"(?<![A-Za-z.,'’-]) | (?![A-Za-z(])")


def person_name(text):
    """A person's name as it is kept: no blanks among Chinese letters (张 三), one between the words of a Latin name."""
    return BETWEEN.sub("", " ".join((text or "").split()))


def same_name(name):
    """The name without what people write differently: full width, blanks, brackets, 有限责任公司 for 有限公司."""
    text = unicodedata.normalize("NFKC", name or "").casefold()
    text = "".join(letter for letter in text if not letter.isspace() and letter not in "()[]{}<>〔〕【】《》〈〉「」“”\"'·.,，。、-")
    return text.replace("有限责任公司", "有限公司")
