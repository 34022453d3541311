"""Names of firms as they are compared: the same firm is written in several ways. Knows no database."""

import unicodedata


def same_name(name):
    """The name without what people write differently: full width, blanks, brackets, 有限责任公司 for 有限公司."""
    text = unicodedata.normalize("NFKC", name or "").casefold()
    text = "".join(letter for letter in text if not letter.isspace() and letter not in "()[]{}<>〔〕【】《》〈〉「」“”\"'·.,，。、-")
    return text.replace("有限责任公司", "有限公司")
