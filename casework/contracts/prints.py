"""成批的打印 — rosters and filing tables, reminders, 续订书: what each prints and for whom. documents.prepared sends or makes them."""

from datetime import date

from flask import abort

from casework.contracts import documents, printing, queries, reminders
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.documents import preflight, prepared
from casework.documents.prepared import Kind, Plan
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import queries as parties
from casework.parties.models import Employer

LINES, PAPERS = 300, 24  # of a list, and papers of a file, that are still made at once: some seconds on a busy machine
LISTS = {"roster": documents.StaffRoster, "filing": documents.EmploymentFiling}


def staff(*, by, employer, which, today, **days):
    """职工名册 or 劳动用工备案表 of an employer; `days` as its form says them, all ISO."""
    subject = parties.employer(employer, by)
    if not may(by, P.PAPER_PRINT, subject.area.path):
        abort(403)
    form = LISTS[which](subject, documents.profile(subject.area), **{name: date.fromisoformat(day) for name, day in days.items()})
    facts = form.printed_facts(on=date.fromisoformat(today))
    return Plan(f"{subject.name}{form.title}.pdf", [("download", subject, f"{form.code} {len(facts['rows'])}")],
                lambda file, told: file.write(printing.roster(form, facts, told)), large=len(facts["rows"]) > LINES)


def letters(*, by, kind, employers, on, duplex):
    """提醒函 to these employers. Refused with the employer's name when a letter could not be printed whole."""
    day = date.fromisoformat(on)
    made = [(form, form.printed_facts(on=day)) for form in reminders.letters(kind, employers, by, day)]
    if not made:
        raise Refused(N_("勾选的单位现在没有要提醒的"))
    for form, facts in made:
        try:
            preflight.stop(facts)
        except Refused as refusal:
            raise Refused(Message(N_("{employer}：{why}"), employer=form.subject.name, why=refusal.message)) from None
    return _papers(made, f"提醒函{on}.pdf", duplex, lambda form: f"{form.code} {kind}")


def renewals(*, by, contracts, on, duplex):
    """The 续订书 of the last renewal of each of these contracts."""
    found = queries.last_renewals(contracts, by)
    made = [documents.RenewalAgreement(contract, documents.profile(contract.area), event=event, later=later)
            for contract, event, later in found if contract.kind not in documents.RenewalAgreement.not_for]
    if not made:
        raise Refused(N_("这些合同没有登记过续订，没有续订书可印"))
    day = date.fromisoformat(on)
    return _papers([(form, form.printed_facts(on=day)) for form in made], f"{documents.RenewalAgreement.title}{on}.pdf", duplex,
                   lambda form: form.code)


def _papers(made, name, duplex, detail):
    return Plan(name, [("download", form.subject, detail(form)) for form, _ in made],
                lambda file, told: file.write(printing.file(made, duplex, told)), large=len(made) > PAPERS)


def _employers(by, ids):
    found = db.session.scalars(parties.employers(by).where(Employer.id.in_(ids)))
    return [one for one in found if may(by, P.PAPER_PRINT, one.area.path)]


def _contracts(by, ids):
    return queries.contracts(ids, by, P.PAPER_PRINT)


prepared.KINDS.update({
    "contracts.staff": Kind(staff, _employers), "contracts.letters": Kind(letters, _employers),
    "contracts.renewals": Kind(renewals, _contracts)})
