"""What the pages of contracts show: one record with its history, an employer's whole picture."""

from flask import url_for

from casework.contracts import actions, documents, lists, queries, reviewing
from casework.contracts.words import KINDS, WAGES, What
from casework.core import clock
from casework.core.money import yuan
from casework.core.words import say
from casework.extensions import db
from casework.law import contracts as law
from casework.law import identifiers
from casework.law.findings import N_, Message
from casework.parties import alike
from casework.parties import queries as parties
from casework.parties.names import person_name


class Said:
    """A finding as a page shows it, kept or just found."""

    def __init__(self, code, weight, message, basis):
        self.code, self.weight, self.message, self.basis = code, weight, message, basis


def opinion(form, employer):
    """What the law says to what is typed so far: [Said]. Fields that are wrong are left out."""
    typed = {name: field.data for name, field in form._fields.items() if not field.errors}
    typed["lacking"] = ",".join(typed.get("lacking") or ()) or None
    typed["user_employer"] = typed.get("user_employer_name")
    typed["hired_on"] = typed.get("hired_on") or typed.get("start_on")
    judged = identifiers.identity_number(typed.get("id_number") or "")
    worker = queries.known_worker(judged.number) if judged.valid else None
    before = queries.fixed_terms_before(employer.id, worker.id, typed.get("start_on")) if worker else 0
    known = reviewing.facts(typed, on=clock.today(), place=employer.area.code, born_on=judged.birth,
                            elsewhere=queries.elsewhere(worker.id, employer.id) if worker else (), fixed_terms=before + 1,
                            collective=reviewing.standards([employer.id], clock.today()).get(employer.id, ()))
    return _told(known, typed.get("kind"), found=bool(typed["hired_on"]))


def _told(known, kind, found=True):
    return ([Said(f.code, f.weight, f.message, f.basis) for f in (reviewing.opinions(known) if found else ())]
            + [Said("", "info", message, ()) for message in law.unchecked(known, reviewing.calendar.tables())] + _unjudged(kind))


FORESEEN = ("sign", "renew", "amend", "correct", "end")  # what the law has something to say to before it is done


def foreseen(contract, what, form):
    """What the law would say to a contract after what is being typed: [Said]; None where it has nothing to say to such a change.
    Nothing is written; fields that are wrong are left out. As the actions take what is typed."""
    if what not in FORESEEN:
        return None
    old = queries.values(contract)
    typed = {name: field.data for name, field in form._fields.items() if not field.errors}
    typed["lacking"] = ",".join(typed.get("lacking") or ()) or None
    typed["user_employer"] = typed.get("user_employer_name")
    given = {name: value for name, value in typed.items() if value not in (None, "")}
    if what == "end":
        values = old | {"ended_on": typed.get("on"), "ending_code": typed.get("code") or None}
        known = reviewing.foreseen(contract, values, certificate_on=typed.get("certificate_on"), noticed_on=typed.get("noticed_on"),
                                   protections=typed.get("protections") or ())
        return _told(known, old["kind"])
    values, more = old | (typed if what in ("sign", "correct") else given), {}
    if what in ("sign", "renew"):
        fixed = values["kind"] in actions.FIXED
        more["fixed_terms"] = contract.fixed_terms + fixed if what == "renew" else fixed and 1 + queries.fixed_terms_before(
            contract.employer_id, contract.worker_id, values["start_on"])
    if what == "renew":
        more["renewal"] = True
        values |= {name: typed.get(name) for name in ("end_on", "signed_on", "probation_end_on", "probation_wage_fen", "lacking")}
    return _told(reviewing.foreseen(contract, values, **more), values["kind"])


def likely(form, user):
    """Registered workers and employers who may be the typed worker and user entity, with words that tell them apart; none whom
    the register finds by a number or by the exact name."""
    workers, units, number = [], [], form.id_number.data
    if not (number and queries.known_worker(number)):
        judged = identifiers.identity_number(number) if number else None
        workers = [(each, say(Message(N_("{name}，证件 {number}，电话 {telephone}"), name=each.name, number=each.id_masked or "—",
                                      telephone=each.telephone_masked or "—")))
                   for each in alike.workers(user, name=person_name(form.worker_name.data), telephone=form.telephone.data,
                                             born_on=judged and judged.birth, tail=number and number[-4:])]
    name = form.user_employer_name.data
    if name and not parties.employer_by_code(form.user_employer_code.data):
        found = alike.employers(user, name=name)
        if all(each.name != name for each in found):
            units = [(each, say(Message(N_("{name}，{code}，{area}"), name=each.name, area=each.area.name, code=each.credit_code or "—")))
                     for each in found]
    return workers, units


def _unjudged(kind):
    return [Said("", "info", Message(reviewing.UNJUDGED[kind]), ())] if kind in reviewing.UNJUDGED else []


def kept(contract):
    return [Said(row.code, row.weight, reviewing.thawed(row.message), row.basis)
            for row in db.session.scalars(queries.findings_of(contract))] + _unjudged(contract.kind)


def record(contract):
    """Everything the record page shows."""
    events = [(event, [Message(N_("{what}：{old} → {new}"), what=Message(contract.words[key]), old=_said(contract, key, old),
                               new=_said(contract, key, new))
                       for key, (old, new) in event.changes.items() if key in contract.words and event.what != "registered"])
              for event in db.session.scalars(queries.events_of(contract))]
    return {"contract": contract, "found": kept(contract), "unjudged": reviewing.unjudged(contract),
            "events": events, "wage": wage(contract), "scans": queries.scans_of(contract),
            "spans": db.session.scalars(queries.spans_of(contract)).all(), "ending": law.ENDINGS.get(contract.ending_code)}


def _said(contract, key, value):
    if value is None or value == "":
        return Message(N_("空"))
    said = contract.said(key, value)
    return Message(said) if isinstance(said, str) and key in ("kind", "state", "hours_kind", "wage_kind", "ending_code") else said


def wage(contract):
    if contract.wage_fen is None:
        return None
    return Message(N_("{kind} {amount} 元"), kind=Message(WAGES[contract.wage_kind]), amount=yuan(contract.wage_fen))


def picture(employer):
    """Contracts by state, the rate of signing and the findings of an employer."""
    states = queries.by_state(employer.id)
    signed = states.get("active", 0) + states.get("suspended", 0)
    at_work = signed + states.get("unsigned", 0)
    own, sent = queries.dispatch_share(employer.id)
    share = law.dispatch_share_finding(own, sent) if sent else None
    return {"employer": employer, "by_state": states, "at_work": at_work, "signed": signed,
            "rate": f"{signed * 100 / at_work:.1f}%" if at_work else None,
            "findings": [(row.code, row.weight, row.n, reviewing.thawed(row.message), Message(N_("{n} 份合同"), n=row.n))
                         for row in queries.findings_count(employer.id)],
            "waits": lists.waits_of(employer.id),
            "share": share, "sent": sent, "kinds": KINDS}


def papers(contract):
    """[Paper] of a contract: what can be printed of it now, and one for each renewal, amendment and agreed ending."""
    events = {}
    for event in queries.events_to_sign(contract):
        events.setdefault(event.what, []).append(event)
    rows = []
    for form in documents.OF_CONTRACT:
        fits, ended = form.fits(contract), form.what == What.ENDED
        for event in events.get(form.what, ()) if fits or not ended else ():
            rows.append(Paper(form, contract, f"{form.code}:{event.id}", event.on))
        if fits and not (ended and contract.ended_on):
            rows.append(Paper(form, contract, form.code))
    return rows


class Paper:
    """One line of the papers: its words, since when it holds, where it is posted, the copy for the pen."""

    def __init__(self, form, subject, value, on=None):
        self.words, self.value, self.on, self.to_sign = form.words, value, on, form.what and on is None
        self.url = url_for("contracts.paper", id=subject.id, code=value)
        self.blank = url_for("contracts.blank", code=form.code) if form in documents.BLANK and on is None else None


def employer_papers(employer):
    return [(form.words, url_for("contracts.employer_paper", id=employer.id, code=form.code)) for form in documents.OF_EMPLOYER]
