"""What the employer must produce, and who else must pay (WA-05 … WA-20)."""

from datetime import date as D

import pytest

from casework.law import rules
from casework.law.payers import (
    LEDGER,
    PAYERS,
    PROOF,
    ledger_kept_until,
    ledger_missing,
    not_produced,
    payers,
    project_ledger_kept_until,
    to_produce,
)
from casework.law.rules import UNKNOWN
from casework.law.tables import seed
from tests.law.test_gaps import row

TABLES = seed()


def run(name, tables=TABLES, **data):
    return rules.run(name, data, tables)


def test_the_ledger_of_article_15():
    assert ledger_missing(LEDGER) == []
    assert ledger_missing(set(LEDGER) - {"net", "period"}) == ["period", "net"]
    assert len(LEDGER) == 11 and all(LEDGER.values())
    assert ledger_kept_until(D(2026, 2, 28)) == D(2029, 2, 28)
    assert project_ledger_kept_until(D(2026, 3, 1), None) is None  # 28
    assert project_ledger_kept_until(D(2026, 3, 1), D(2026, 5, 1)) == D(2029, 5, 1)


def test_what_the_employer_must_produce():  # 50
    assert not_produced(PROOF) == []
    assert not_produced({"contract"}) == ["roster", "ledger", "slip"]


def test_the_ledger_and_its_fields_stand_together_each_with_its_article():  # 15, 28, 31, 50
    keys = [one.key for one in to_produce()]
    assert keys[:3] == ["contract", "roster", "ledger"] and keys[-1] == "slip" and len(keys) == len(PROOF) + len(LEDGER)
    assert {one.part_of for one in to_produce() if "." in one.key} == {"ledger"}
    said = {one.key: str(one.basis) for one in to_produce(site=True)}
    assert said["contract"] == "《保障农民工工资支付条例》第50条" and said["ledger.net"] == "《保障农民工工资支付条例》第15条第2款"
    assert said["site-ledger"].endswith("第28条") and said["site-sheet"].endswith("第31条")


@pytest.mark.parametrize(
    ("fact", "who", "article"),
    [
        ("dispatched", "用工单位", "第18条"),
        ("lent-name", "出借名义的用人单位", "第19条第2款"),
        ("investors", "出资人", "第20条"),
        ("merged", "合并或者分立后的用人单位", "第21条"),
        ("closing", "主要出资人", "第22条"),
        ("owner-late", "建设单位", "第29条第2款"),
        ("subcontractor", "施工总承包单位", "第30条第3款"),
        ("sublet", "施工总承包单位", "第30条第4款"),
        ("unqualified-by-owner", "建设单位", "第36条第1款"),
        ("unqualified-by-contractor", "施工总承包单位", "第36条第1款"),
        ("lent-qualification", "出借资质的施工单位", "第36条第2款"),
        ("illegal-project", "建设单位", "第37条"),
    ],
)
def test_who_else_must_pay(fact, who, article):
    ((payer, sure),) = payers({fact: True})
    assert (payer.who, sure, str(payer.basis[0])) == (who, True, f"《保障农民工工资支付条例》{article}")
    assert payers({fact: False}) == [] and payers({fact: None}) == [(payer, UNKNOWN)]


def test_every_case_is_in_the_table_above():
    assert len(PAYERS) == 12 and payers({}) == []


@pytest.mark.parametrize(
    ("works", "most", "warned"), [("3000", "3000.00", 0), ("9000", "8000.00", 0), (None, "unknown", 1)]
)
def test_the_owner_advances_up_to_what_it_owes(works, most, warned):  # 29(2)
    answer = run("who-must-pay", facts=["owner-late", "subcontractor"], owed="8000", unpaid_works=works)
    assert answer["result"]["payers"] == [{"who": "建设单位", "at_most": most}, {"who": "施工总承包单位", "at_most": "8000.00"}]
    assert len(answer["warnings"]) == warned
    assert answer["steps"][0]["basis"] == ["《保障农民工工资支付条例》第16条"]


POLICY = {"basis": "演示办法", "applies": ["unable"], "filed_case": True, "deposit_exhausted": False, "share": "0.3",
          "agreement": False, "total": "5000"}  # fmt: skip


def ceiling(tables, **more):
    workers = [{"owed": "10000", "months": 2}, {"owed": "20000", "months": 2}]
    return run("fund-ceiling", tables, workers=workers, minimum_wage="2490", **more)


def test_the_policy_of_the_place_and_day_is_taken():  # 63
    tables = TABLES.overlay([row("fund_policy", POLICY)])
    there = ceiling(tables, place="330282101", on="2026-11-25")
    assert there["result"] == {"per_worker": ["3000.00", "6000.00"], "total": "5000.00"}
    assert there["steps"][0]["text"] == "依据：演示办法"
    assert ceiling(tables, place="330283101", on="2026-11-25")["result"]["total"] == "unknown"
    assert ceiling(tables, place="330282101", on="2023-12-31")["result"]["total"] == "unknown"
    own = ceiling(tables, policy={"share": "0.1"}, place="330282101", on="2026-11-25")
    assert own["result"]["total"] == "3000.00"


def test_neither_policy_nor_place_is_told_at_the_policy():
    with pytest.raises(rules.BadInput) as bad:
        ceiling(TABLES)
    assert list(bad.value.errors) == ["policy"]
