"""计时计件 — days × day rate and pieces × unit price, exact, rounded to a whole fen once, half up."""

from decimal import ROUND_HALF_UP, Decimal

from casework.law.amounts import yuan

PAIRS = (("days", "day_rate_fen"), ("pieces", "piece_rate_fen"))


def _pairs(figures):
    """[(Decimal quantity, fen for each)] of the pairs that are complete. Quantities are Decimals or their text."""
    return [(Decimal(figures[n]), figures[rate]) for n, rate in PAIRS
            if figures.get(n) not in (None, "") and figures.get(rate) is not None]


def earned_fen(figures):
    """What was earned by time and by piece together, in whole fen; None when neither pair is complete."""
    pairs = _pairs(figures)
    return int(sum(n * rate for n, rate in pairs).to_integral_value(ROUND_HALF_UP)) if pairs else None


def how(figures):
    """“22.5 × 280.00 ＝ 6,300.00”, as the sheet and the paper show it; empty when there is nothing to multiply."""
    pairs = _pairs(figures)
    if not pairs:
        return ""
    return " ＋ ".join(f"{plain(n)} × {yuan(rate)}" for n, rate in pairs) + f" ＝ {yuan(earned_fen(figures))}"


def plain(number):
    """A quantity without needless zeros: 22.50 → 22.5, 1E+2 → 100."""
    return f"{Decimal(number).normalize() + 0:f}"
