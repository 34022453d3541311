"""Every number of the register of rules is coded, or stands in a dated table, or is named as missing, or says why it is neither.

V1: the text was read. V2: a secondary source was read, so it is a table with a “confirm” mark. U: nobody could read it, so it is
an empty table that `gaps` names.
"""

import re
from datetime import date as D
from pathlib import Path

import pytest

from casework.law import clauses, rules
from casework.law.contracts import ENDINGS
from casework.law.gaps import gaps
from casework.law.inspection import REFUSALS
from casework.law.tables import seed
from casework.law.tables.kinds import KINDS
from casework.law.terms import Term
from casework.law.violations import VIOLATIONS

ON = D(2026, 11, 25)


def numbers(prefix, *spans):
    return {f"{prefix}-{n:02}" for first, last in spans for n in range(first, last + 1)}


V1 = (
    numbers("CA", (1, 12))
    | numbers("LC", (1, 9), (11, 47), (49, 54), (56, 72))
    | numbers("LI", (1, 6), (10, 12), (14, 17), (19, 32), (40, 47), (53, 55))
    | numbers("WA", (1, 23), (50, 51), (53, 54), (57, 61))
    | numbers("MA", (1, 18), (20, 38))
)
V2 = numbers("LI", (7, 7), (50, 50), (52, 52)) | numbers("WA", (30, 32), (41, 43), (55, 56))
U = {"LC-10", "LC-48", "LC-55", "LI-13", "LI-18", "LI-51", "WA-33", "WA-40", "WA-52"}
# Numbers that are V1 in part: what is missing of them is a table too.
IN_PART = {"LC-23", "LC-32", "LC-33", "LC-35", "LC-40", "LC-49", "LC-53", "LI-02", "LI-41", "WA-51", "MA-15"}

BACKGROUND = {
    "LC-49": "the base of overtime is the contract's wage (劳动合同 in 工资支付暂行规定 13, LC-44); Zhejiang's own base is a table",
    "WA-02": "a duty of townships to look for arrears and to mediate: what the program is for, and no finding about a case",
    "WA-41": "how Beilun kept work cards in 2005: a history, with no figure that a rule takes",
    "WA-42": "names of today's local attendance systems: no rule and no figure",
    "WA-43": "that Ningbo had deposits by 2004: a history; the deposit of today is WA-31",
}


def in_tables():
    return {number for kind in KINDS.values() for number in kind.ids}


def test_the_register_is_whole():
    assert not V1 & V2 and not V1 & U and not V2 & U
    assert len(V1) == 12 + 69 + 38 + 32 + 37 and len(V2) == 11 and len(U) == 9
    assert IN_PART <= V1 and set(BACKGROUND) <= V1 | V2 | U


@pytest.mark.parametrize("number", sorted(V1 - set(BACKGROUND)))
def test_what_was_read_is_coded(number):
    """The entry's sentence names its number: nobody enters a function under a number that it does not say."""
    assert any(number in entry.sentence and entry.basis for entry in clauses.every()[number])


def test_every_sentence_has_a_table_of_cases():
    """Each function of the book is called by name in tests/law, or is a calculation that is run by its name there."""
    others = [path for path in Path(__file__).parent.glob("test_*.py") if path != Path(__file__)]
    written = "\n".join(path.read_text() for path in others)
    by_name = {rule.function: name for name, rule in rules.every().items()}
    functions = {entry.function for entries in clauses.every().values() for entry in entries if not isinstance(entry.function, Term)}
    untested = {f.__name__ for f in functions if not re.search(rf"\b{f.__name__}\b", written) and f'"{by_name.get(f)}"' not in written}
    assert not untested - REVIEWED


REVIEWED = {"_probation_length", "_probation_pay"}  # through probation.findings


@pytest.mark.parametrize("number", sorted(V2 - set(BACKGROUND)))
def test_what_was_read_second_hand_is_a_dated_table_to_be_confirmed(number):
    kinds = [kind for kind in KINDS.values() if number in kind.ids]
    assert kinds
    shipped = [row for (table, _), rows in seed().rows.items() for row in rows if table in {kind.name for kind in kinds}]
    assert all(row.confirm and row.source for row in shipped)


@pytest.mark.parametrize("number", sorted(U | IN_PART))
def test_what_nobody_could_read_is_missed_by_name(number):
    missing = {one for gap in gaps(seed(), "330282101", ON) for one in gap.ids}
    assert number in missing


@pytest.mark.parametrize("number", sorted(BACKGROUND))
def test_what_is_neither_says_why(number):
    assert len(BACKGROUND[number]) > 30
    assert number not in clauses.every()


def test_nothing_is_coded_or_kept_that_the_register_does_not_know():
    told = V1 | V2 | U | {"PD-15", "PD-16"} | set(VIOLATIONS)
    assert set(clauses.every()) | in_tables() <= told


def test_the_lists_of_codes_are_whole():
    assert set(VIOLATIONS) == {f"V{n:02}" for n in range(1, 35)}
    assert set(REFUSALS) == {f"RJ-{n}" for n in range(1, 9)}
    assert len(ENDINGS) == 31


def test_a_policy_of_advances_has_every_field_of_the_register():
    """Legal basis, who is advanced, filed case, deposit, cap a worker and in total, who proposes and approves, recovery."""
    fields = {"basis", "applies", "filed_case", "deposit_exhausted", "share", "min_wage_times", "months", "flat", "total_share", "total",
              "proposer", "approvals", "agreement", "recovery_days", "recovery_from", "replenished_by"}  # fmt: skip
    assert set(KINDS["fund_policy"].fields) == fields
    assert seed().row("fund_policy", "330282101", ON) is None  # no county's figure is shipped


@pytest.mark.parametrize(
    ("number", "day_before", "first_day"),
    [
        # since when each sentence holds: an old case is not judged by a newer one
        ("LC-02", D(2007, 12, 31), D(2008, 1, 1)),
        ("LC-03", D(2008, 9, 17), D(2008, 9, 18)),
        ("LC-06", D(2025, 8, 31), D(2025, 9, 1)),
        ("LC-14", D(2025, 8, 31), D(2025, 9, 1)),
        ("LC-38", D(2025, 8, 31), D(2025, 9, 1)),
        ("LC-59", D(2014, 2, 28), D(2014, 3, 1)),
        ("LC-70", D(2026, 6, 30), D(2026, 7, 1)),
        ("LC-69", D(2026, 6, 30), D(2026, 7, 1)),
        ("LC-72", D(2025, 8, 31), D(2025, 9, 1)),
        ("LI-14", D(2004, 11, 30), D(2004, 12, 1)),
        ("LI-20", D(2021, 7, 14), D(2021, 7, 15)),
        ("LI-29", D(2011, 12, 31), D(2012, 1, 1)),
        ("LI-53", D(2021, 12, 31), D(2022, 1, 1)),
        ("WA-06", D(2020, 4, 30), D(2020, 5, 1)),
        ("WA-18", D(2021, 12, 31), D(2022, 1, 1)),
        ("WA-51", D(2013, 1, 22), D(2013, 1, 23)),
        ("MA-14", D(2017, 6, 30), D(2017, 7, 1)),
        ("MA-20", D(2008, 4, 30), D(2008, 5, 1)),
        ("MA-37", D(2025, 8, 31), D(2025, 9, 1)),
    ],
)
def test_a_rule_holds_from_its_day(number, day_before, first_day):
    entries = clauses.every()[number]
    assert not entries[0].holds(day_before) and entries[0].holds(first_day)


@pytest.mark.parametrize("number", ["LC-45", "LC-46"])
def test_one_notice_follows_another_without_a_gap(number):
    """劳社部发〔2008〕3号 until 2024-12-31, 人社部发〔2025〕2号 from 2025-01-01: on no day both, on no day since 2008-01-03 neither."""
    entries = {entry.basis[0].number: entry for entry in clauses.every()[number]}
    for on, year in ((D(2008, 1, 3), 2008), (D(2024, 12, 31), 2008), (D(2025, 1, 1), 2025)):
        notice = {2008: "劳社部发〔2008〕3号", 2025: "人社部发〔2025〕2号"}[year]
        assert [name for name, entry in entries.items() if entry.holds(on)] == [notice]
    assert not any(entry.holds(D(2008, 1, 2)) for entry in entries.values())
