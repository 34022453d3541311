"""谁来清偿, by name: the registered project of a case, or one alone, beside the calculation. Reads only."""

from dataclasses import replace

from casework.arrears import sites
from casework.core import clock
from casework.law.findings import N_, Message
from casework.law.payers import PAYERS
from casework.parties import project_queries as projects
from casework.parties.project_models import PARTS, Part

RULE = "who-must-pay"


def of(rule, case, project_id, user):
    """The sites.Site of which the calculation speaks: that of the case on its day, else the project in the address today; or None."""
    if rule.name != RULE:
        return None
    if case is not None:
        return sites.of(case)
    if project_id is None:
        return None
    project = projects.project(project_id, user)
    return sites.Site(project, clock.today(), projects.on_site(project.id, clock.today()))


def facts(case):
    """(facts as JSON, Message) that the register of projects knows of a case: whose subcontractor its employer is."""
    site = sites.of(case)
    if site is None or site.role_of(case.employer_id) is not Part.SUB:
        return {}, ""
    said = Message(N_("按工程“{project}”的登记，本案单位是分包单位，请核对"), project=site.project.name)
    return {"facts": ["subcontractor"]}, said


def named(answer, site):
    """The Answer with the names of owner and general contractor where the register has them."""
    if site is None or answer is None:
        return answer
    names = {PARTS[role]: site.of(role) for role in (Part.OWNER, Part.GENERAL)}
    told = []
    for one in answer.result["payers"]:
        firm = names.get(one["who"].template)
        told.append(one | {"who": Message(N_("{role}（{name}）"), role=one["who"], name=firm.name)} if firm else one)
    return replace(answer, result=answer.result | {"payers": told})


assert set(PARTS.values()) >= {PAYERS[key].who for key in ("owner-late", "subcontractor")}, "the law's words are the register's"
