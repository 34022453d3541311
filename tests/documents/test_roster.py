"""Rosters: pages that fill and never overflow, sums that add up, columns that follow what was brought."""

import random
import re

import pytest

from casework.arrears.documents_rosters import ArrearsRoster, Confirmation, OtherClaims, PaymentSheet, WageReceipt
from casework.arrears.facts import months
from casework.arrears.samples import HEADING, by_the_day, people
from casework.documents import render, sample_facts
from casework.documents.paging import FIRST, REST, TAIL, Column, paginate, sheets
from casework.law.amounts import capitals, fen
from tests.documents.conftest import text


def roster(rows, form=ArrearsRoster, **heading):
    return {**sample_facts(form), "rows": rows, "heading": heading.get("heading", HEADING)}


def test_paginate_keeps_every_row_in_order_and_room_for_the_totals():
    chance = random.Random(20261014)
    for _ in range(3000):
        rows = list(range(chance.randrange(0, 700)))
        first, rest = chance.randrange(6, 14), chance.randrange(8, 16)
        tail = chance.randrange(1, min(first, rest) - 1)
        pages = paginate(rows, first, rest, tail)
        assert [row for page in pages for row in page] == rows
        rooms = [first] + [rest] * (len(pages) - 1)
        assert all(len(page) <= room for page, room in zip(pages, rooms, strict=True))
        assert len(pages[-1]) <= rooms[-1] - tail
        assert all(pages[:-1]) and (not rows or len(pages[-1]) >= 1), "no signatures without a name above them"


def test_the_running_total_of_the_last_page_is_the_total():
    columns = [Column("due_fen", "", 20, "money"), Column("owed_fen", "", 20, "money")]
    for count in (1, 5, 6, 40, 500):
        rows = people(count)
        made = sheets(rows, columns)
        assert made[-1].so_far == {k: sum(r[k] for r in rows) for k in ("due_fen", "owed_fen")}
        assert made[-1].count == count and made[-1].last and not any(s.last for s in made[:-1])


@pytest.mark.parametrize("count", [1, 40, 500])
def test_the_sums_on_paper_add_up(count, tmp_path):
    rows = people(count)
    data, pages = render.pdf(ArrearsRoster, roster(rows))
    path = tmp_path / "roster.pdf"
    path.write_bytes(data)
    leaves = text(path, "-layout").split("\f")[:-1]
    assert len(leaves) == pages == len(paginate(rows, FIRST, REST, TAIL))
    amount = r"([\d,]+\.\d\d)"
    here = [re.search(rf"本页小计（(\d+)人）\s+{amount}\s+{amount}\s+{amount}", leaf).groups() for leaf in leaves]
    assert sum(int(n) for n, *_ in here) == count
    sums = [sum(fen(values[column]) for _, *values in here) for column in range(3)]
    assert sums == [sum(r[k] for r in rows) for k in ("due_fen", "paid_fen", "owed_fen")]
    if pages > 1:
        so_far = [fen(re.search(rf"累计（\d+人）\s+{amount}\s+{amount}\s+{amount}", leaf)[3]) for leaf in leaves[1:]]
        assert so_far[-1] == sums[2] and so_far == sorted(so_far)
    assert "".join(leaves[-1].split()).count(f"合计{count}人人民币（大写）{capitals(sums[2])}") == 1
    assert "以下空白" in "".join(leaves[-1].split()) and all("以下空白" not in "".join(p.split()) for p in leaves[:-1])
    for row in rows[:20]:
        assert row["name"].split("·")[0] in "".join(leaves)
        assert row["number"] in "".join(leaves)


def labels(facts, form=ArrearsRoster):
    return [column.label.replace("|", "") for column in form.columns(facts)]


def test_columns_follow_what_was_brought():
    long = people(4)
    wide = [{**row, "due_fen": None, "paid_fen": None, "by_month": {"2025-03": 1000, "2025-04": row["owed_fen"] - 1000}}
            for row in long]
    total = [{**row, "due_fen": None, "paid_fen": None, "by_month": {}, "period": "", "trade": ""} for row in long]
    assert {"应发工资（元）", "已发工资（元）", "欠发工资（元）", "欠薪月份（期间）"} <= set(labels(roster(long)))
    assert {"2025年3月（元）", "2025年4月（元）"} <= set(labels(roster(wide))) and "欠薪月份（期间）" not in labels(roster(wide))
    assert labels(roster(total)) == ["序号", "姓名", "公民身份号码", "联系电话", "欠发工资（元）", "本人签名并捺指印"]
    for facts in (roster(wide), roster(total), roster([])):
        data, pages = render.pdf(ArrearsRoster, facts)
        assert data and pages == 1


def test_a_heading_of_many_lines_takes_rows_from_the_first_page():
    long = [[label, value * 3] for label, value in HEADING]
    data, pages = render.pdf(ArrearsRoster, roster(people(30), heading=long))
    assert data and pages >= 3


def test_long_names_large_sums_and_many_months_stay_on_their_row():
    rows = people(26)
    rows[0].update(name="阿卜杜热合曼·阿卜力米提·买买提艾力·吐尔逊江", period="2024年3月、5月、7月、9月、11月、2025年1至12月")
    rows[1].update(name="Muhammad Abdurrahman Al-Hashimi Bin Khalid", trade="高空外墙保温安装工程", owed_fen=123456789012)
    rows[2].update(name="欧阳上官司马诸葛令狐", team="第三项目部木工支模二班")
    data, pages = render.pdf(ArrearsRoster, roster(rows))
    assert data and pages in (len(paginate(rows)), len(paginate(rows)) + 1)


def test_months_are_said_in_runs():
    from datetime import date

    assert months([date(2025, 3, 1), date(2025, 4, 1), date(2025, 7, 1)]) == "2025年3至4月、7月"
    assert months([date(2025, m, 1) for m in (11, 12)] + [date(2026, 1, 1)]) == "2025年11至12月、2026年1月"
    assert months([date(2025, 3, 1)]) == "2025年3月" and months([]) == ""


def test_the_receipt_sums_what_is_paid_now():
    facts = roster(people(18), WageReceipt)
    columns = WageReceipt.columns(facts)
    made = sheets(facts["rows"], columns)
    assert made[-1].so_far["now_fen"] == sum(row["now_fen"] for row in facts["rows"])


def test_columns_of_days_and_rates_and_what_gives_way():
    rated = by_the_day(people(3))
    assert labels(roster(rated))[4:8] == ["工种", "欠薪月份（期间）", "出勤（天）", "日工资（元）"]
    months = {f"2026-{m:02d}": 100_000_00 for m in range(1, 7)}
    wide = [{**row, "due_fen": None, "paid_fen": None, "by_month": months, "owed_fen": 600_000_00} for row in people(3)]
    assert [label for label in labels(roster(wide)) if label.startswith("2026")] and "联系电话" not in labels(roster(wide))
    many = [{**row, "due_fen": None, "by_month": {f"2025-{m:02d}": row["owed_fen"] // 12 for m in range(1, 13)}} for row in people(3)]
    assert "欠薪月份（期间）" in labels(roster(many)), "twelve months are said in words"


@pytest.mark.parametrize(("form", "count"), [(ArrearsRoster, 26), (Confirmation, 26), (PaymentSheet, 1), (OtherClaims, 14)])
def test_every_list_of_workers_fills_its_pages(form, count, tmp_path):
    sample = form.sample()
    rows = [{**sample["rows"][n % len(sample["rows"])]} for n in range(count)]
    data, pages = render.pdf(form, {**sample_facts(form), "rows": rows})
    assert pages == len(paginate(rows, FIRST, REST, TAIL))
    path = tmp_path / "list.pdf"
    path.write_bytes(data)
    last = "".join(text(path, "-layout").split("\f")[pages - 1].split())
    total = sum(row[sample["total_key"]] for row in rows)
    assert f"合计{count}{sample.get('unit', '人')}" in last and f"人民币（大写）{capitals(total)}" in last and "以下空白" in last
