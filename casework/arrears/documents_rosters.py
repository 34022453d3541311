"""花名册 — lists of the workers of a case, in the order of the sheet (grid.py): arrears, what they confirm, what they are paid,
what they claim beside wages. Columns follow what was brought; a list that does not fit drops what can be done without."""

from decimal import Decimal

from casework.arrears import payment_queries
from casework.arrears.documents import CasePaper
from casework.arrears.earning import plain
from casework.arrears.facts import period, wages
from casework.arrears.grounds import calculations
from casework.arrears.models import KINDS, ClaimKind
from casework.arrears.samples import HEADING, by_the_day, people
from casework.documents import Roster
from casework.documents.paging import WIDTH, Column, fit
from casework.documents.render import day
from casework.law.amounts import yuan
from casework.law.findings import N_, Message
from casework.law.sources import cite

MONTHS = 8  # columns of months at most
PHONE, TRADE, TEAM = "phone", "trade", "team"


class CaseRoster(CasePaper, Roster):
    """One row for each worker (and team): months joined, sums of the wage lines."""

    def rows(self, lines, value):
        found = {}
        for line in lines:
            found.setdefault((line.worker_id, line.team), []).append(line)
        return [self.row(own, value) for own in found.values() if value(own) is not None]

    def row(self, own, value):
        worker, pay = own[0].worker, wages(own)

        def summed(key, lines=pay):
            values = [getattr(line, key) for line in lines]
            return sum(values) if values and None not in values else None

        def shared(key):
            values = {getattr(line, key) for line in pay}
            return values.pop() if len(values) == 1 else None

        received, due = [line.received_fen for line in pay], summed("due_fen")
        claimed = sum(line.claimed_fen for line in pay)
        return {
            "name": worker.name, "number": worker.id_number or "", "phone": worker.telephone or "",
            "trade": next((line.trade for line in own if line.trade), ""), "team": own[0].team or "", "period": period(pay),
            "due_fen": due, "paid_fen": None if due is None or None in received else due - claimed, "owed_fen": claimed,
            "now_fen": value(own), "by_month": {f"{line.month:%Y-%m}": line.claimed_fen for line in pay if line.month},
            **_quantities(pay, "days", "day_rate_fen", "rate", shared), **_quantities(pay, "pieces", "piece_rate_fen", "price", shared),
            "stands_fen": sum(line.stands_fen - line.waived_fen for line in pay),
            "other_fen": sum(line.claimed_fen for line in own if line.kind != ClaimKind.WAGES) or None,
            "less_fen": sum((line.drawn_fen or 0) + (line.deducted_fen or 0) for line in pay),
            "had_fen": sum((line.received_fen or 0) + line.had_fen for line in pay),
            "left_fen": sum(line.owed_to_worker_fen for line in pay),
        }

    def heading(self, case, lines, extra=()):
        return [["用人单位", case.employer.name], ["统一社会信用代码", case.employer.credit_code or ""],
                ["工程项目", case.project or case.work_place or ""], ["工资所属期间", period(wages(lines))], *extra,
                ["案件编号", case.number]]

    def cut(self, case):
        return ["金额截止日", day(case.received_on.isoformat())]

    @classmethod
    def layout(cls, facts, shrink=0):
        return super().layout({**facts, "rows": _spread(facts["rows"])}, shrink)


def _quantities(pay, quantity, rate, name, shared):
    """{days: “96”, rate: “300.00”} of a worker; the rate only where it is one for all."""
    texts = [getattr(line, quantity) for line in pay if getattr(line, quantity)]
    each = shared(rate)
    return {quantity: plain(sum(map(Decimal, texts))) if texts else "", name: yuan(each) if texts and each is not None else ""}


def _spread(rows):
    """Rows in which every month of the list has its own figure, 0 where nothing is claimed."""
    named = _named(rows)
    return [{**dict.fromkeys(named, 0), **row["by_month"], **row} for row in rows]


def _named(rows):
    return sorted({month for row in rows for month in row["by_month"]})


def _complete(rows):
    """Whether the months alone make up what is owed."""
    return all(sum(row["by_month"].values()) == row["owed_fen"] for row in rows)


def has(rows, key):
    """Whether any row has it; a paper issued by an earlier edition may not know it."""
    return any(row.get(key) for row in rows)


def who(rows, without=()):
    """序号, 姓名, 号码, and of telephone, trade and team what anybody has."""
    columns = [Column("n", "序号", 10, "count"), Column("name", "姓名", 27, "name"), Column("number", "公民身份号码", 36, "id")]
    for key, label, width, kind in ((PHONE, "联系电话", 24, "id"), (TRADE, "工种", 14, "center"), (TEAM, "班组", 17, "center")):
        if key not in without and has(rows, key):
            columns.append(Column(key, label, width, kind))
    return columns


def months(rows):
    return [Column(month, f"{month[:4]}年|{int(month[5:])}月（元）", 17, "money") for month in _named(rows)]


def worked(rows):
    """出勤, 日工资, 件数 and 单价 where anybody has them."""
    found = []
    for key, label, width in (("days", "出勤|（天）", 13), ("rate", "日工资|（元）", 16), ("pieces", "件数", 15),
                              ("price", "单价|（元）", 14)):
        if has(rows, key):
            found.append(Column(key, label, width))
    return found


def fitting(rows, *makings):
    """The first of these lists of columns that stands between the margins; the last where none does."""
    spread = _spread(rows)
    for columns in makings:
        if sum(column.width for column in fit(columns, spread)) <= WIDTH + 1:
            return columns
    return makings[-1]


class ArrearsRoster(CaseRoster):
    """forms.md 2.1 拖欠工资花名册. Three shapes of claim, as they came: due and paid, with days and rates; a column a month; one sum."""

    code, title, copies = "arrears-roster", "拖欠工资花名册", ("附卷",)

    def missing(self):
        return [] if wages(self.lines) else [Message(N_("劳动者和欠薪数额"))]

    def details(self, case, lines):
        pay = wages(lines)
        return {"rows": self.rows(pay, lambda own: sum(line.claimed_fen for line in own)), "total_key": "owed_fen",
                "heading": self.heading(case, pay, [self.cut(case)])}

    @classmethod
    def columns(cls, facts):
        rows = facts["rows"]
        due = any(row["due_fen"] is not None for row in rows)
        end = [Column("owed_fen", "欠发工资|（元）", 20, "money"), Column("sign", "本人签名并捺指印", 27, "sign")]
        when = [Column("period", "欠薪月份|（期间）", 28)] if has(rows, "period") else []
        figures = [Column("due_fen", "应发工资|（元）", 20, "money"), Column("paid_fen", "已发工资|（元）", 20, "money")] if due else []
        plainly = [[*who(rows, less), *when, *worked(rows), *figures, *end] for less in ((), (TRADE,), (TRADE, TEAM), (TRADE, TEAM, PHONE))]
        if not due and _complete(rows) and 2 <= len(_named(rows)) <= MONTHS:
            wide = [[*who(rows, less), *months(rows), *end] for less in ((), (PHONE,), (PHONE, TRADE), (PHONE, TRADE, TEAM))]
            return fitting(rows, *wide, *plainly)
        return fitting(rows, *plainly)

    @classmethod
    def sample_details(cls):
        return {"rows": by_the_day(people(40)), "heading": HEADING, "total_key": "owed_fen"}


class Confirmation(CaseRoster):
    """拖欠工资确认签字表: each worker confirms the own line, in the order of the sheet; what was found stands beside the claim."""

    code, title, copies = "wage-confirmation", "拖欠工资确认签字表", ("附卷",)
    by_hand = True

    def missing(self):
        return [] if wages(self.lines) else [Message(N_("劳动者和欠薪数额"))]

    def details(self, case, lines):
        rows = self.rows(wages(lines), lambda own: sum(line.stands_fen - line.waived_fen for line in own))
        found = any(line.recognised_fen is not None or line.waived_fen for line in wages(lines))
        return {"rows": rows, "total_key": "stands_fen" if found else "owed_fen", "found": found,
                "heading": self.heading(case, lines, [self.cut(case)])}

    @classmethod
    def columns(cls, facts):
        rows = facts["rows"]
        end = [Column("owed_fen", "欠发工资|合计（元）", 20, "money")]
        if facts.get("found"):
            end.append(Column("stands_fen", "认定工资|（元）", 20, "money"))
        end.append(Column("sign", "本人确认签名|并捺指印、日期", 34, "sign"))
        plainly = [[*who(rows, less), Column("period", "欠薪月份|（期间）", 28), *end] for less in ((), (TRADE,), (TRADE, TEAM))]
        if _complete(rows) and 1 <= len(_named(rows)) <= MONTHS:
            return fitting(rows, *([*who(rows, less), *months(rows), *end] for less in (
                (PHONE,), (PHONE, TRADE), (PHONE, TRADE, TEAM))), *plainly)
        return fitting(rows, *plainly)

    @classmethod
    def sample_details(cls):
        rows = [{**row, "phone": "", "due_fen": None, "by_month": {"2026-06": row["owed_fen"] - 250000, "2026-07": 250000}}
                for row in people(14)]
        return {"rows": rows, "heading": HEADING, "total_key": "owed_fen", "found": False}


class PaymentSheet(CaseRoster):
    """工资支付表 (保障农民工工资支付条例第15条): who is paid, for which time, due, deducted, paid out, signed. Prepared for the payment of
    what the worker still waits for: what the fund has advanced was had. Kept by the employer for three years."""

    code, title, copies, group, issuer_level = "wage-payment", "工资支付表", ("用人单位", "附卷"), "工资支付", "township"
    basis = (cite("保障农民工工资支付条例", 15),)
    by_hand = True

    def missing(self):
        return [] if any(line.owed_to_worker_fen for line in wages(self.lines)) else [Message(N_("尚欠的工资"))]

    def details(self, case, lines):
        rows = []
        for row in self.rows(wages(lines), lambda own: sum(line.owed_to_worker_fen for line in own)):
            since = row["stands_fen"] - row["left_fen"]  # had since the case was registered: it comes off what stands
            row["gross_fen"] = row["owed_fen"] + row["less_fen"] + row["had_fen"] - since
            row["change_fen"] = row["stands_fen"] - row["owed_fen"]
            rows.append(row)
        rows = [row for row in rows if row["left_fen"]]
        heading = self.heading(case, lines)
        heading[3] = ["支付周期", heading[3][1]]
        return {"rows": rows, "total_key": "left_fen", "heading": heading}

    @classmethod
    def columns(cls, facts):
        rows = facts["rows"]
        money = [Column("gross_fen", "应发工资|（元）", 20, "money"), Column("less_fen", "扣除借支|（元）", 18, "money"),
                 Column("had_fen", "已发工资|（元）", 20, "money")]
        if has(rows, "change_fen"):
            money.append(Column("change_fen", "认定增减|（元）", 18, "money"))
        end = [*money, Column("left_fen", "本次实发|（元）", 20, "money"), Column("sign", "领款人签名|（或代发凭证号）", 30, "sign")]
        return fitting(rows, *([*who(rows, (TRADE, TEAM, *less)), Column("period", "工作时间", 26), *worked(rows), *end]
                               for less in ((), (PHONE,))),
                       [*who(rows, (TRADE, TEAM, PHONE)), Column("period", "工作时间", 26), *end])

    @classmethod
    def sample_details(cls):
        rows = [{**row, "gross_fen": row["due_fen"], "less_fen": 0, "had_fen": row["paid_fen"], "change_fen": 0,
                 "left_fen": row["owed_fen"]} for row in by_the_day(people(12))]
        return {"rows": rows, "heading": HEADING, "total_key": "left_fen"}


class OtherClaims(CaseRoster):
    """What is claimed beside wages: one row a claim, with the articles it was worked out by. It is no wage of any month."""

    code, title, copies = "other-claims", "其他请求明细表", ("附卷",)

    @classmethod
    def about(cls, subject, by, like=None):
        form = super().about(subject, by, like)
        return form if form is not None and form.beside else None

    @property
    def beside(self):
        return [line for line in self.lines if line.kind != ClaimKind.WAGES]

    def details(self, case, lines):
        kept = calculations(self.beside)
        rows = []
        for line in self.beside:
            basis = list(dict.fromkeys(articles for _, articles in kept[line.id].steps if articles)) if line.id in kept else []
            rows.append({"name": line.worker.name, "number": line.worker.id_number or "", "kind": KINDS[line.kind],
                         "period": period([line]), "basis": basis[-1] if basis else "", "claim_fen": line.claimed_fen,
                         "stands_fen": line.stands_fen - line.waived_fen, "by_month": {}})
        return {"rows": rows, "total_key": "claim_fen", "heading": self.heading(case, lines, [self.cut(case)]),
                "unit": "项", "found": any(line.recognised_fen is not None or line.waived_fen for line in self.beside)}

    @classmethod
    def columns(cls, facts):
        stands = [Column("stands_fen", "认定（元）", 20, "money")] if facts.get("found") else []
        return [Column("n", "序号", 10, "count"), Column("name", "姓名", 27, "name"), Column("number", "公民身份号码", 36, "id"),
                Column("kind", "请求项目", 28), Column("period", "期间", 34), Column("basis", "计算依据", 44),
                Column("claim_fen", "请求金额|（元）", 20, "money"), *stands, Column("sign", "本人签名|并捺指印", 27, "sign")]

    @classmethod
    def sample_details(cls):
        names = people(3)
        rows = [{"name": names[n]["name"], "number": names[n]["number"], "kind": kind, "period": "", "basis": basis, "claim_fen": fen,
                 "stands_fen": fen, "by_month": {}}
                for n, (kind, basis, fen) in enumerate((
                    ("经济补偿", "《劳动合同法》第47条", 5115000), ("加班工资", "《劳动法》第44条", 386207),
                    ("加付赔偿金", "《劳动合同法》第85条", 1200000)))]
        return {"rows": rows, "heading": HEADING, "total_key": "claim_fen", "found": False, "unit": "项"}


class WageReceipt(CaseRoster):
    """工资领取签收表: what each worker is paid now, signed for."""

    code, title, group, issuer_level = "wage-receipt", "工资领取签收表", "协调处理", "township"
    copies = ("用人单位", "附卷")
    by_move = True

    def details(self, case, lines):
        given = payment_queries.on_the_spot(case) if case.performance == "paid" else {}

        def now(own):
            return sum(given.get(line.id, 0) if given else line.owed_to_worker_fen for line in own)

        rows = self.rows(lines, now)
        return {"rows": [row for row in rows if row["now_fen"]] or rows, "total_key": "now_fen", "heading": self.heading(case, lines)}

    @classmethod
    def columns(cls, facts):
        other = [Column("other_fen", "其他款项|（元）", 20, "money")] if has(facts["rows"], "other_fen") else []
        return [Column("n", "序号", 10, "count"), Column("name", "姓名", 27, "name"), Column("number", "公民身份号码", 36, "id"),
                Column("phone", "联系电话", 24, "id"), Column("period", "工资所属月份|（期间）", 30),
                Column("owed_fen", "欠发工资|（元）", 20, "money"), *other, Column("now_fen", "实领金额|（元）", 20, "money"),
                Column("sign", "领款人签名并捺指印|（注明日期）", 40, "sign")]

    @classmethod
    def layout(cls, facts, shrink=0):
        rows = [{**row, "other_fen": row.get("other_fen") or 0} for row in facts["rows"]]
        return super().layout({**facts, "rows": rows}, shrink)

    @classmethod
    def sample_details(cls):
        return {"rows": people(18), "heading": HEADING, "total_key": "now_fen"}
