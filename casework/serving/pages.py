"""What the pages of service show, gathered for their templates: reads only, decides nothing."""

from casework.arrears.queries import assignable
from casework.core import clock, files
from casework.core.permissions import P, may
from casework.documents import FORMS, store
from casework.documents.store import Printed, State
from casework.extensions import db
from casework.law import serving
from casework.serving import actions, periods, queries
from casework.serving.documents import PAPERS
from casework.serving.models import ELECTRONIC, KINDS, OUTCOMES, POWERS, ROLES, SCOPES, SIDES, STEPS, WAYS, Role


def show(case, user):
    """Everything templates/serving/show.html says."""
    found, today = db.session.scalars(queries.services(case)).unique().all(), clock.today()
    due = queries.due(case, found)
    return {
        "case": case, "due": due, "services": found, "contests": periods.contests(case, due, today), "today": today, "roles": ROLES,
        "ways": WAYS, "steps": STEPS, "outcomes": OUTCOMES,
        "days": {code: way.day for code, way in serving.WAYS.items()}, "basis": {code: way.basis for code, way in serving.WAYS.items()},
        "addresses": queries.addresses(case),
        "held": {str(role): queries.of_case(case, role) for role in (Role.COMPLAINANT, Role.EMPLOYER)},
        "people": queries.participants(case), "kinds": KINDS, "sides": SIDES, "scopes": SCOPES, "powers": POWERS, "electronic": ELECTRONIC,
        "papers": {str(kind): FORMS[form.code].title for kind, form in PAPERS.items()},
        "editable": may(user, P.DOSSIER_KEEP, case.area.path), "printing": may(user, P.PAPER_PRINT, case.area.path),
    }


def offer(form, case, user):
    """What the form of a service may choose from: issued papers, evidence, colleagues."""
    ours = ("service-receipt", "address-confirmation")
    papers = db.session.scalars(store.of(case.id, State.ISSUED).where(Printed.code.not_in(ours))).all()
    officers = {one.login: one.name for one in assignable(case) if one.id != user.id}
    form.offer_all({str(p.id): f"{p.title} {p.number or ''}".strip() for p in papers}, db.session.scalars(files.of(case)).all(), officers)


def choose(form, case, papers, role):
    """What is ticked beforehand: what was asked for, else everything that the first waiting party has not got yet."""
    waiting = [one for one in queries.due(case) if one.service is None]
    if not papers and waiting:
        role = str(waiting[0].role)
        papers = [str(one.printed.id) for one in waiting if one.role == role]
    form.papers.data = papers
    form.role.data = role if role in list(Role) else form.role.data


def prefill(form, case, role):
    """A new confirmation begins with what is known: the last one, else the register."""
    form.role.data = role = role if role in list(Role) else str(Role.COMPLAINANT)
    held = queries.of_case(case, Role(role))
    if held:
        for name in ("name", "address", "postcode", "recipient", "telephone", "agent", "agent_relation", "agent_telephone",
                     "electronic_to"):
            form[name].data = getattr(held, name)
        form.electronic.data = str(held.electronic)
        return
    form.name.data = actions.named(case, role)
    if role == Role.COMPLAINANT and case.complainant:
        form.address.data, form.telephone.data = case.complainant.address, case.complainant.telephone
    elif role == Role.EMPLOYER:
        form.address.data = case.employer.service_address or case.employer.address
        form.telephone.data = case.employer.telephone

