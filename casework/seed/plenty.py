"""造数 — plausible employers, contracts and cases by the hundred thousand, to try a city's size: never among an office's own data.

Rows go in past SQLAlchemy's inserts (core.bulk) with ids given here, some thousands of a table at once; one audit entry stands for
all. The same seed on the same database gives the same rows but for the time of writing and the encryption.
"""

import hashlib
import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from operator import mul

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.accounts.models import Area, Body, Level, User
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import Case, CaseOfficer, ClaimLine, State
from casework.contracts import actions, importer, reviewing, spans
from casework.contracts.models import Contract, ContractEvent, ContractFinding, ContractSpan
from casework.contracts.words import Kind, WageKind
from casework.contracts.words import State as Stands
from casework.core import audit, bulk, calendar, clock, settings, sought
from casework.core.actions import action
from casework.core.crypto import ring
from casework.core.deadlines import Deadline
from casework.core.errors import Refused
from casework.core.importing import ImportBatch, Stage
from casework.core.lifecycle import Moved
from casework.core.matter import Matter
from casework.core.numbering import Sequence
from casework.extensions import db
from casework.law import identifiers, inspection
from casework.law.findings import N_
from casework.law.terms import later
from casework.parties.models import Employer, Worker
from casework.parties.names import same_name
from casework.seed import DEMO_TODAY, city, figures, parties

CHUNK = 8000
HOMES = ("429995", "659993", "459996", "139994")  # no such counties, and none that the demonstration uses
FIRST_BIRTH, BIRTHS = date(1981, 1, 1), 8400  # days: of age, and nobody has reached retirement
WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
WAGES, YEARS = (230000, 320000, 420000, 520000, 650000, 880000), (1, 2, 3)  # fen a month; years of a term
STORIES = ((), ("accept",), ("accept", "file"), ("accept", "file"), ("accept", "file", "close"), ("accept", "file", "close"),
           ("withdraw",), ("withdraw", "close"))
GAPS = {"accept": 3, "file": 2, "withdraw": 6, "close": 40}  # days from the step before
COLUMNS = (*actions.TERM, *actions.CONTENT, "hired_on")
OUTCOME = "经调查，单位已经付清全部拖欠工资"


def load(*, employers, contracts, cases, seed):
    """Fill an empty or a demonstration database; answers how many of each were made, and rows of all tables together.

    Refused in a database that is an office's own, and where no employer is there for contracts or cases.
    """
    if db.session.scalar(db.select(Area.id).limit(1)) is None:
        db.session.rollback()
        settings.put("demo_today", DEMO_TODAY.isoformat())
        city.build()
        figures.build()
        db.session.commit()
    elif not settings.get("demo_today"):
        raise Refused(N_("这不是演示数据库，不能生成数据"))
    return _generate(employers=employers, contracts=contracts, cases=cases, seed=seed, by=accounts.system())


@action("seed.generate")
@bulk.many()
def _generate(*, employers, contracts, cases, seed, by):
    asked = {"employers": employers, "contracts": contracts, "cases": cases, "seed": seed}
    batch = ImportBatch(kind="generated", name=f"generate --seed {seed}", sha256=hashlib.sha256(repr(asked).encode()).hexdigest(),
                        rows=0, rejected=0, by_id=by.id, stage=Stage.WRITTEN)
    db.session.add(batch)
    db.session.flush()
    bulk.room(db.session.connection())
    made = Plenty(random.Random(seed), batch)
    made.employers(employers)
    made.contracts(contracts)
    made.cases(cases)
    made.end()
    batch.rows = made.rows
    audit.bulk("seed.generate", by, batch, file_sha256=batch.sha256, counts=asked)
    return {"employers": employers, "contracts": contracts, "cases": cases, "inspections": 0, "workers": made.tables[Worker].count,
            "rows": made.rows}


class Table:
    """Rows waiting for one table, with ids given here."""

    def __init__(self, model):
        self.table, self.waiting, self.count = model.__table__, [], 0
        self.usual = {c.name: c.default.arg for c in self.table.c if c.default is not None and c.default.is_scalar}
        self.lacking = None
        self.last = db.session.scalar(sa.select(sa.func.max(self.table.c.id))) or 0

    def write(self, connection):
        bulk.insert(connection, self.table, self.waiting)
        self.count += len(self.waiting)
        self.waiting = []


class Plenty:
    """One run: what is made, and how much of it."""

    def __init__(self, rng, batch):
        self.rng, self.batch, self.today, self.now = rng, batch, clock.today(), clock.now()
        self.blind = ring().blind
        self.tables = {model: Table(model) for model in (  # parents first
            Employer, Worker, Contract, ContractEvent, ContractSpan, ContractFinding, Matter, Case, CaseOfficer, Moved, Deadline,
            ClaimLine)}
        self.people = self.tables[Worker].last  # those who are there already; the next one is another person
        self.firms = self.tables[Employer].last
        self.opinions, self.due, self.numbers, self.staff = {}, {}, {}, defaultdict(list)
        self.counties = dict(db.session.execute(db.select(Area.code, Area.path).where(Area.level == Level.COUNTY)).all())
        self.towns = _towns()
        self.here = []  # employers that contracts and cases may have: (id, town)

    @property
    def rows(self):
        return sum(table.count for table in self.tables.values())

    def _put(self, model, row):
        """Adds a row and answers its id; what is full goes to the database."""
        table = self.tables[model]
        table.last = row["id"] = table.last + 1
        if table.lacking is None:  # rows of one table have the same columns
            table.lacking = {name: value for name, value in table.usual.items() if name not in row}
        row.update(table.lacking)
        table.waiting.append(row)
        if len(table.waiting) >= CHUNK:
            self._write()
        return row["id"]

    def _record(self, model, **row):
        row["created_at"], row["version"] = self.now, 1
        return self._put(model, row)

    def _write(self):
        connection = db.session.connection()
        for table in self.tables.values():
            table.write(connection)

    # ---- parties

    def employers(self, count):
        rng, pick = self.rng, self._pick
        for _ in range(count):
            town, trade = pick(self.towns), pick(parties.TRADES)
            self.firms += 1
            telephone = f"199{rng.randrange(10 ** 7, 10 ** 8)}"
            name = (f"{town.county}{pick(parties.BRANDS_FIRST)}{pick(parties.BRANDS_SECOND)}"
                    f"{pick(parties.BRANDS_FIRST)}{pick(trade.called)}")
            id = self._record(
                Employer, name=name, name_key=same_name(name), sought=sought.tokens(name, telephone), area_id=pick(town.areas),
                credit_code=_credit_code(self.firms, trade.registered, town.code[:6]), telephone=telephone,
                address=f"{town.county}{town.name}{pick(('人民', '工业', '兴业', '振兴'))}路{rng.randint(1, 399)}号",
                legal_representative=self._name(), legal_title=trade.head,
                economic_type=trade.kind, headcount=rng.randint(*trade.heads), section=parties.SECTIONS[trade.called[0][:2]],
                construction=bool(trade.project), individual=trade.registered == "92")
            self.here.append((id, town, trade))

    def _pick(self, some):
        """One of a sequence; `choice` of the generator takes twice as long."""
        return some[int(self.rng.random() * len(some))]

    def _name(self):
        return self._pick(parties.SURNAMES) + self._pick(parties.MEN if self.rng.random() < 0.6 else parties.WOMEN)

    def _worker(self):
        self.people += 1
        at, home = divmod(self.people * 7919, len(HOMES))
        serial, day = divmod(at, BIRTHS)
        born = FIRST_BIRTH + timedelta(days=day)
        body = f"{HOMES[home]}{born:%Y%m%d}{serial % 1000:03d}"
        number = body + CHECKS[sum(map(mul, map(int, body), WEIGHTS)) % 11]
        name, telephone = self._name(), f"198{self.people % 10 ** 8:08d}"
        return self._record(
            Worker, name=name, id_kind="resident", id_number=number, id_index=self.blind(number), id_tail=number[-4:],
            born_on=born, sex="male" if int(number[16]) % 2 else "female", telephone=telephone, address=f"外地{self.people % 97}村",
            sought=sought.tokens(name, telephone))

    def _any_employer(self):
        if not self.here:
            towns = {id: town for town in self.towns for id in town.areas}
            standing = db.select(Employer.id, Employer.area_id).where(Employer.merged_into_id.is_(None)).order_by(Employer.id)
            known = db.session.execute(standing)
            self.here = [(id, towns[area], parties.TRADES[id % len(parties.TRADES)]) for id, area in known if area in towns]
            if not self.here:
                raise Refused(N_("没有用人单位，不能生成合同和案件"))
        return self._pick(self.here)

    # ---- contracts: registered, some over, some with nothing in writing

    def contracts(self, count):
        rng, pick, first = self.rng, self._pick, later(self.today.replace(day=1), -24)
        for _ in range(count):
            employer, town, trade = self._any_employer()
            drawn, hired, years = rng.random(), later(first, int(rng.random() * 24)), pick(YEARS)
            kind = None if drawn < 0.04 else Kind.OPEN if drawn < 0.14 else Kind.FIXED
            end = later(hired, 12 * years) - timedelta(days=1) if kind is Kind.FIXED else None
            over = end if end and end < self.today and rng.random() < 0.8 else None
            probation = later(hired, years if rng.random() < 0.98 else years + 3) - timedelta(days=1) if kind is Kind.FIXED else None
            facts = dict.fromkeys(COLUMNS) | {
                "kind": kind, "hired_on": hired, "signed_on": hired if kind else None, "start_on": hired if kind else None, "end_on": end,
                "probation_end_on": probation, "post": pick(trade.jobs), "work_place": town.name, "wage_kind": WageKind.MONTHLY,
                "wage_fen": pick(WAGES)}
            self._contract(employer, town, facts, over)

    def _contract(self, employer, town, facts, over):
        who = {"employer_id": employer, "worker_id": self._worker(), "area_id": town.id}
        said = () if over else self._opinion(town.code[:6], facts)
        id = self._record(
            Contract, **who, **facts, state=Stands.TERMINATED if over else Stands.ACTIVE if facts["kind"] else Stands.UNSIGNED, terms=1,
            fixed_terms=int(facts["kind"] is Kind.FIXED), ended_on=over, ending_code="E44-1" if over else None,
            moved_on=over or facts["hired_on"], weight=reviewing.heaviest(said), batch_id=self.batch.id)
        self._event(id, what="registered", on=facts["hired_on"], changes=importer.begun(facts))
        if over:
            self._event(id, what="ended", on=over, code="E44-1")
        for span in spans.first(who | facts | {"ended_on": over}):
            self._put(ContractSpan, {"contract_id": id, **span})
        for row in reviewing.rows(said, id, employer, self.today):
            self._put(ContractFinding, row)

    def _event(self, contract, *, what, on, changes=None, code=None):
        self._record(ContractEvent, contract_id=contract, what=what, on=on, changes=changes or {}, code=code, by_id=self.batch.by_id,
                     batch_id=self.batch.id)

    def _opinion(self, place, facts):
        """What the law says, asked once for contracts that are alike; the post says nothing to it."""
        key = place, *(facts[column] for column in ("kind", "hired_on", "end_on", "probation_end_on", "wage_fen"))
        if key not in self.opinions:
            self.opinions[key] = reviewing.opinions(
                reviewing.facts(facts, on=self.today, place=place, born_on=FIRST_BIRTH, fixed_terms=1))
        return self.opinions[key]

    # ---- cases: as far as a story goes, without papers

    def cases(self, count):
        for _ in range(count):
            employer, town, trade = self._any_employer()
            story = self._pick(STORIES)
            days = [self.today - timedelta(days=self.rng.randint(*((0, 4) if not story else (60, 700))))]
            days += [days[-1] + timedelta(days=gap) for gap in accumulate(GAPS[step] for step in story)]
            self._case(employer, town, trade, story, days)

    def _case(self, employer, town, trade, story, days):
        rng, pick, received = self.rng, self._pick, days[0]
        people = [self._worker() for _ in range(pick((1, 1, 2, 3, 5)))]
        on = dict(zip(story, days[1:], strict=True))
        state = FLOW.find(story[-1]).target if story else State.REGISTERED
        area = {"area_id": town.id, "opened_area_id": town.id}
        id = self._record(Matter, kind="case", number=self._number(town, received.year), lead_id=town.staff[0], **area)
        filed = on.get("accept") if "file" in on else None
        self._row(Case, id, dict(
            state=state, employer_id=employer, complainant_id=people[0], channel="window", received_on=received, moved_on=days[-1],
            work_place=town.name, people_stated=len(people), registered_by_id=town.staff[0], accepted_on=on.get("accept"), filed_on=filed,
            filing_approved_on=on.get("file"), closed_on=on.get("close"), outcome=OUTCOME if "close" in on else None,
            facts=f"反映在该单位从事{pick(trade.jobs)}工作，被拖欠工资"))
        for position, user in enumerate(town.staff, start=1):
            self._record(CaseOfficer, case_id=id, user_id=user, position=position)
        source = State.REGISTERED
        self._record(Moved, matter_id=id, move="register", source="", target=source, on=received, by_id=town.staff[0])
        for step, day in on.items():
            move = FLOW.find(step)
            self._record(Moved, matter_id=id, move=step, source=source, target=move.target, on=day, by_id=town.staff[1])
            source = move.target
        self._clock(id, inspection.ACCEPTANCE, received, on.get("accept") or on.get("withdraw"))
        if filed:
            self._clock(id, inspection.INVESTIGATION, filed, on.get("close"))
        month = later(received.replace(day=1), -1)
        for worker in people:
            for back in range(pick((1, 2, 3))):
                claimed = rng.randrange(1800, 9000, 50) * 100
                self._record(ClaimLine, case_id=id, worker_id=worker, month=later(month, -back), trade=pick(trade.jobs), team="",
                             kind="wages", claimed_fen=claimed)

    def _row(self, model, id, values):
        table = self.tables[model]
        table.last = id - 1
        self._put(model, values)

    def _number(self, town, year):
        key = town.body, year
        if key not in self.numbers:
            given = db.session.get(Sequence, (town.body, "case", year))
            self.numbers[key] = given.last if given else 0
        self.numbers[key] += 1
        return f"{town.word}〔{year}〕{self.numbers[key]:04d}号"

    def _clock(self, matter, term, start, met):
        key = term.code, start
        if key not in self.due:
            self.due[key] = term.due(start, calendar.calendar())
        due = self.due[key]
        self._record(Deadline, matter_id=matter, code=term.code, starts_on=start, due_on=due.on, provisional=due.provisional, met_on=met)

    def end(self):
        """The last rows, the numbers given, and the sequences of PostgreSQL where the ids end."""
        self._write()
        for (body, year), last in self.numbers.items():
            given = db.session.get(Sequence, (body, "case", year))
            if given:
                given.last = last
            else:
                db.session.add(Sequence(body_id=body, word="case", year=year, last=last))
        db.session.flush()
        if db.engine.dialect.name == "postgresql":
            for model in self.tables:
                name = model.__tablename__
                if sequence := db.session.scalar(sa.select(sa.func.pg_get_serial_sequence(name, "id"))):
                    db.session.execute(sa.select(sa.func.setval(sequence, sa.select(sa.func.max(model.__table__.c.id)).scalar_subquery())))


@dataclass(frozen=True)
class Town:
    """A township with a body that handles cases: its areas (itself and its grids) and two inspectors."""

    id: int
    code: str
    name: str
    county: str
    areas: tuple
    body: int
    word: str
    staff: tuple


def _towns():
    areas = db.session.execute(db.select(Area.id, Area.path, Area.code, Area.name, Area.level).order_by(Area.path)).all()
    counties = {area.path: area.name for area in areas if area.level == Level.COUNTY}
    staff = defaultdict(list)
    for user in db.session.execute(db.select(User.id, User.body_id).where(User.active, User.certificate_no.is_not(None)).order_by(User.id)):
        staff[user.body_id].append(user.id)
    found = []
    for body, word, area in db.session.execute(db.select(Body.id, Body.number_word, Body.area_id)):
        town = next(one for one in areas if one.id == area)
        if town.level == Level.TOWNSHIP and len(staff[body]) > 1:
            county = next((name for path, name in counties.items() if town.path.startswith(path)), "")
            under = tuple(one.id for one in areas if one.path.startswith(town.path))
            found.append(Town(town.id, town.code, town.name, county, under, body, word, tuple(staff[body][:2])))
    if not found:
        raise Refused(N_("没有两名监察员的乡镇，不能生成数据"))
    return found


def _credit_code(n, registered, county):
    """A code of the county whose organisation part counts (GB 11714), with both check characters; never one of the demonstration."""
    letters = identifiers.CODE_LETTERS
    organisation = "MC"
    for place in range(5, -1, -1):
        organisation += letters[n // len(letters) ** place % len(letters)]
    weighed = sum(int(c, 36) * w for c, w in zip(organisation, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    body = registered + county + organisation + "0123456789X"[-weighed % 11]
    return next(body + c for c in letters if identifiers.credit_code(body + c).valid)
