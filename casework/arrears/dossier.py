"""欠薪案件的案卷: the order of its papers, what belongs into the side volume, what the cover says."""

from casework.arrears.facts import SECRETS, claims, loaded, paper_profile
from casework.arrears.lifecycle import FLOW
from casework.core.lifecycle import moves_of
from casework.documents import FORMS
from casework.documents.plans import EVIDENCE, Plan, register
from casework.extensions import db

# 按办案先后；副卷取立案、延期、中止、处理和结案的审批表（仲裁办案规则第22条的分法，县里可以另定）
ORDER = ("complaint-register", "complaint", "election", "arrears-roster", "wage-confirmation", "other-claims",
         "legal-representative", "power-of-attorney",
         "address-confirmation", "supplement-notice", "acceptance-notice", "refusal-notice", "information-notice",
         "handover-letter", "service-receipt",
         "filing-approval", "inquiry-notice", "inquiry-record", "evidence-list", EVIDENCE, "rectification-order", "decision",
         "settlement-record", "wage-payment", "wage-receipt", "payment-proof", "closing-report", "closing-approval", "case-timeline")
SIDE = ("filing-approval", "extension-approval", "suspension-approval", "decision-approval", "closing-approval")


def cover(matter):
    """Facts of the cover: plain texts and ISO days."""
    case = loaded(matter.id)
    lines = claims(case)
    people = len({line.worker_id for line in lines}) or case.people_stated or 1
    who = case.complainant.name if case.complainant else "劳动者"
    group = f"{who}等{people}名劳动者" if people > 1 else who
    return {
        "name": f"{case.employer.name}拖欠{group}工资案", "number": case.number, "office": paper_profile(case).issuer,
        "received_on": case.received_on.isoformat(), "filed_on": case.filed_on.isoformat() if case.filed_on else None,
        "ended_on": case.closed_on.isoformat() if case.closed_on else None, "outcome": case.outcome or "",
    }


def secrets(matter):
    """Names and numbers of the people in it, and what stands for them in a copy for outsiders."""
    case = loaded(matter.id)
    people = {line.worker_id: line.worker for line in claims(case)}
    if case.complainant:
        people[case.complainant_id] = case.complainant
    found = []
    for person in people.values():
        found.append((person.name, person.name[:1] + "某"))
        found += [(text, "＊＊＊") for text in (person.id_number, person.telephone, person.address) if text]
    return found + [pair for known in SECRETS for pair in known(case)]


def lacking(matter):
    """Papers that the moves made so far should have issued (what is printed at the counter among them)."""
    codes = ["complaint-register"] + (["arrears-roster"] if claims(matter) else [])
    for moved in db.session.scalars(moves_of(matter)):
        if move := FLOW.find(moved.move):
            codes += [code for code in move.issues if code in FORMS]
    return list(dict.fromkeys(codes))


PLAN = register(Plan("case", ORDER, EVIDENCE, SIDE, cover, secrets, lacking))
