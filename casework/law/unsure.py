"""Three values: true, false and “unknown”. A fact that nobody has established (None) is unknown, never false."""

from casework.law.rules import UNKNOWN


def either(*answers):
    """True when one is, unknown when one may be."""
    return True if True in answers else UNKNOWN if UNKNOWN in answers or None in answers else False


def both(*answers):
    """False when one is, unknown when one may be."""
    return False if False in answers else UNKNOWN if UNKNOWN in answers or None in answers else True


def opposite(answer):
    """Not; unknown stays unknown."""
    return UNKNOWN if answer in {UNKNOWN, None} else not answer
