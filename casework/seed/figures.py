"""演示用的法定数据: invented standards of the invented city, each saying so; some wait for somebody to confirm them, some are missing."""

from datetime import date

from casework.accounts import queries
from casework.lawbook import actions

SOURCE = "演示数据，编造，不是真实标准"
CITY = "339900"
ROWS = (  # table, place, from, value, confirmed
    ("minimum_wage_tier", CITY, date(2024, 1, 1), {"tier": 2}, True),
    ("minimum_wage_tier", "339902", date(2024, 1, 1), {"tier": 3}, True),
    ("average_wage", CITY, date(2025, 7, 1), {"monthly": "8706"}, True),
    ("average_wage", CITY, date(2026, 7, 1), {"monthly": "8912"}, False),
    ("arrears_crime", "330000", date(2024, 1, 1), {"one_worker": "8000", "ten_workers": "50000"}, True),
    ("hearing_threshold", "330000", date(2022, 1, 1), {"person": "5000", "entity": "50000"}, True),
    ("extra_compensation", CITY, date(2025, 1, 1), {"ladder": [
        {"when": "首次，逾期十日以内付清", "share": "0.5"}, {"when": "逾期十日以上", "share": "0.75"},
        {"when": "两年内再次", "share": "1"}]}, True),
    ("decision_term", CITY, date(2025, 1, 1), {"workdays": 15}, True),
    ("archive", CITY, date(2025, 1, 1), {"filing_days": 30, "years": 30}, True),
    ("guarantee_kinds", CITY, date(2025, 1, 1), {"kinds": ["建筑施工", "服装加工"]}, False),
    ("group_report", "339901", date(2026, 1, 1), {"hours": 2, "again_hours": 24, "basis": SOURCE}, True),
    ("collective_papers", "339901", date(2026, 1, 1), {"papers": ["congress", "delegates", "minutes"], "basis": SOURCE}, True),
    ("township_penalty", "339903", date(2025, 1, 1), {"granted": True, "basis": SOURCE}, True),
)  # fmt: skip
POLICY = {"basis": SOURCE, "applies": ["unable", "absconded"], "filed_case": True, "deposit_exhausted": True, "share": "0.5",
          "months": "3", "proposer": "乡镇劳动保障监察中队",
          "approvals": [{"role": "县局分管领导", "up_to": "50000"}, {"role": "县人民政府"}], "agreement": True,
          "recovery_days": 60, "recovery_from": ["employer", "court"], "replenished_by": "县财政"}


def build():
    """Entered in nobody's name, as the city itself is; the confirmed ones confirmed by the administrator."""
    admin = queries.by_login("admin")
    rows = (*ROWS, ("fund_policy", "339901", date(2025, 1, 1), POLICY, True),
            ("fund_policy", "339903", date(2026, 1, 1), POLICY | {"share": "0.3", "total": "500000"}, False))
    for table, place, from_on, value, confirmed in rows:
        row = actions.enter(table=table, place=place, from_on=from_on, value=value, source=SOURCE, by=None)
        if confirmed:
            actions.confirm(row, by=admin)
