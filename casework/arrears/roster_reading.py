"""One sheet under its header, read row by row: every line that can be imported, and every cell that cannot."""

import re
from collections import defaultdict
from datetime import date

from casework.arrears import cells, headings
from casework.arrears.cells import Bad, blank, tidy
from casework.arrears.earning import earned_fen, how
from casework.arrears.headings import MONEY
from casework.arrears.roster_values import Problem, Roster, RosterLine, overlap
from casework.core import sheets
from casework.core.errors import Refused
from casework.core.sheets import Mark
from casework.law.amounts import yuan
from casework.law.findings import N_, Message

MOST_FEN = 1_000_000_00  # a line
YEARS_BACK = 10

_TOTAL = re.compile(r".{0,12}?(合计|小计|总计|共计|累计)(?:[:(\d人元大写金额].*)?")
_NOTE = re.compile(r".*:.*|(?:注|备注|说明|以上|以下|本表|制表|填表|审核|负责人|班组长|项目经理|单位|签字|盖章|日期).*")
_MARKED = {Mark.UNCACHED: N_("是没有算出值的公式，请改成数值，或用 Excel 打开保存一次"),
           Mark.ERROR: N_("是错误值，请改成正确的内容")}


class Reading:
    """One pass over the data rows; every problem is kept, none stops it."""

    def __init__(self, sheet, heading, today, settled=False):
        self.sheet, self.heading, self.today, self.settled = sheet, heading, today, settled
        self.earliest = date(today.year - YEARS_BACK, today.month, 1)
        self.result = Roster(heading.form, sheet.name, heading.row, heading.columns, heading.unknown)
        self.columns = {c.meaning: c for c in heading.columns if not c.month}
        self.merged = self._merged()
        self.seen = {}           # (worker, month) → [(team, row, period)]
        self.people = {}         # number → (name, row), for one number with two names
        self.namesakes = {}      # name → {number: row}
        self.formulas = {}       # column → [rows]
        self.sums = defaultdict(lambda: [0, 0])  # column → fen of all rows, and since the last subtotal

    def roster(self):
        heading, result = self.heading, self.result
        data = range(heading.row + 1, len(self.sheet.rows) + 1)
        if not any(self._kind(row) == "data" for row in data):
            raise Refused(Message(N_("表头（第 {row} 行）下面没有数据"), row=heading.row))
        if heading.problems:
            result.rejected = [Problem(row, title, reason, index) for row, title, reason, index in heading.problems]
            result.rows = sum(self._kind(row) == "data" for row in data)
            return result
        totals = []
        for row in data:
            kind = self._kind(row)
            if kind == "data":
                self._row(row)
            elif kind == "total":
                totals.append((row, self._total_word(row), {c: tuple(self.sums[c.index]) for c in self._summed()}))
                for column in self._summed():
                    self.sums[column.index][1] = 0
        self._compare(totals)
        for index, rows in self.formulas.items():
            column = next(c for c in heading.columns if c.index == index)
            self._warn(rows[0], column, Message(N_("这一列有 {n} 个公式，已按表里存下的值读取，请核对"), n=len(rows)))
        bad = {problem.row for problem in result.rejected}
        result.lines = [line for line in result.lines if line.row not in bad]
        result.accepted = result.rows - len(bad)
        for problems in (result.rejected, result.warnings):
            problems.sort(key=lambda problem: (problem.row, problem.index))
        return result

    # what a row is

    def _kind(self, row):
        """data, total, or None for an empty row, a note below the table and a header repeated on the next page."""
        value = self._value
        if self._total_word(row):
            return "total"
        money = any(self._amount(row, column) for column in self._summed())
        name = tidy(value(row, "name"))
        if not name and blank(value(row, "id")) and blank(value(row, "phone")):
            return "data" if money else None
        if name and blank(value(row, "id")) and not money and _NOTE.fullmatch(name):
            return None
        if headings.MEANINGS["name"].fullmatch(name):
            return None
        return "data"

    def _amount(self, row, column):
        """Something other than nothing in a money cell; a formula filled down to rows that nobody used is nothing."""
        value = self.sheet.cell(row, column.index)
        if self.sheet.marks.get((row, column.index)) in (Mark.UNCACHED, Mark.ERROR):
            return False
        return not blank(value) and value != 0 and tidy(value) != "0"

    def _total_word(self, row):
        """合计, 小计 … where the row is a sum: in its first filled cell, or among the names."""
        cells = self.sheet.rows[row - 1]
        first = next((value for value in cells if not blank(value)), None)
        for value in (first, self._value(row, "name")):
            if isinstance(value, str) and (match := _TOTAL.fullmatch(tidy(value))):
                return "小计" if match[1] == "小计" or tidy(value).startswith("本页") else match[1]
        return None

    def _value(self, row, meaning):
        column = self.columns.get(meaning)
        return self.sheet.cell(row, column.index) if column else None

    def _summed(self):
        return [c for c in self.heading.columns if c.meaning in MONEY or c.meaning == "sum"]

    def _merged(self):
        """The cells of the data area that are part of a merged range, in columns that are read."""
        indices = {c.index for c in self.heading.columns}
        return {(row, column) for top, left, bottom, right in self.sheet.merged if bottom > self.heading.row
                for column in range(left, min(right, sheets.MOST_COLUMNS) + 1) if column in indices
                for row in range(max(top, self.heading.row + 1), min(bottom, len(self.sheet.rows)) + 1)}

    # problems

    def _reject(self, row, column, reason):
        self.result.rejected.append(self._problem(row, column, reason))

    def _warn(self, row, column, reason):
        self.result.warnings.append(self._problem(row, column, reason))

    def _problem(self, row, column, reason):
        if column is None:
            return Problem(row, "", reason)
        value = self.sheet.cell(row, column.index)
        typed = cells.masked(value) if column.meaning == "id" else sheets.shown(value)[:60]
        return Problem(row, column.title, reason, column.index, tidy(self._value(row, "name"))[:60], typed)

    def _parsed(self, row, column, parse, *args):
        """The cell as `parse` understands it; (None, False) after a problem was noted."""
        where = (row, column.index)
        mark = self.sheet.marks.get(where)
        if where in self.merged:
            self._reject(row, column, Message(N_("是合并单元格：一人一行，请拆开")))
        elif mark in _MARKED:
            self._reject(row, column, Message(_MARKED[mark]))
        else:
            if mark is Mark.FORMULA:
                self.formulas.setdefault(column.index, []).append(row)
            try:
                return parse(self.sheet.cell(row, column.index), *args), True
            except Bad as bad:
                self._reject(row, column, bad.reason)
        return None, False

    def _optional(self, row, meaning, parse, *args):
        column = self.columns.get(meaning)
        return self._parsed(row, column, parse, *args)[0] if column else None

    # one data row

    def _row(self, row):
        result, before = self.result, len(self.result.rejected)
        result.rows += 1
        person = self._person(row)
        claims = self._wide(row) if self.heading.months else self._narrow(row)
        self._repeated(row, person, claims)
        if len(result.rejected) == before:
            result.lines += [RosterLine(row=row, **person, **claim) for claim in claims]

    def _person(self, row):
        name_column, id_column = self.columns["name"], self.columns.get("id")
        name, fine = self._parsed(row, name_column, cells.name)
        if fine and not name:
            self._reject(row, name_column, Message(N_("请填写姓名")))
        number = kind = None
        if id_column:
            found, fine = self._parsed(row, id_column, cells.identity, self._passports(row))
            number, kind, warning = found or (None, None, None)
            if warning:
                self._warn(row, id_column, warning)
            if fine and not number:
                self._warn(row, id_column, Message(N_("没有证件号：可以导入，请尽快补上")))
        elif name:
            self._warn(row, name_column, Message(N_("表里没有证件号：可以导入，请尽快补上")))
        phone, doubt = self._optional(row, "phone", cells.phone) or (None, None)
        if doubt:
            self._warn(row, self.columns["phone"], doubt)
        return {"name": name or "", "id_number": number, "id_kind": kind, "phone": phone,
                "trade": self._optional(row, "trade", cells.text, "trade"),
                "team": self._optional(row, "team", cells.text, "team") or ""}

    def _passports(self, row):
        """Whether another document may stand in the column: its head or the row's 证件类型 says so."""
        return "身份" not in (tidy(self._value(row, "id_kind")) or self.columns["id"].title)

    def _narrow(self, row):
        """The one claim of a row in long and total form; [] where it cannot be read."""
        month = from_on = to_on = None
        fine = True
        if self.heading.form == "long":
            column = self.columns["month"]
            month, fine = self._parsed(row, column, cells.month, self.heading.year)
            if fine and month is None:
                self._reject(row, column, Message(N_("请填写月份")))
            fine = bool(month) and self._in_time(row, column, month, month)
        else:
            from_on, to_on = self._period(row)
        figures = self._figures(row, None)
        owed = self._owed(row, figures, None) if figures else None
        if owed is None or not fine:
            return []
        return [{"month": month, "from_on": from_on, "to_on": to_on, **figures, "owed_fen": owed}]

    def _wide(self, row):
        """A claim for each month with an amount; blank and 0 are none, but a row has at least one."""
        claims, readable, readings = [], True, 0
        for month in self.heading.months:
            columns = [c for c in self.heading.columns if c.month == month]
            before = len(self.result.rejected)
            figures = self._figures(row, month)
            if figures and any(figures[f"{meaning}_fen"] for meaning in MONEY):
                readings += 1
                owed = self._owed(row, figures, month)
                if owed is not None and self._in_time(row, columns[0], month, month):
                    claims.append({"month": month, "from_on": None, "to_on": None, **figures, "owed_fen": owed})
            readable = readable and len(self.result.rejected) == before
        if readable and not readings and not self.settled:
            column = self.heading.all("owed", self.heading.months[0]) or self.heading.columns
            self._reject(row, column[0], Message(N_("各月都没有欠薪金额；没有欠薪的行请删去")))
        total = self.columns.get("owed") or self.columns.get("sum")
        if total:
            said, fine = self._parsed(row, total, cells.money)
            added = sum(claim["owed_fen"] for claim in claims)
            self._add(total, added if said is None else said)
            if fine and readable and claims and said is not None and said != added:
                self._reject(row, total, Message(N_("各月相加 {sum}，与本列 {said} 不符"), sum=yuan(added), said=yuan(said)))
        return claims

    def _figures(self, row, month):
        """The amounts of a row (of a month), None where one cannot be read. Two columns of 借支 are added."""
        figures, readable = {"days": None, "day_rate_fen": None, "pieces": None, "piece_rate_fen": None}, True
        for meaning in MONEY:
            total = None
            for column in self.heading.all(meaning, month):
                fen, fine = self._parsed(row, column, cells.money)
                if fine and fen is not None and fen < 0:
                    reason = N_("欠发不能为负；多发的写在“已发”") if meaning == "owed" else N_("金额不能为负")
                    self._reject(row, column, Message(reason))
                    fine = False
                if fine and fen is not None:
                    self._add(column, fen)
                    total = (total or 0) + fen
                readable = readable and fine
            figures[f"{meaning}_fen"] = total
        if not month:
            for meaning, key, parse in (("days", "days", cells.days), ("rate", "day_rate_fen", cells.money),
                                        ("pieces", "pieces", cells.pieces), ("piece_rate", "piece_rate_fen", cells.money)):
                column = self.columns.get(meaning)
                value, fine = self._parsed(row, column, parse) if column else (None, True)
                if value is not None and value < 0:
                    self._reject(row, column, Message(N_("金额不能为负")))
                    fine = False
                figures[key], readable = value, readable and fine
            if readable:
                readable = self._earned(row, figures)
        for quantity in ("days", "pieces"):
            figures[quantity] = None if figures[quantity] is None else f"{figures[quantity]:f}"
        return figures if readable else None

    def _earned(self, row, figures):
        """日工资 × 工日 ＋ 单价 × 件数 is 应发 where there is none, and must agree with it where there is one."""
        due, earned = figures["due_fen"], earned_fen(figures)
        if earned is None:
            return True
        if due is None:
            figures["due_fen"] = earned
            return True
        if due != earned:
            self._reject(row, self.columns["due"], Message(N_("{how}，与应发 {due} 不符"), how=how(figures), due=yuan(due)))
        return due == earned

    def _owed(self, row, figures, month):
        """What is owed, in fen: as written, or 应发 − 已发 − 借支 − 扣款; both, where all are given, must agree."""
        column = next(iter(self.heading.all("owed", month) or self.heading.all("due", month)), self.columns["name"])
        due, owed = figures["due_fen"], figures["owed_fen"]
        less = [figures[f"{meaning}_fen"] for meaning in ("paid", "advance", "deduction")]
        computed = None if due is None else due - sum(fen or 0 for fen in less)
        said = {"due": yuan(due or 0), "sum": yuan(computed or 0), "owed": yuan(owed or 0),
                **dict(zip(("paid", "advance", "deduction"), (yuan(fen or 0) for fen in less), strict=True))}
        if owed is None and computed is None:
            self._reject(row, column, Message(N_("请填写欠发金额")))
            return None
        if self.settled and (owed == 0 or (owed is None and computed <= 0)):
            return 0
        if owed is None and computed <= 0:
            self._reject(row, column, Message(
                N_("应发 {due} − 已发 {paid} − 借支 {advance} − 扣款 {deduction} ＝ {sum}，欠发应大于 0"), **said))
            return None
        if owed == 0:
            self._reject(row, column, Message(N_("欠发应大于 0；没有欠薪的行请删去")))
            return None
        if owed is not None and computed is not None and owed != computed:
            if any(fen is not None for fen in less):
                self._reject(row, column, Message(
                    N_("应发 {due} − 已发 {paid} − 借支 {advance} − 扣款 {deduction} ＝ {sum}，与欠发 {owed} 不符"), **said))
                return None
            self._warn(row, column, Message(N_("应发 {due} 与欠发 {owed} 不同，而没有写已发，请核对"), **said))
        if owed is None and self.heading.all("owed", month):
            self._add(column, computed)
        owed = computed if owed is None else owed
        if owed > MOST_FEN:
            self._reject(row, column, Message(N_("每行不超过 {most} 元，请核对"), most=yuan(MOST_FEN)))
            return None
        return owed

    def _period(self, row):
        """(from, to) of a row in total form, as far as the sheet has them."""
        whole = self.columns.get("period")
        if whole:
            found, _ = self._parsed(row, whole, cells.period, self.heading.year)
            return found if found and self._in_time(row, whole, *found) else (None, None)
        ends, fine = [], True
        for meaning in ("from", "to"):
            column = self.columns.get(meaning)
            if not column:
                return None, None
            end, read = self._parsed(row, column, cells.point, meaning == "to", "月" in column.title, self.heading.year)
            ends.append(end)
            fine = fine and read
        (start, end), other = ends, self.columns["to"]
        if not fine or start is end is None:
            return None, None
        if start is None or end is None:
            missing = self.columns["from"] if start is None else other
            self._reject(row, missing, Message(N_("起、止要么都填，要么都不填")))
        elif end < start:
            self._reject(row, other, Message(N_("止早于起，请核对年份")))
        elif self._in_time(row, self.columns["from"], start, start) and self._in_time(row, other, end, end):
            return start, end
        return None, None

    def _in_time(self, row, column, first, last):
        if (last.year, last.month) > (self.today.year, self.today.month):
            reason = Message(N_("{year} 年 {month} 月还没有到，请核对"), year=last.year, month=last.month)
        elif first < self.earliest:
            reason = Message(N_("早于 {year} 年 {month} 月（十年之前），请核对"),
                             year=self.earliest.year, month=self.earliest.month)
        else:
            return True
        self._reject(row, column, reason)
        return False

    # between rows

    def _repeated(self, row, person, claims):
        """The same worker and month twice; one number with two names; one name with two numbers."""
        name, number, team = person["name"], person["id_number"], person["team"]
        if not name:
            return
        if number:
            other, where = self.people.setdefault(number, (name, row))
            if other != name:
                self._reject(row, self.columns["id"], Message(N_("与第 {row} 行证件号相同而姓名不同，请核对"), row=where))
                return
            known = self.namesakes.setdefault(name, {})
            if known and number not in known:
                self._warn(row, self.columns["name"], Message(
                    N_("与第 {row} 行同名，证件号不同，请核对是否两人"), row=next(iter(known.values()))))
            known.setdefault(number, row)
        typed = number or tidy(self._value(row, "id"))
        worker = ("id", typed) if typed else ("name", name, person["phone"])
        form = self.heading.form
        column = self.columns["month" if form == "long" else "name"]
        for claim in claims:
            period = (claim["from_on"], claim["to_on"])
            earlier = self.seen.setdefault((worker, claim["month"]), [])
            others = [(t, r) for t, r, p in earlier if overlap(p, period)]
            same = next((r for t, r in others if t == team), None)
            earlier.append((team, row, period))
            if same:
                self._reject(row, column, Message(
                    N_("与第 {row} 行同人同月重复") if form == "long" else N_("与第 {row} 行是同一人，重复"), row=same))
                return
            if others:
                self._warn(row, column, Message(N_("与第 {row} 行是同一人，班组不同，请核对"), row=others[0][1]))
                return

    def _add(self, column, fen):
        for place in (0, 1):
            self.sums[column.index][place] += fen

    def _compare(self, totals):
        """合计 against all rows, 小计 (and 合计 of a part, where a later one follows) against those since the last."""
        grand = [row for row, word, _ in totals if word != "小计"]
        for row, _, sums in totals:
            owed = []
            for column, (everything, since) in sums.items():
                said = self._said(row, column)
                if said is None:
                    continue
                last = bool(grand) and row == grand[-1]
                added = everything if last or (row in grand and said == everything) else since
                if column.meaning in ("owed", "sum"):
                    owed.append((column, said, added))
                if said != added:
                    self._warn(row, column, Message(N_("表内{word} {said}，各行相加 {sum}，相差 {gap}"),
                                                    word=self._total_word(row), said=yuan(said), sum=yuan(added),
                                                    gap=yuan(abs(said - added))))
            if owed and row in grand:
                whole = [entry for entry in owed if not entry[0].month] or owed
                said, added = sum(entry[1] for entry in whole), sum(entry[2] for entry in whole)
                self.result.total_row = {"sheet": said, "sum": added, "equal": said == added}

    def _said(self, row, column):
        """The figure of a total row; a formula without a value, or a word, only means that nothing is compared."""
        if self.sheet.marks.get((row, column.index)) in (Mark.UNCACHED, Mark.ERROR):
            self._warn(row, column, Message(N_("表内合计没有算出的值，没有核对")))
            return None
        try:
            return cells.money(self.sheet.cell(row, column.index))
        except Bad as bad:
            self._warn(row, column, bad.reason)
            return None
