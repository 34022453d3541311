"""Every sum is exact in fen and rounded half-up once: each against a formula of its own in whole numbers, for any wage and day.

`once(n, d)` is n/d fen rounded half-up. A sum whose lines were rounded first, or that went through a float, differs somewhere.
"""

from datetime import date as D
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.law import rules
from casework.law.amounts import fen, plain
from casework.law.tables import seed

TABLES = seed()
FEN = st.integers(1, 5 * 10**15)  # so large that a float would lose fen
TENTHS = st.integers(0, 2_000)  # hours or days, in tenths
KINDS = {"workday": 3, "rest_day": 4, "holiday": 6}  # halves of the wage


def once(n, d):
    return (2 * n + d) // (2 * d)


def tenths(n):
    return f"{n // 10}.{n % 10}"


def run(name, **facts):
    return rules.run(name, {k: v.isoformat() if isinstance(v, D) else v for k, v in facts.items()}, TABLES)["result"]


@given(FEN, st.fixed_dictionaries(dict.fromkeys(KINDS, TENTHS)), st.fixed_dictionaries({"rest_day": TENTHS, "holiday": TENTHS}))
def test_overtime(wage, hours, days):  # 21.75 days are 87 quarters, of 8 hours
    found = run("overtime", monthly_wage=plain(wage), hours={k: tenths(n) for k, n in hours.items()},
                days={k: tenths(n) for k, n in days.items()})  # fmt: skip
    eighths = sum(KINDS[kind] * n for kind, n in hours.items()) + 8 * sum(KINDS[kind] * n for kind, n in days.items())
    assert fen(found["amount"]) == once(4 * wage * eighths, 87 * 8 * 2 * 10)


@given(FEN, st.integers(0, 150))
def test_annual_leave(wage, days):
    assert fen(run("annual-leave", monthly_wage=plain(wage), unused_days=tenths(days))["amount"]) == once(4 * wage * 2 * days, 870)


@given(st.dates(D(2008, 1, 1), D(2026, 1, 1)), st.integers(0, 500), FEN, st.sampled_from(["paid-days", "working-days"]))
def test_double_wage(hired, days, wage, part_month):
    found = run("double-wage", hired=hired, signed=None, ended=None, as_of=hired + timedelta(days=days), monthly_wage=plain(wage),
                part_month=part_month, worker_fault=False)  # fmt: skip
    assert fen(found["amount"]) == once(wage * (87 * found["months"] + 4 * found["extra_days"]), 87)


@given(st.dates(D(2008, 1, 1), D(2020, 1, 1)), st.integers(300, 6000), FEN, st.one_of(st.none(), FEN))
def test_severance_and_twice_it(hired, days, average, local):
    facts = {"hired": hired, "ended": hired + timedelta(days=days), "ground": "T40-1", "average_wage": plain(average),
             "local_average_monthly_wage": None if local is None else plain(local), "previous_month_wage": plain(average),
             "minimum_wage": None}  # fmt: skip
    one, two = run("severance", **facts), run("unlawful-dismissal", **facts)
    halves, base = int(2 * float(one["months"])), average if local is None else min(average, 3 * local)
    assert (fen(one["base"]), fen(one["amount"]), fen(two["amount"])) == (base, once(halves * base, 2), halves * base)
    assert one["capped"] is not True or halves <= 24
    assert fen(one["notice_pay"]) == average


@given(FEN, st.integers(0, 1200))
def test_probation(wage, served):
    found = run("probation", term="fixed", start=D(2025, 1, 1), end=D(2025, 12, 31), probation_months=2, served_months=tenths(served),
                probation_wage=plain(wage), agreed_wage=plain(wage), minimum_wage=None)  # fmt: skip
    assert fen(found["compensation"]) == once(wage * max(served - 20, 0), 10)


@given(st.lists(st.tuples(FEN, st.integers(1, 24)), min_size=1, max_size=6), st.integers(0, 100), st.integers(0, 100))
def test_advances(workers, share, total):
    policy = {"basis": "演示", "share": f"{share / 100:.2f}", "total_share": f"{total / 100:.2f}"}
    found = run("fund-ceiling", policy=policy, workers=[{"owed": plain(owed), "months": n} for owed, n in workers], minimum_wage="2490")
    each = [once(owed * share, 100) for owed, _ in workers]
    assert [fen(one) for one in found["per_worker"]] == each
    assert fen(found["total"]) == min(sum(each), once(sum(owed for owed, _ in workers) * total, 100))


@given(FEN, FEN)
def test_extra_compensation(owed, paid):
    found = run("extra-compensation", owed=plain(owed), paid=plain(paid), deadline=D(2026, 3, 10), as_of=D(2026, 3, 11))
    left = max(owed - paid, 0)
    assert (fen(found["min"]), fen(found["max"])) == (once(left, 2), left)
