"""对照 — the employer's 工资表 beside the workers' own list: matched by number, else by name (told), differences side by side.

Nothing is decided here by the program: a person says for each difference, or for all of one kind, whose figure is recognised.
"""

from dataclasses import dataclass, field
from datetime import date

from casework.arrears import overlap, paying, queries
from casework.arrears.actions import open_to
from casework.arrears.cells import Bad
from casework.arrears.grid_figures import holds
from casework.arrears.models import ClaimKind, ClaimLine
from casework.arrears.overlap import Claimed
from casework.core import audit, clock, files
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.files import Evidence
from casework.core.importing import ImportBatch, Stage
from casework.extensions import db
from casework.law import amounts
from casework.law.findings import N_, Message
from casework.parties import actions as parties
from casework.parties.models import IdKind

SAME, DIFFER, OURS, THEIRS = "same", "differ", "ours", "theirs"
KINDS = {DIFFER: N_("金额不同"), OURS: N_("只在劳动者名单"), THEIRS: N_("只在单位工资表"), SAME: N_("一致")}
CHOICES = {"": N_("先不认定"), "ours": N_("按主张认定"), "theirs": N_("按单位的数认定"), "agreed": N_("按商定的数认定")}


@dataclass
class Pair:
    """One worker and month (None: the whole period) as the two lists have it; fen, None where a list has nothing."""

    key: str
    name: str
    tail: str
    month: date | None
    lines: list = field(default_factory=list)   # claim lines of the case
    rows: list = field(default_factory=list)    # lines of the employer's sheet
    worker: object = None
    by_name: bool = False

    @property
    def ours_fen(self):
        return sum(line.claimed_fen for line in self.lines) if self.lines else None

    @property
    def theirs_fen(self):
        return sum(row.owed_fen for row in self.rows) if self.rows else None

    @property
    def gap_fen(self):
        return (self.ours_fen or 0) - (self.theirs_fen or 0)

    @property
    def recognised_fen(self):
        return sum(line.recognised_fen for line in self.lines) if all(line.recognised_fen is not None for line in self.lines) else None

    @property
    def kind(self):
        if not self.lines:
            return THEIRS
        if not self.rows:
            return OURS
        return DIFFER if self.gap_fen else SAME

    @property
    def choices(self):
        """What may be said of it: another figure than the claimed needs one line to stand on."""
        single = len(self.lines) == 1 or self.kind == SAME
        if self.kind == THEIRS:
            return ["", "theirs"]
        return ["", "ours", *(["theirs"] if self.rows and single else []), *(["agreed"] if len(self.lines) == 1 else [])]


@dataclass
class Comparison:
    """`pairs` in the order of the sheet, what is only in the employer's behind. `told`: what a person should know first."""

    pairs: list
    told: list

    def of(self, kind):
        return [pair for pair in self.pairs if pair.kind == kind]

    def sums(self, kind):
        """(how many, ours, theirs) in fen."""
        found = self.of(kind)
        return len(found), sum(p.ours_fen or 0 for p in found), sum(p.theirs_fen or 0 for p in found)


def compare(case, roster):
    """The Comparison of a case's wage lines with an employer's sheet (roster.read with settled=True)."""
    lines = [line for line in db.session.scalars(queries.lines(case)) if line.kind == ClaimKind.WAGES]
    people = {line.worker_id: line.worker for line in lines}
    matched, told = _matched(people, roster)
    whole = bool(lines) and (all(row.month is None for row in roster.lines) or all(line.month is None for line in lines))
    if whole and (any(line.month for line in lines) or any(row.month for row in roster.lines)):
        told.append(Message(N_("两张表有一张不分月，按每人合计对照")))
    pairs = {}
    for line in lines:
        month = None if whole else line.month
        key, worker = (line.worker_id, month), line.worker
        if key not in pairs:
            pairs[key] = Pair(_key(*key), worker.name, worker.id_tail or "", month, worker=worker)
        pairs[key].lines.append(line)
    for row in roster.lines:
        month, (worker, by_name) = None if whole else row.month, matched.get(row.worker, (None, False))
        who = worker.id if worker is not None else ("new", row.worker)
        if (who, month) not in pairs:
            pairs[who, month] = Pair(_key(who if worker is not None else f"r{row.row}", month), row.name, (row.id_number or "")[-4:], month,
                                     worker=worker)
        pair = pairs[who, month]
        pair.rows.append(row)
        pair.by_name = pair.by_name or by_name
    return Comparison([pair for pair in pairs.values() if pair.lines or pair.theirs_fen], told)


def _key(who, month):
    return f"{who}|{month:%Y-%m}" if month else f"{who}|"


def _matched(people, roster):
    """({who in the sheet: (worker, by name)}, what is told). A name that two people have, or that carries another number, matches
    nobody."""
    numbers, names = {}, {}
    for worker in people.values():
        if worker.id_number:
            numbers[worker.id_number] = worker
        names.setdefault(worker.name, []).append(worker)
    found, told = {}, []
    theirs = {}
    for row in roster.lines:
        theirs.setdefault(row.name, set()).add(row.worker)
    for row in roster.lines:
        if row.worker in found:
            continue
        if row.id_number in numbers:
            found[row.worker] = numbers[row.id_number], False
            continue
        same = names.get(row.name, [])
        if len(same) > 1 or (same and len(theirs[row.name]) > 1):
            told.append(Message(N_("第 {row} 行 {name}：同名的不止一人，没有对上，请补证件号"), row=row.row, name=row.name))
        elif same and row.id_number and same[0].id_number:
            told.append(Message(N_("第 {row} 行 {name}：与名单里的同名，证件号不同，没有对上"), row=row.row, name=row.name))
        elif same:
            found[row.worker] = same[0], True
            told.append(Message(N_("第 {row} 行 {name}：按姓名对上，请核对是不是同一人"), row=row.row, name=row.name))
        found.setdefault(row.worker, (None, False))
    return found, told


# ---- what people do

@action("arrears.read_payroll")
def read_payroll(*, case, roster, kept, by):
    """Keep the employer's sheet as evidence of the case, under its hash, and the reading of it. Nothing of the claims changes."""
    open_to(case, by)
    if not roster.lines:
        raise Refused(N_("表里没有可以对照的行"))
    if proof(case, kept.sha256) is None:
        db.session.add(Evidence(matter_id=case.id, name=kept.name, kind="payroll", brought_by=case.employer.name[:60],
                                proves="单位提供的工资表", sha256=kept.sha256, size=kept.size, media_type=kept.media_type,
                                received_on=clock.today(), by_id=by.id))
    batch = ImportBatch(matter_id=case.id, kind="payroll", name=kept.name, sha256=kept.sha256, rows=roster.rows,
                        rejected=roster.rows - roster.accepted, by_id=by.id)
    db.session.add(batch)
    return batch


def proof(case, sha256):
    """The evidence of a case with these bytes, or None."""
    return db.session.scalar(files.of(case).where(Evidence.sha256 == sha256).limit(1))


def payrolls(case):
    """The employer's sheets that were laid beside the claims of a case, newest first."""
    return db.session.scalars(
        db.select(ImportBatch).where(ImportBatch.matter_id == case.id, ImportBatch.kind == "payroll").order_by(ImportBatch.id.desc())).all()


@dataclass
class Decided:
    """What a person said: {pair key: choice}, {pair key: text of the agreed sum}, {kind: choice for all of it}, and whether what
    may be claimed elsewhere was looked at (`again`). `problems` {pair key: Message} and `doubts` [Overlap] are filled by the action
    that refuses."""

    each: dict
    sums: dict
    every: dict
    again: bool = False
    problems: dict = field(default_factory=dict)
    doubts: list = field(default_factory=list)

    def of(self, pair):
        choice = self.each.get(pair.key) or self.every.get(pair.kind, "")
        return choice if choice in pair.choices else ""


@action("arrears.settle_comparison")
def settle_comparison(*, case, batch, roster, decided, by):
    """Recognise what was decided, each line with its reason and the employer's sheet as evidence; all of it or nothing. Lines that
    only the employer has and that may be claimed elsewhere already are told first, and written when the person says so again."""
    open_to(case, by)
    figures, new = {}, []
    for pair in compare(case, roster).pairs:
        choice = decided.of(pair)
        if not choice:
            continue
        try:
            if not pair.lines:
                new.append(pair)
                continue
            for line, fen in _decided(pair, choice, decided.sums.get(pair.key)):
                holds({"claimed_fen": line.claimed_fen}, fen, line.waived_fen, line.paid_fen, line.advanced_fen, line.recovered_fen)
                figures.setdefault(_reason(pair, choice, batch), {})[line] = (fen, line.waived_fen)
        except Bad as bad:
            decided.problems[pair.key] = bad.reason
    if decided.problems:
        raise Refused(Message(N_("有 {n} 处要改，还没有认定"), n=len(decided.problems)))
    if new and not decided.again:
        decided.doubts = doubts(case, new, by)
        if decided.doubts:
            raise Refused(N_("可能重复申报，请先核对；不是同一笔的，再按一次“写入认定”"))
    made = {}
    for pair in new:
        figures.setdefault(_reason(pair, "theirs", batch), {}).update(_added(case, pair, made, by))
    if not figures:
        raise Refused(N_("请先选择怎么认定"))
    evidence = proof(case, batch.sha256)
    changed = sum(paying.recognise(case=case, figures=some, reason=reason, evidence=evidence, by=by) for reason, some in figures.items())
    batch.stage = Stage.WRITTEN
    audit.bulk("arrears.settle_comparison", by, case, counts={"changed": changed - len(new), "made": len(new), "people": len(made)})
    return changed


def doubts(case, pairs, user):
    """Overlaps of what only the employer has listed with what is claimed elsewhere of it; the key is the pair's."""
    people = overlap.people([row for pair in pairs for row in pair.rows])
    claims = [Claimed(pair.key, id, pair.name, row.month, row.from_on, row.to_on) for pair in pairs for row in pair.rows
              for id in ([pair.worker.id] if pair.worker else people.get(row.worker, ()))]
    found = overlap.find(claims, case.employer, user, case) if claims else []
    return list({(each.key, each.line_id): each for each in found}.values())


def _decided(pair, choice, text):
    """[(line, fen recognised)] of one decision. Raises Bad where the agreed sum cannot be read."""
    if choice == "ours" or (choice == "theirs" and pair.kind == SAME):
        return [(line, line.claimed_fen) for line in pair.lines]
    if choice == "theirs":
        return [(pair.lines[0], pair.theirs_fen)]
    try:
        return [(pair.lines[0], amounts.fen((text or "").strip()))]
    except ValueError:
        raise Bad(N_("请填写商定的数，例如 12000.00")) from None


def _reason(pair, choice, batch):
    said = {"ours": "按劳动者主张认定", "theirs": "按单位工资表认定", "agreed": "双方商定"}[choice]
    if pair.kind == SAME:
        said = "劳动者主张与单位工资表一致"
    elif pair.kind == OURS:
        said += "，单位工资表没有列"
    elif pair.kind == THEIRS:
        said += "，劳动者名单没有列"
    return f"{said}（{batch.name[:80]}，SHA-256 {batch.sha256[:16]}）"


def _added(case, pair, made, by):
    """{new line: (fen, 0)} for what only the employer has listed; `made`: people who came in with another month already."""
    row = pair.rows[0]
    worker = pair.worker or made.get(row.worker)
    if worker is None:
        worker = parties.register_worker(name=row.name, id_number=row.id_number, telephone=row.phone, by=by,
                                         id_kind=IdKind.PASSPORT if row.id_kind == "passport" else IdKind.RESIDENT)
        db.session.flush()
        made[row.worker] = worker
    line = ClaimLine(case_id=case.id, worker_id=worker.id, month=pair.month, team=row.team or "", trade=row.trade,
                     from_on=None if pair.month else row.from_on, to_on=None if pair.month else row.to_on, claimed_fen=pair.theirs_fen,
                     paid_fen=0, advanced_fen=0, recovered_fen=0, waived_fen=0)
    db.session.add(line)
    db.session.flush()
    return {line: (pair.theirs_fen, 0)}

