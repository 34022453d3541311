"""重复申报 over a seeded set: every planted one is told before saving, nothing else is, and everything may still be saved."""

import random

import pytest

from casework.accounts import queries as accounts
from casework.arrears import actions, overlap, queries
from casework.arrears import roster as rosters
from casework.core import clock, files
from tests.sheets import identity, xlsx

MONTHS = ("2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02")
CASES = (  # who registers, channel, employer: two townships, five channels
    ("inspector", "window", "恒砺服饰"), ("inspector", "12345", "恒砺服饰"), ("elsewhere", "national", "恒砺服饰"),
    ("elsewhere", "petition", "青石木器"), ("inspector", "phone", "青石木器"))
NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
PEOPLE = [(f"工人{letter}", identity(n) if n % 3 else "", f"13800{n:06d}") for n, letter in enumerate(NAMES)]  # some without a number


def sheet(rng):
    """Some people with some of the months each, as a roster; [(name, month)] of its lines."""
    rows, told = [["姓名", "身份证号", "电话", "月份", "欠发"]], []
    for name, number, telephone in rng.sample(PEOPLE, 8):
        for month in sorted(rng.sample(MONTHS, rng.randint(1, 3))):
            rows.append([name, number, telephone, month, 1000 + rng.randint(0, 9000)])
            told.append((name, month))
    return xlsx(rows), told


@pytest.mark.parametrize("seed", [1, 20261125])
def test_all_of_a_seeded_set_are_found_and_none_is_blocked(make, seed):
    rng, before, found = random.Random(seed), {}, 0
    for n, (login, channel, employer) in enumerate(CASES):
        number = make.case(by=login, channel=channel, employer_name=employer, worker_name=f"代表{n}", telephone=f"1390000{n:04d}")
        data, told = sheet(rng)
        with make.context():
            case, user = queries.case_by_number(number), accounts.by_login(login)
            roster = rosters.read(data, today=clock.today())
            said = overlap.of_roster(roster, case.employer, user, case)
            known = before.setdefault(employer, {})
            expected = {line: known[line] for line in told if line in known}
            assert {(one.name, one.month.strftime("%Y-%m")) for one in said} == set(expected), (seed, n)
            for one in said:
                there = {login_ for login_, _ in expected[one.name, one.month.strftime("%Y-%m")]}
                if one.number is None:
                    assert login not in there or len(there) > 1, "one's own cases are named"
                    assert one.office in str(one.message) and one.telephone in str(one.message) and one.telephone.startswith("1990")
                else:
                    assert one.number in {number_ for _, number_ in expected[one.name, one.month.strftime("%Y-%m")]}
            actions.import_roster(case=case, roster=roster, kept=files.keep(data, "a.xlsx"), by=user)
            assert queries.sums(case).lines == len(told), "a warning is no wall"
            for line in told:
                known.setdefault(line, []).append((login, number))
            found += len(expected)
    assert found >= 8, "the set has something to find"
