"""钱 — whole fen in the database, yuan on paper. The exact arithmetic lives in law.amounts; this is its face."""

from casework.law import amounts


def yuan(fen):
    """1234550 → 12,345.50; negative with −; nothing for None."""
    if fen is None:
        return ""
    return ("−" if fen < 0 else "") + amounts.yuan(abs(fen))


def plain(fen):
    """1234550 → 12345.50, for machines."""
    return amounts.plain(fen or 0)


def capitals(fen):
    return amounts.capitals(fen)
