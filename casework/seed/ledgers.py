"""An old ledger of the home township: past cases as somebody kept them in a table, before the program."""

from datetime import date

from casework.accounts import queries as accounts
from casework.core import files
from casework.core.mapping import Rows
from casework.ledgers import actions
from casework.ledgers.reading import FIELDS

PAST = (  # number, day, firm (None: a registered one), people as written, how many, fen, result, who handled it
    ("1", date(2019, 1, 17), None, "罗春生等", 6, 4_812_000, "经协调，单位春节前付清", "贺知远"),
    ("2", date(2019, 3, 5), "柳堰远山木业加工厂", "应桂兰", 1, 356_000, "已付清", "贺知远"),
    ("3", date(2019, 11, 28), None, "毛志强、金小燕", 2, 1_200_000, "移送仲裁", "陶锦"),
    ("4", None, "柳堰远山木业加工厂", "姓名不详", None, None, "联系不上投诉人", None),
)


def build(employers, area):
    """`employers`: registered ones of the township, whose former cases these are too."""
    by = accounts.by_login("inspector")
    known = [employer.name for employer in employers if employer.area.path.startswith(area.path)]
    rows = Rows(good={n: {one.key: None for one in FIELDS} | {
        "number": number, "received_on": day, "employer_name": firm or known[n], "who": who, "people": people, "amount_fen": fen,
        "outcome": result, "handler": handler} for n, (number, day, firm, who, people, fen, result, handler) in enumerate(PAST, start=3)})
    listed = "\n".join(",".join(str(cell or "") for cell in row) for row in PAST)
    batch = actions.stage(kept=files.keep(listed.encode(), "2019年欠薪投诉台账.csv", "text/csv"), by=by)
    actions.write(batch=batch, rows=rows, area=area, by=by)
