"""Samples for forms: invented people (identity numbers of area 99), with the names that break careless paper."""

STORY = ("张𠅤等40名劳动者投诉称，该单位拖欠其2026年6月至9月在青石镇滨河安置小区二期工程务工的工资共计562,630.50元，"
         "并提交考勤表、工资结算单复印件，请求责令支付。")
CASE = {
    "case_number": "青劳欠〔2026〕37号", "matter": "拖欠工资", "workers": 40, "owed_fen": 56263050, "period": "2026年6至9月",
    "received_on": "2026-10-12", "accepted_on": "2026-10-14", "channel": "window",
    "employer": {
        "name": "云溪县宏远达建筑劳务分包有限责任公司", "credit_code": "91990828MA9TE5T0XW", "kind": "有限责任公司",
        "registered_address": "云溪县城关镇通济路88号鸿基商务中心3幢1206室",
        "work_address": "云溪县青石镇滨河路东侧安置小区二期工地", "grid": "青石镇第5网格", "legal_rep": "诸葛承宏",
        "legal_rep_title": "执行董事", "legal_rep_phone": "19900000011", "contact": "上官彧",
        "contact_title": "劳资专管员", "contact_phone": "19900000012",
    },
    "complainant": {"name": "张𠅤", "sex": "男", "birth": "1986-03-13", "number": "990828198603131006",
                    "phone": "19900001001", "address": "云溪县青石镇上塘村12号"},
    "representatives": ["王䶮", "司马㸃", "阿卜杜热合曼·阿卜力米提"],
    "officers": [{"name": "陈立", "certificate": "Y990101"}, {"name": "方敏", "certificate": "Y990102"}],
}
HEADING = [["用人单位", CASE["employer"]["name"]], ["统一社会信用代码", CASE["employer"]["credit_code"]],
                  ["工程项目", "云溪县青石镇滨河安置小区（二期）及配套幼儿园工程"], ["工资所属期间", "2026年6至9月"],
                  ["金额截止日", "2026年10月12日"], ["案件编号", CASE["case_number"]]]
NAMES = [
    "张𠅤", "李㛃", "王䶮", "陈𬭎", "赵彧翀", "何𬀩", "司马㸃", "欧阳国强", "买买提·吐尔逊", "阿卜杜热合曼·阿卜力米提",
    "迪丽努尔·麦麦提", "吉克·阿呷", "冯志远", "卫小明", "沈阿根", "韩金宝", "朱永福", "严正", "华山", "金凤",
]


def people(count):
    """Rows that add up, with every shape of name; the same every time."""
    trades = ("钢筋工", "木工", "泥工", "架子工", "水电工", "普工")
    rows = []
    for n in range(count):
        due, paid = 462000 + (n * 737373) % 2500000, (n * 41505) % 400000
        rows.append({
            "name": NAMES[n % len(NAMES)], "number": f"9908281986{n % 12 + 1:02d}{n % 28 + 1:02d}{n % 1000:03d}{n % 10}",
            "phone": f"1990000{n + 1001:04d}", "trade": trades[n % 6], "team": "", "period": "2026年6至9月",
            "due_fen": due, "paid_fen": paid, "owed_fen": due - paid, "now_fen": due - paid, "by_month": {},
        })
    return rows


def by_the_day(rows):
    """The same people paid by the day: days × rate is what is due."""
    made = []
    for n, row in enumerate(rows):
        rate, days = (22000, 28000, 24000, 26000, 30000, 32000)[n % 6], 18 + n * 7 % 84
        paid = min(row["paid_fen"], rate * days - 100)
        made.append({**row, "days": str(days), "rate": f"{rate // 100}.00", "due_fen": rate * days, "paid_fen": paid,
                     "owed_fen": rate * days - paid, "now_fen": rate * days - paid})
    return made
