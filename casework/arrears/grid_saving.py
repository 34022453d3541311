"""Saving the sheet: one action, only the lines that changed, all of them or none. Every problem is named at its cell."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from casework.arrears import cells, overlap, paying
from casework.arrears.actions import month_end, open_to
from casework.arrears.cells import Bad, tidy
from casework.arrears.grid import EVERY, LAYERS, lines_of, month_of, shown, written
from casework.arrears.grid_figures import FIGURES, holds, worked
from casework.arrears.grounds import Recognition, calculations
from casework.arrears.models import Channel, ClaimKind, ClaimLine
from casework.arrears.overlap import Claimed, NotSame
from casework.arrears.payments import Share
from casework.arrears.roster_reading import YEARS_BACK
from casework.core import audit, clock, files
from casework.core.actions import action
from casework.core.errors import Refused
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import actions as parties
from casework.parties import queries as known
from casework.parties.models import IdKind, Worker

NOTHING = dict.fromkeys(FIGURES)


@dataclass
class Saved:
    """What a saving did: lines changed, made and taken out, and how many people came in."""

    changed: int = 0
    made: int = 0
    removed: int = 0
    people: int = 0


@action("arrears.save_sheet")
def save_sheet(*, case, typed, by):
    """Write what was typed into the sheet of a case (grid_typed.Typed); answers Saved. Refused as a whole while one cell cannot
    stand, while somebody else has changed one of them since the page was opened, or while new lines may be claimed elsewhere
    already and nobody has said that they are not (`typed.again`). The problems are then in `typed`."""
    open_to(case, by)
    saving = _Saving(case, typed, by)
    saving.read()
    if typed.problems:
        raise Refused(Message(N_("有 {n} 格要改，还没有保存"), n=len(typed.problems)))
    if not typed.again:
        typed.doubts = saving.doubts()
        if typed.doubts:
            raise Refused(N_("可能重复申报，请先核对；不是同一笔的，再按一次“保存”"))
    saved = saving.write()
    if any(vars(saved).values()):
        audit.bulk("arrears.save_sheet", by, case, counts=vars(saved))
    return saved


class _Saving:
    def __init__(self, case, typed, by):
        self.case, self.typed, self.by = case, typed, by
        self.today = clock.today()
        self.edits = defaultdict(dict)   # (worker id, team, place) -> {column: value}
        self.names = defaultdict(list)   # the same -> names of the cells that say so
        self.lines, self.workers = {}, {}
        self.people = []                 # (n, person, {month: figures})
        self.figures, self.removed, self.found = {}, [], {}

    # ---- reading

    def read(self):
        asked = {int(parts[1]) for name in self.typed.cells if (parts := name.split("|")) and len(parts) > 2 and parts[1].isdecimal()}
        self._load(asked)
        for name, text in self.typed.cells.items():
            if name.startswith("c|"):
                self._cell(name, text)
        for name, text in self.typed.cells.items():
            if name.startswith("rate|"):
                self._rate(name, text)
        self._people()
        self._settle()

    def _load(self, workers):
        for line in lines_of(self.case, workers - self.workers.keys()):
            place = f"{line.month:%Y-%m}" if line.month and line.kind == ClaimKind.WAGES else f"l{line.id}"
            self.lines[line.worker_id, line.team, place] = line
            self.workers[line.worker_id] = line.worker

    def _problem(self, name, template, **args):
        self.typed.problems.setdefault(name, template if isinstance(template, Message) else Message(template, **args))

    def _parsed(self, name, text, layer, rate=False):
        """(value, True), or (None, False) after the cell was named."""
        try:
            value = _parse(text, layer, rate)
        except Bad as bad:
            self._problem(name, bad.reason)
            return None, False
        return value, True

    def _cell(self, name, text):
        worker, team, place, layer = _place(name)
        if layer is None or not layer.edit:
            return
        version, before = self.typed.base.get(name, (0, ""))
        if not self.typed.touched(name):
            return
        key = (worker, team, place)
        line = self.lines.get(key)
        if worker not in self.workers or (line is None and month_of(place) is None):
            return self._problem(name, N_("这一笔已被别人删去，请另行登记"))
        value, fine = self._parsed(name, text, layer)
        if not fine or value == shown(line, layer):
            return None
        now = written(shown(line, layer), layer)
        if now != before and (line.version if line is not None else 0) != version:
            self.typed.theirs[name] = now
            return self._problem(name, N_("{who}刚改成“{now}”；要用你写的，再保存一次"), who=_who(line, version, layer), now=now or "—")
        if layer.edit == "finding":
            return self._finding(name, line, layer, value)
        if line is None and not self._in_time(name, month_of(place)):
            return None
        self.edits[key][layer.column] = value
        self.names[key].append(name)

    def _finding(self, name, line, layer, value):
        if line is None:
            return self._problem(name, N_("这个月没有主张，请先填欠发"))
        self.found.setdefault(line, {"name": name})[layer.column] = value
        return None

    def _in_time(self, name, month):
        if (month.year, month.month) > (self.today.year, self.today.month):
            self._problem(name, N_("{year} 年 {month} 月还没有到，请核对"), year=month.year, month=month.month)
        elif month < date(self.today.year - YEARS_BACK, self.today.month, 1):
            self._problem(name, N_("早于 {year} 年 {month} 月（十年之前），请核对"),
                          year=self.today.year - YEARS_BACK, month=self.today.month)
        else:
            return True
        return False

    def _rate(self, name, text):
        """The rate beside a row goes to every line of the row that has, or gets, the quantity; a rate of its own stays."""
        worker, team, layer = _rated(name)
        if layer is None or not layer.rate:
            return
        _, before = self.typed.base.get(name, (0, ""))
        value, fine = self._parsed(name, text, layer, rate=True)
        if not fine:
            return
        changed = tidy(text) != tidy(before)
        for key, line in self.lines.items():
            if key[:2] == (worker, team) and changed and key not in self.edits and getattr(line, layer.column) is not None:
                self._give_rate(key, line, layer, value, name)
        for key in [key for key in self.edits if key[:2] == (worker, team) and layer.column in self.edits[key]]:
            line = self.lines.get(key)
            if changed or line is None or getattr(line, layer.rate) is None:
                self._give_rate(key, line, layer, value, name)

    def _give_rate(self, key, line, layer, value, name):
        if getattr(line, layer.rate, None) != value:
            self.edits[key][layer.rate] = value
            self.names[key].append(name)

    # ---- new rows

    def _people(self):
        found = [(n, row, person) for n, row in self.typed.filled().items() if (person := self._person(n, row))]
        registered = {number: worker for number in {p["id_number"] for *_, p in found if p["id_number"]}
                      if (worker := known.worker_by_number(number))}
        self._load({worker.id for worker in registered.values()} | self._namesakes({p["name"] for *_, p in found}))
        for _, _, person in found:
            person["known"] = registered.get(person["id_number"]) or self._named(person)
        taken = {}
        for n, row, person in found:
            if person["id_number"] in registered and registered[person["id_number"]].name != person["name"]:
                self._problem(f"new|{n}|id", N_("这个号码登记的是另一个姓名，请核对"))
            months = self._months(n, row)
            for month in months:
                who = person["known"].id if person["known"] else person["id_number"] or (person["name"], person["phone"])
                where = taken.setdefault((who, person["team"], month), n)
                if where != n:
                    self._problem(f"new|{n}|{month:%Y-%m}", N_("与第 {row} 个新行同人同月重复"), row=where + 1)
                elif person["known"] and (who, person["team"], f"{month:%Y-%m}") in self.lines:
                    self._problem(f"new|{n}|{month:%Y-%m}", N_("本案已有这名劳动者同一月份的欠薪"))
            if months:
                self.people.append((n, person, months))

    def _namesakes(self, names):
        """Ids of the claimants of the case with these names."""
        return set(db.session.scalars(
            db.select(ClaimLine.worker_id).join(Worker, Worker.id == ClaimLine.worker_id)
            .where(ClaimLine.case_id == self.case.id, Worker.name.in_(names)))) if names else set()

    def _named(self, person):
        """Somebody of the case with this name and telephone, where no number says who it is."""
        if person["id_number"]:
            return None
        return next((worker for worker in self.workers.values()
                     if (worker.name, worker.telephone or "") == (person["name"], person["phone"] or "")), None)

    def _person(self, n, row):
        values, fine = {}, True
        for key, parse in (("name", cells.name), ("id", lambda text: cells.identity(text, True)),
                           ("phone", lambda text: cells.phone(text)[0]), ("trade", lambda text: cells.text(text, "trade")),
                           ("team", lambda text: cells.text(text, "team"))):
            try:
                values[key] = parse(row.get(key, ""))
            except Bad as bad:
                self._problem(f"new|{n}|{key}", bad.reason)
                fine = False
        if fine and not values["name"]:
            self._problem(f"new|{n}|name", N_("请填写姓名"))
            fine = False
        if not fine:
            self._months(n, row)
            return None
        number, kind, _ = values["id"]
        return {"name": values["name"], "id_number": number, "phone": values["phone"], "trade": values["trade"],
                "team": values["team"] or "", "id_kind": IdKind.PASSPORT if kind == "passport" else IdKind.RESIDENT}

    def _months(self, n, row):
        """{month: figures} of a new row in the layer of the page."""
        layer, found, wrong = self.typed.layer, {}, len(self.typed.problems)
        rate, fine = self._parsed(f"new|{n}|rate", row.get("rate", ""), layer, rate=True) if layer.rate else (None, True)
        for key, text in row.items():
            month, name = month_of(key), f"new|{n}|{key}"
            value, read = self._parsed(name, text, layer) if month else (None, False)
            if not read or value is None or not self._in_time(name, month):
                continue
            typed = {layer.column: value} | ({layer.rate: rate} if layer.rate else {})
            try:
                found[month] = worked(NOTHING, typed)
            except Bad as bad:
                self._problem(name, bad.reason)
        if not found and len(self.typed.problems) == wrong and fine:
            first = next((key for key in sorted(row) if month_of(key)), "name")
            self._problem(f"new|{n}|{first}", N_("各月都没有欠薪金额；没有欠薪的行请删去"))
        return found

    # ---- what follows

    def _settle(self):
        emptied = [self.lines[key].id for key, edit in self.edits.items() if key in self.lines and _emptied(edit)]
        shared = set(db.session.scalars(db.select(Share.line_id).where(Share.line_id.in_(emptied)).union(
            db.select(Recognition.line_id).where(Recognition.line_id.in_(emptied)))))
        for key, edit in self.edits.items():
            line, name = self.lines.get(key), self.names[key][0]
            if _emptied(edit):
                if line.id in shared or line in self.found or line.paid_fen or line.advanced_fen or line.waived_fen \
                        or line.recognised_fen is not None:
                    self._problem(name, N_("这一笔已有付款、垫付或认定，不能清空"))
                self.removed.append(line)
                continue
            try:
                before = {column: getattr(line, column) for column in FIGURES} if line is not None else NOTHING
                if edit.get("claimed_fen", 0) is None:
                    before, edit = before | {"claimed_fen": None}, {each: fen for each, fen in edit.items() if each != "claimed_fen"}
                self.figures[key] = worked(before, edit)
                if line is not None:
                    holds(self.figures[key], line.recognised_fen, line.waived_fen, line.paid_fen, line.advanced_fen, line.recovered_fen)
            except Bad as bad:
                self._problem(name, bad.reason)
        self._recognised()

    def _recognised(self):
        """The findings as paying.recognise takes them; `rest`: what nobody has judged yet is recognised as claimed."""
        if self.typed.rest:
            for line in db.session.scalars(db.select(ClaimLine).where(ClaimLine.case_id == self.case.id, ClaimLine.recognised_fen.is_(None))
                                           .execution_options(populate_existing=True)):
                self.found.setdefault(line, {"name": "rest", "recognised_fen": line.claimed_fen})
        claimed = {self.lines[key]: figures["claimed_fen"] for key, figures in self.figures.items() if key in self.lines}
        for line, edit in self.found.items():
            name = edit.pop("name")
            edit["recognised_fen"] = edit.get("recognised_fen", line.recognised_fen)
            edit["waived_fen"] = edit.get("waived_fen", line.waived_fen) or 0
            try:
                holds({"claimed_fen": claimed.get(line, line.claimed_fen)}, edit["recognised_fen"], edit["waived_fen"], line.paid_fen,
                      line.advanced_fen, line.recovered_fen)
            except Bad as bad:
                self._problem(name, bad.reason)
        if self.found and not self.typed.reason:
            self._problem("reason", N_("请写明认定或放弃的依据"))

    def doubts(self):
        """Overlaps of the lines that are new with what is claimed elsewhere; the key is the cell's name."""
        claims = [Claimed(self.names[key][0], key[0], self.workers[key[0]].name, month_of(key[2]))
                  for key in self.figures if key not in self.lines]
        claims += [Claimed(f"new|{n}|{month:%Y-%m}", person["known"].id, person["name"], month)
                   for n, person, months in self.people if person["known"] for month in months]
        return overlap.find(claims, self.case.employer, self.by, self.case) if claims else []

    # ---- writing

    def write(self):
        saved, months, first = Saved(), [], None
        for line in self.removed:
            for pair in db.session.scalars(db.select(NotSame).where((NotSame.first_id == line.id) | (NotSame.second_id == line.id))):
                db.session.delete(pair)
            if kept := calculations([line]).get(line.id):
                db.session.delete(kept)
            db.session.flush()
            db.session.delete(line)
            saved.removed += 1
        for key, figures in self.figures.items():
            worker, team, place = key
            if (line := self.lines.get(key)) is not None:
                different = {column: value for column, value in figures.items() if getattr(line, column) != value}
                for column, value in different.items():
                    setattr(line, column, value)
                saved.changed += bool(different)
            else:
                db.session.add(ClaimLine(case_id=self.case.id, worker_id=worker, team=team, month=month_of(place),
                                         trade=self._trade(worker, team), **figures))
                months.append(month_of(place))
                saved.made += 1
        if self.found:
            db.session.flush()
            saved.changed += paying.recognise(
                case=self.case, figures={line: (edit["recognised_fen"], edit["waived_fen"]) for line, edit in self.found.items()},
                reason=self.typed.reason, evidence=self._evidence(), by=self.by)
        made = {}
        for _, person, lines in self.people:
            worker = person["known"] or made.get(person["id_number"] or (person["name"], person["phone"]))
            if worker is None:
                worker = parties.register_worker(name=person["name"], id_number=person["id_number"], id_kind=person["id_kind"],
                                                 telephone=person["phone"], by=self.by)
                db.session.flush()
                made[person["id_number"] or (person["name"], person["phone"])] = worker
            saved.people += worker.id not in self.workers
            first = first or worker
            for month, figures in sorted(lines.items()):
                db.session.add(ClaimLine(case_id=self.case.id, worker_id=worker.id, team=person["team"], month=month, trade=person["trade"],
                                         **figures))  # written in this order: the order of the sheet and of every paper
                months.append(month)
                saved.made += 1
        if self.case.complainant_id is None and first is not None and self.case.channel is not Channel.REPORT:
            self.case.complainant_id = first.id
        if months:
            last = min(month_end(max(months)), self.case.received_on)
            self.case.arrears_ended_on = max(filter(None, (self.case.arrears_ended_on, last)))
        return saved

    def _evidence(self):
        return db.session.scalar(files.of(self.case).where(files.Evidence.id == self.typed.evidence)) if self.typed.evidence else None

    def _trade(self, worker, team):
        return next((line.trade for (w, t, _), line in self.lines.items() if (w, t) == (worker, team) and line.trade), None)


def _emptied(edit):
    """An emptied claim takes its line out, unless other figures of the line were typed with it: then they say what is claimed."""
    return edit.get("claimed_fen", 0) is None and not any(value is not None for value in edit.values())


def _place(name):
    """(worker id, team, place, Layer or None) of the name of a cell; a team may hold any character."""
    worker, _, rest = name.removeprefix("c|").partition("|")
    parts = rest.rsplit("|", 2)
    if len(parts) != 3 or not worker.isdecimal():
        return 0, "", "", None
    return int(worker), parts[0], parts[1], EVERY.get(parts[2])


def _rated(name):
    worker, _, rest = name.removeprefix("rate|").partition("|")
    team, _, layer = rest.rpartition("|")
    return (int(worker), team, LAYERS.get(layer)) if worker.isdecimal() else (0, "", None)


def _parse(text, layer, rate=False):
    """The value of a cell as its column keeps it, None where it is blank. Raises Bad."""
    if layer.quantity and not rate:
        number = (cells.days if layer.name == "days" else cells.pieces)(text)
        return None if number is None else number
    fen = cells.money(text)
    if fen is not None and fen < 0:
        raise Bad(N_("金额不能为负"))
    return fen


def _who(line, version, layer):
    """Who changed this figure of a line since a version of it was shown."""
    if line is None:
        return Message(N_("别人"))
    found = audit.since(line, version)
    return (found.get(layer.column) or (None, None, ""))[2] or Message(N_("别人"))

