"""The 60 cases, lived through day by day: what came first in the city's year is done first, so numbers follow dates."""

from datetime import date, timedelta
from itertools import islice

from casework.arrears import actions, queries, roster
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import DIRECT
from casework.core import calendar, files
from casework.core.permissions import may
from casework.extensions import db
from casework.law.amounts import yuan
from casework.law.terms import later
from casework.seed import parties, rosters, stories

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REFERENCES = {"12345": "YL12345-{day:%Y%m%d}-{n:04d}", "12333": "12333-{day:%Y%m}-{n:05d}", "national": "QJ3399{day:%y%m%d}{n:04d}",
              "petition": "云信〔{day:%Y}〕{n}号", "transfer": "澄住建移〔{day:%Y}〕{n}号"}
BROUGHT = (("考勤照片", "jpg", "出勤情况"), ("考勤表扫描件", "pdf", "出勤天数和所在班组"), ("考勤补充照片", "jpg", "离岗前的出勤天数"))


def build(rng, city, employers, today):
    """Register every case of the table and make its moves up to `today`. Answers how many there are."""
    people = parties.workers(rng)
    told = [_Told(rng, n, row.split(), city, employers, people, today) for n, row in enumerate(stories.TABLE.split("\n")) if row]
    events = sorted(
        ((day, case.n, step, case) for case in told for step, day in enumerate(case.days)), key=lambda event: event[:3])
    for _, _, step, case in events:
        case.happen(step)
    return len(told)


def shift(day, n):
    """n working days later, or earlier when n is negative; 0 is the day itself."""
    worked = calendar.calendar()
    while n:
        day += timedelta(days=1 if n > 0 else -1)
        n -= worked.is_workday(day) * (1 if n > 0 else -1)
    return day


class _Told:
    """One row of the table: who is in it, on which days what happens (step 0 is the registration)."""

    def __init__(self, rng, n, row, city, employers, people, today):
        town, self.story, age, self.channel, size = row
        self.rng, self.n, self.town, self.city, self.today = rng, n, town, city, today
        direct = self.channel in DIRECT
        self.steps = [step for step in stories.STORIES[self.story] if not (direct and step[1] == "accept")]
        self.days = [shift(today, -int(age))]
        for gap, *_ in self.steps:
            self.days.append(shift(self.days[-1], gap))
        self.people = list(islice(people, int(size)))
        self.employer = self._employer([e for e in employers if e.area.path.startswith(city.areas[town].path)])
        squad = city.inspectors[town]
        self.registrar = squad[n % len(squad)]
        bureau = city.deciders[town][1:]
        self.hands = (self.registrar, city.deciders[town][0], *(bureau if n % 2 else reversed(bureau)))
        self.number = None

    def _employer(self, here):
        """Many people work for large employers."""
        fit = [e for e in here if e.headcount >= len(self.people)]
        return self.rng.choice(fit) if fit else max(here, key=lambda e: e.headcount)

    @property
    def received_on(self):
        return self.days[0]

    def happen(self, step):
        if step == 0:
            self._register()
        else:
            self._move(self.steps[step - 1], self.days[step])

    # registration

    def _register(self):
        trade = parties.trade_of(self.employer)
        first, alone = self.people[0], len(self.people) == 1
        months = self._months()
        claims = [self._claim(person, trade, months) for person in self.people]
        owed = claims[0].owed
        place = f"{trade.project}工地" if trade.project else "厂区" if trade.registered == "91" else "店内"
        until = f"{months[0].year}年{months[0].month}月至{months[-1].year}年{months[-1].month}月"
        alone_facts = dict(claimed_fen=owed, from_on=months[0], to_on=later(months[-1], 1) - timedelta(days=1)) if alone else {}
        case = actions.register(
            by=self.registrar, employer=self.employer, **self._who(first), channel=self.channel,
            reference=REFERENCES[self.channel].format(day=self.received_on, n=self.n * 7 + 3) if self.channel in REFERENCES else None,
            received_on=self.received_on, work_place=f"{self.employer.address}（{place}）",
            project=f"{self.town}{trade.project}" if trade.project else None, people_stated=len(self.people),
            facts=f"{self.speaker}{'' if alone else f'等{len(self.people)}人'}反映：在{self.employer.name}从事"
                  f"{claims[0].trade}{'' if alone else '等'}工作，单位拖欠{until}的工资"
                  f"{f'共{yuan(owed)}元' if alone else ''}，多次讨要未果，请求责令支付。",
            **alone_facts)
        self.number = case.number
        if not alone:
            self._bring_roster(self._again(), claims)
        for name, kind, proves in BROUGHT[:self.n % 3 if alone else 1 + self.n % 2]:
            self._bring_evidence(name, kind, proves, first, months[-1])

    @property
    def speaker(self):
        """Who is named in the file: never the one who reports (举报)."""
        return "举报人" if self.channel == "report" else self.people[0].name

    def _who(self, first):
        if self.channel == "report":
            return dict(worker_name=stories.INFORMANTS[self.n % len(stories.INFORMANTS)], telephone=f"1990009{self.n:04d}")
        return dict(worker_name=first.name, telephone=first.telephone, id_number=first.number, worker_address=first.address)

    def _months(self):
        """One to four months up to the last one that was over; for the time-barred case they lie three years back."""
        last = later(self.received_on.replace(day=1), -37 if self.story == "refused-RJ-4" else -1)
        count = self.rng.choice((1, 2, 2, 3, 3, 4))
        return [later(last, -n) for n in reversed(range(count))]

    def _claim(self, person, trade, months):
        """Earned by the day; in a few months something was paid on account."""
        rng, job = self.rng, self.rng.choice(trade.jobs)
        rate = rng.randrange(160, 420, 10) * 100
        amounts = {}
        for month in months:
            due = rate * rng.randint(18, 27) + rng.choice((0, 0, 0, 50, 12000))
            amounts[month] = due, rng.choice((0, 0, 0, 50000, 100000, 200000))
        return rosters.Claim(person, job, f"{job}组", amounts, rate, sum(rng.randint(18, 27) for _ in months))

    def _bring_roster(self, case, claims):
        form = rosters.FORMS[self.n % len(rosters.FORMS)]
        data, name = rosters.roster(form, f"{self.employer.name}拖欠工资花名册", claims)
        read = roster.read(data, today=self.today)
        actions.import_roster(case=case, roster=read, kept=files.keep(data, name, "text/csv" if form == "csv" else XLSX),
                              by=self.registrar)

    def _bring_evidence(self, name, kind, proves, person, month: date):
        data = rosters.attendance(self.rng, month, kind)
        kept = files.keep(data, f"{name}.{kind}", files.judge_evidence(data))
        actions.add_evidence(case=self._again(), kept=kept, brought_by=self.speaker, proves=proves,
                             received_on=self.received_on, by=self.registrar)

    # moves

    def _move(self, step, on):
        _, name, facts = step
        case = self._again()
        by = self._hand(FLOW.find(name), case)
        FLOW.apply(case, name, by=by, on=on, **self._words(name, facts, on), **facts)

    def _hand(self, move, case):
        """The first of registrar, leader and county officers who may make the move and whom nothing keeps from it."""
        able = [by for by in self.hands if may(by, move.permission, case.area.path)]
        return next((by for by in able if not FLOW.lacking(move, case, by)), able[0])

    def _words(self, name, facts, on):
        if name == "assign":
            return {"officers": [user.login for user in reversed(self.city.inspectors[self.town])][:2]}
        if name == "handover":
            county = next(place for place in stories.HANDOVERS if not self.employer.address.startswith(place))
            return {"office": f"{county}人力资源和社会保障局", "reason": f"用工所在地在{county}，由该地劳动保障行政部门管辖"}
        if name == "settle":
            return self._settlement(facts, on)
        field, words = stories.WORDS.get(name, (None, None))
        if field is None or field in facts:
            return {}
        return {field: words[facts["code"]] if name == "refuse" else self.rng.choice(words)}

    def _settlement(self, facts, on):
        owed = yuan(queries.sums(self._again()).owed_by_employer)
        if facts["performance"] == "paid":
            return {"outcome": f"经协调，单位当场付清{len(self.people)}人工资共{owed}元，劳动者签收"}
        until = shift(on, 10)
        return {"outcome": f"经协调，单位承诺于{until.year}年{until.month}月{until.day}日前付清{len(self.people)}人工资共{owed}元",
                "pay_by_on": until}

    def _again(self):
        """The case as the next request would read it."""
        if known := queries.case_by_number(self.number):
            db.session.expire(known)
        return queries.case_by_number(self.number)
