"""Work orders of the invented city: from the hotline and the national platform, answered, late, about a case and about none."""

from datetime import timedelta

from casework.accounts import queries as accounts
from casework.arrears.models import Channel
from casework.channels import actions, queries
from casework.core import files
from casework.core.mapping import Rows
from casework.extensions import db
from casework.seed import city as cities

ORDERS = (  # channel, number, days since it came, days it had, who, firm, content
    ("12345", "YL20261012-0031", 4, 13, "罗春生", "云澜市恒屿五金制品厂", "反映八月、九月工资没有发，老板说等货款。"),
    ("12345", "YL20260928-0107", 18, 13, "金小燕", "润基物业服务有限公司", "保洁岗离职一个月，最后一个月工资没结。"),
    ("12345", "YL20261015-0012", 1, 3, "应桂兰", None, "咨询试用期最低工资是多少。"),
    ("national", "QG2026-3399-00418", 6, 10, "毛志强", "鼎砺建筑劳务有限公司", "工地木工班组十二人，六月以来只发生活费。"),
)


def build(today):
    by = accounts.by_login("inspector")
    for channel in dict.fromkeys(one[0] for one in ORDERS):
        rows = Rows(good={n: {
            "number": number, "received_on": today - timedelta(days=age), "due_on": today - timedelta(days=age - term), "who": who,
            "telephone": f"1990008{n:04d}", "employer_name": firm, "area": cities.HOME, "content": content}
            for n, (of, number, age, term, who, firm, content) in enumerate(ORDERS, start=2) if of == channel})
        listed = "\n".join(",".join(map(str, values.values())) for values in rows.good.values())
        kept = files.keep(listed.encode(), f"{channel}工单.csv", "text/csv")
        batch = actions.stage(channel=Channel(channel), kept=kept, by=by)
        db.session.flush()
        actions.write(batch=batch, channel=Channel(channel), rows=rows, titles={}, by=by)
    held = queries.known(Channel.HOTLINE, {ORDERS[0][1]})[ORDERS[0][1]]
    actions.assign(queries.order(held.id, by), holder=by, by=by)
    one = queries.known(Channel.HOTLINE, {ORDERS[2][1]})[ORDERS[2][1]]
    actions.answer(queries.order(one.id, by), on=today, text="已电话答复：本市最低工资按公布的档次，试用期工资不得低于它。", by=by)
