"""Contracts of a few employers of the inspector's town: most sound, some that the law has something to say to."""

from datetime import timedelta
from itertools import islice

from casework.contracts import actions
from casework.law.terms import later
from casework.seed import parties

EMPLOYERS, PEOPLE = 3, 10


def build(rng, city, employers, today, town):
    """Register, amend and end contracts up to `today`. Answers how many there are."""
    by = city.inspectors[town][0]
    people, made = (one for one in parties.workers(rng) if one.number), 0
    here = [e for e in employers if e.area.path.startswith(city.areas[town].path)][:EMPLOYERS]
    for employer in here:
        jobs = parties.trade_of(employer).jobs
        for n, person in enumerate(islice(people, PEOPLE)):
            hired = later(today, -rng.randrange(1, 23)) - timedelta(days=rng.randrange(28))
            start, end = hired, later(hired, 24) - timedelta(days=1)
            facts = dict(kind="fixed", start_on=start, end_on=end, signed_on=start, post=rng.choice(jobs), work_place=employer.address,
                         wage_kind="monthly", wage_fen=rng.randrange(420000, 780000, 10000), hours_kind="standard", pay_cycle="month",
                         pay_day=15, probation_end_on=later(start, 2) - timedelta(days=1))
            if n == 1:  # nothing in writing
                facts = {}
            elif n == 2:
                facts["probation_end_on"] = later(start, 5) - timedelta(days=1)
            elif n == 3:
                facts["lacking"] = "insurance,protection"
            elif n == 4:  # one year that ends soon
                hired = later(today, -12) + timedelta(days=20)
                facts |= dict(start_on=hired, end_on=later(hired, 12) - timedelta(days=1), signed_on=hired,
                              probation_end_on=later(hired, 1) - timedelta(days=1))
            contract = actions.register(employer=employer, worker_name=person.name, id_number=person.number, hired_on=hired, by=by,
                                        telephone=person.telephone, worker_address=person.address, **facts)
            made += 1
            on = today - timedelta(days=rng.randrange(2, 20))
            if n == 5 and on > contract.hired_on:
                actions.amend(contract, on=on, wage_fen=facts["wage_fen"] + 30000, reason="调薪", by=by)
            elif n == 6 and on > contract.hired_on:
                actions.end(contract, code="T37", on=on, noticed_on=on - timedelta(days=30), certificate_on=on, by=by)
    return made
