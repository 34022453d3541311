"""对方的期限 — review and suit against a paper that was served: clocks of the other side, counted from the service and never kept.

They are rights of the party, so they are no `Deadline` of the matter: nothing of ours is late when nobody sues. What is kept is
only what the other side did (Challenge); whether a paper has become final follows from both.
"""

from dataclasses import dataclass

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.arrears.facts import paper_profile
from casework.core import calendar, deadlines
from casework.core.deadlines import Clock, Deadline
from casework.core.strip import strip
from casework.documents import FORMS, Document
from casework.documents.store import Printed, State
from casework.extensions import db
from casework.law import contesting
from casework.law.contesting import Lodged
from casework.law.findings import N_, Message
from casework.law.inspection_clocks import RECONSIDERATION, SUIT, SUIT_AFTER
from casework.serving import queries
from casework.serving.models import Challenge, Outcome, Role, Served, Service, Step

for term in (RECONSIDERATION, SUIT, SUIT_AFTER):
    deadlines.TERMS.setdefault(term.code, term)  # known to Clock; no lifecycle starts them

SAID = {
    contesting.RUNNING: N_("{day} 以前对方还可以提出"), contesting.PENDING: N_("复议或者诉讼正在办理，文书没有生效"),
    contesting.GONE: N_("文书已被变更、撤销或者确认违法"), contesting.FINAL: N_("{day} 起不能再复议、起诉，文书已生效"),
}


@dataclass(frozen=True)
class Contest:
    """A served paper and what the party may do, or did, against it. clocks: [(Clock, its day strip)]."""

    printed: object
    service: object
    role: Role
    clocks: list
    stands: contesting.Standing
    lodged: list

    @property
    def message(self):
        day = self.stands.since or self.stands.until
        return Message(SAID[self.stands.state], day=day.isoformat() if day else "")

    @property
    def pending(self):
        return next((one for one in self.lodged if one.outcome is None), None)


def contests(case, due, today, lodged=None):
    """A Contest for each served paper of a case that starts such periods. `due`: queries.due; `lodged`: its Challenges, if at hand."""
    served = [one for one in due if one.service and FORMS[one.printed.code].from_service(paper_profile(case))]
    if not served:
        return []
    lodged = queries.challenges(case) if lodged is None else lodged
    return [_contest(one, [each for each in lodged if each.printed_id == one.printed.id], today) for one in served]


def _contest(one, lodged, today):
    served = one.service.served_on
    reviewed = [each.ended_on for each in lodged if each.step == Step.REVIEW and each.outcome == Outcome.UPHELD]
    terms = [(RECONSIDERATION, served), (SUIT, served), *((SUIT_AFTER, on) for on in reviewed[-1:])]
    return Contest(one.printed, one.service, one.role, [_drawn(term, on, today) for term, on in terms], standing(served, lodged, today),
                   lodged)


def standing(served_on, lodged, today):
    """The law's Standing of a paper that reached the party on a local date; `lodged`: its Challenges."""
    plain = [Lodged(str(each.step), each.on, each.outcome and str(each.outcome), each.ended_on) for each in lodged
             if each.outcome != Outcome.MISTAKEN]
    return contesting.standing(served_on, plain, calendar.calendar(), today)


def _drawn(term, on, today):
    """(Clock, strip) of a period that nothing stops; its row exists for this look alone."""
    due = term.due(on, calendar.calendar())
    clock = Clock(Deadline(code=term.code, starts_on=on, due_on=due.on, extra_days=0, provisional=due.provisional, suspensions=[]), today)
    return clock, strip(clock.days, today)


# ---- what has become final, for desks

def final(matters, today):
    """[(row, title of the paper, day since which it is final)]: papers for employers that can no longer be contested, of the cases
    of this select (columns id, area_id and what the caller wants of `row`). A few statements, whatever their number."""
    of, served = matters.subquery(), Service
    rows = db.session.execute(
        db.select(of, Printed.id.label("printed_id"), Printed.title, Printed.code, served)
        .join(Printed, Printed.matter_id == of.c.id).join(Served, Served.printed_id == Printed.id)
        .join(served, served.id == Served.service_id)
        .where(Printed.code.in_(_contestable()), Printed.state == State.ISSUED, served.role == Role.EMPLOYER,
               served.withdrawn_on.is_(None)).order_by(served.id)).all()
    if not rows:
        return []
    areas = db.session.scalars(db.select(Area).where(Area.id.in_({row.area_id for row in rows})))
    profiles = {area.id: accounts.profile(area) for area in areas}
    lodged = {}
    for each in db.session.scalars(db.select(Challenge).where(Challenge.printed_id.in_({row.printed_id for row in rows}))):
        lodged.setdefault(each.printed_id, []).append(each)
    found = {}
    for row in rows:
        if FORMS[row.code].from_service(profiles[row.area_id]):
            stands = standing(row.Service.served_on, lodged.get(row.printed_id, ()), today)
            if stands.state == contesting.FINAL:
                found[row.printed_id] = row, row.title, stands.since
    return list(found.values())


def _contestable():
    """Codes of the papers for employers that start such periods, in some county at least."""
    return [code for code, form in FORMS.items() if str(Role.EMPLOYER) in form.serve_to
            and (form.on_service or form.from_service.__func__ is not Document.from_service.__func__)]
