"""What people do with a collective contract besides its moves: bring it, mend it, answer the check, list whom it binds, keep its text."""

from casework.accounts import queries as accounts
from casework.collective import coverage, queries
from casework.collective.models import (
    Collective,
    CollectiveAnswer,
    CollectiveDelegate,
    CollectiveObjection,
    CollectivePaper,
    CollectiveParty,
    CollectiveStandard,
)
from casework.collective.words import EMPLOYERS, UNDECIDED, WORKERS, Cover, Forum, Kind, Relation, Scope, Speaker, State
from casework.contracts import queries as register
from casework.contracts import reviewing as contract_review
from casework.contracts.models import Contract
from casework.core import clock, deadlines, files, numbering
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law import collective as law
from casework.law import collective_review
from casework.law.findings import N_, Message
from casework.parties import queries as parties

MOST = 300  # labour contracts that are reviewed at once
FACTS = ("title", "employers_name", "employers_address", "workers_name", "workers_address", "guided_by", "large", "section",
         "stated_employers", "stated_workers", "negotiated_on", "congress_on", "entitled", "present", "agreed", "signed_on", "start_on",
         "end_on", "received_from")


@action("collective.submit")
def submit(*, area, by, scope=Scope.EMPLOYER, employer=None, received_on=None, papers=(), copies=None, **facts):
    """Note a contract that was brought on a day, with the papers that came. The fifteen days run once its text is there.

    `employer`: the one whose contract it is; a regional or industry contract names its `employers` as typed lines instead.
    """
    _may(area, by)
    on = received_on or clock.today()
    if by.body is None:
        raise Refused(N_("你的账号没有所属机构，不能编号；请管理员补上"))
    values = _values(facts, scope, employer, on, by)
    listed = _listed(facts, employer, values["cover"], by)
    n = numbering.take(by.body, "collective", on.year)
    one = Collective(number=f"{by.body.number_word}集〔{on.year}〕{n:03d}号", area=area, area_id=area.id, opened_area_id=area.id,
                     lead_id=by.id, scope=scope, received_on=on, moved_on=on, state=State.SUBMITTED, round=1, **values)
    db.session.add(one)
    db.session.flush()
    _people(one, facts)
    for firm in listed:
        db.session.add(CollectiveParty(collective_id=one.id, employer_id=firm.id))
    bring(one, codes=papers, copies=copies, on=on, brought_by=values["received_from"], by=by)
    return one


def _may(area, by):
    if not may(by, P.CONTRACT_EDIT, area.path):
        raise Refused(N_("你没有登记这个辖区集体合同的权限"))


def _values(facts, scope, employer, on, by):
    """The columns as they were typed; Refused for what no contract can be. What only the law forbids is found by the check."""
    values = {key: facts.get(key) for key in FACTS} | {
        "kind_of": Kind(facts["kind_of"]), "relation": Relation(facts.get("relation") or Relation.NEW),
        "speaker": Speaker(facts["speaker"]), "forum": Forum(facts["forum"]) if facts.get("forum") else None,
        "cover": Cover(facts.get("cover") or Cover.LISTED) if scope != Scope.EMPLOYER else Cover.LISTED,
        "predecessor_id": None}
    if employer is not None:
        values["employers_name"] = employer.name
        values["employers_address"] = values["employers_address"] or employer.address
    if not values["employers_name"]:
        raise Refused(N_("请填写用人单位方的名称"), field="employers_name")
    values["employers_name"] = values["employers_name"][:120]
    if values["end_on"] < values["start_on"]:
        raise Refused(N_("合同终止日期不能早于开始日期"), field="end_on")
    for key in ("signed_on", "congress_on", "negotiated_on"):
        if values[key] and values[key] > on:
            raise Refused(N_("这个日期不能晚于收到的日期"), field=key)
    if on > clock.today():
        raise Refused(N_("日期不能晚于今天"), field="received_on")
    entitled, present, agreed = values["entitled"], values["present"], values["agreed"]
    if present is not None and (entitled is None or present > entitled):
        raise Refused(N_("实到人数不能多于应到人数"), field="present")
    if agreed is not None and (entitled is None or agreed > (entitled if present is None else present)):
        raise Refused(N_("同意的人数不能多于到会的人数"), field="agreed")
    if values["relation"] != Relation.NEW:
        values["predecessor_id"] = _predecessor(facts.get("predecessor"), by)
    return values


def _predecessor(id, by):
    if not id:
        raise Refused(N_("请选择续订或者变更的是哪一份"), field="predecessor")
    return queries.collective(int(id), by).id


def _theirs(firm, by, field):
    """Whoever notes that a contract binds an employer is the office where it is registered, or one above."""
    if not may(by, P.CONTRACT_EDIT, firm.area.path):
        raise Refused(Message(N_("“{name}”登记在{office}，不能由你列入"), name=firm.name, office=firm.area.office), field=field)


def _listed(facts, employer, cover, by):
    """The employers that the contract names, each found by code or exact name."""
    if employer is not None:
        return [employer]
    if cover == Cover.AREA:
        return []
    found = []
    for n, text in enumerate(facts.get("employers") or (), start=1):
        firm = parties.employer_by_code(text) or parties.employer_named(text)
        if firm is None:
            raise Refused(Message(N_("第 {n} 行“{name}”没有登记，请先登记用人单位或者核对名称"), n=n, name=text), field="employers")
        _theirs(firm, by, "employers")
        found.append(firm)
    if not found:
        raise Refused(N_("请列出用人单位，或者选择区域内的全部用人单位"), field="employers")
    return list({firm.id: firm for firm in found}.values())


def _people(one, facts):
    """Delegates and standards as typed, in place of those that are there."""
    for old in (*db.session.scalars(db.select(CollectiveDelegate).where(CollectiveDelegate.collective_id == one.id)),
                *db.session.scalars(db.select(CollectiveStandard).where(CollectiveStandard.collective_id == one.id))):
        db.session.delete(old)
    for side in (EMPLOYERS, WORKERS):
        chief, title = facts.get(f"{side}_chief"), facts.get(f"{side}_chief_title")
        people = [(chief, title, False)] if chief else []
        for n, (name, title_, outside) in enumerate((*people, *(facts.get(f"{side}_others") or ()))):
            db.session.add(CollectiveDelegate(collective_id=one.id, side=side, name=name, title=title_, outside=outside,
                                              chief=bool(chief) and n == 0))
    for post, monthly, hourly in facts.get("standards") or ():
        db.session.add(CollectiveStandard(collective_id=one.id, post=post, monthly_fen=monthly, hourly_fen=hourly))


@action("collective.correct")
def correct(one, *, by, received_on=None, **facts):
    """Mend what was noted wrongly, while no decision stands on it. Another day of receipt counts the fifteen days anew."""
    _may(one.area, by)
    if one.state not in UNDECIDED:
        raise Refused(N_("已经作出审查结论，不能再改；合同变更的请重新报送"))
    employer = one.parties[0].employer if one.scope == Scope.EMPLOYER else None
    on = received_on or one.received_on
    values = _values(facts, one.scope, employer, on, by)
    listed = _listed(facts, employer, values["cover"], by)
    if values["predecessor_id"] == one.id:
        raise Refused(N_("不能接在自己后面"), field="predecessor")
    with db.session.no_autoflush:  # the CHECKs speak of several columns together
        for key, value in values.items():
            setattr(one, key, value)
    if employer is None:
        _relist(one, listed)
    _people(one, facts)
    if on != one.received_on:
        one.received_on = one.moved_on = on
        if running := queries.effect(one):
            running.starts_on = on
            deadlines.recount(running)
    return one


def _relist(one, listed):
    wanted, there = {firm.id for firm in listed}, {party.employer_id: party for party in one.parties}
    for id in there.keys() - wanted:
        db.session.delete(there[id])
    for id in sorted(wanted - there.keys()):
        db.session.add(CollectiveParty(collective_id=one.id, employer_id=id))


@action("collective.bring")
def bring(one, *, codes, by, on, brought_by, copies=None):
    """Papers that came, on a day, from whom. With the text the fifteen days begin."""
    _may(one.area, by)
    if one.state not in (*UNDECIDED, State.CLEARED):
        raise Refused(N_("这一次报送已经有结果，不再补材料"))
    if on > clock.today() or on < one.received_on:
        raise Refused(N_("日期应在收到之后、今天以前"), field="on")
    there = {paper.code: paper for paper in db.session.scalars(
        db.select(CollectivePaper).where(CollectivePaper.collective_id == one.id, CollectivePaper.round == one.round))}
    for code in codes or ():
        if code not in collective_review.PAPERS:
            raise Refused(N_("请从列表中选择"), field="codes")
        n = (copies or collective_review.COPIES) if code == "text" else 1
        if code in there:
            there[code].copies = there[code].copies + n if code == "text" else there[code].copies
            continue
        db.session.add(CollectivePaper(collective_id=one.id, round=one.round, code=code, copies=n, brought_on=on, brought_by=brought_by))
    if "text" in (codes or ()) and "text" not in there:
        deadlines.start(one, law.EFFECT, on)
    return one


@action("collective.contents")
def contents(one, *, codes, by):
    """What the text has, by the items of its kind."""
    _judging(one, by)
    known = collective_review.CONTENTS.get(str(one.kind_of), {})
    one.contents = [code for code in known if code in (codes or ())]
    return one


def _judging(one, by):
    if not (may(by, P.CONTRACT_EDIT, one.area.path) or may(by, P.COLLECTIVE_DECIDE, one.area.path)):
        raise Refused(N_("你没有审查这个辖区集体合同的权限"))
    if one.state not in UNDECIDED:
        raise Refused(N_("已经作出审查结论"))


@action("collective.answer")
def answer(one, *, given, by):
    """The answers of a person to tests: {code: (pass, fail or None to take it back, note)}; who said so stays with each.

    What the program found to be wrong is called right only with a reason.
    """
    from casework.collective import reviewing

    _judging(one, by)
    there = queries.answers(one)
    for item in reviewing.items(one):
        if item.test.code not in given:
            continue
        verdict, note = given[item.test.code]
        old = there.get(item.test.code)
        if verdict is None:
            if old:
                db.session.delete(old)
            continue
        if verdict not in (collective_review.PASS, collective_review.FAIL):
            raise Refused(N_("请从列表中选择"))
        if verdict != item.test.verdict and item.test.verdict != collective_review.UNKNOWN and not note:
            raise Refused(Message(N_("“{test}”与程序比对的结果不同，请写明理由"), test=Message(item.test.title)))
        if old and (old.verdict, old.note) == (verdict, note):
            continue
        if old is None:
            old = CollectiveAnswer(collective_id=one.id, round=one.round, code=item.test.code)
            db.session.add(old)
        old.verdict, old.note, old.by_id, old.on = verdict, note, by.id, clock.today()
    return one


@action("collective.note_objection")
def note_objection(one, *, clause, problem, basis, by):
    """异议 to one clause, to stand in the opinion."""
    _judging(one, by)
    db.session.add(CollectiveObjection(collective_id=one.id, round=one.round, clause=clause, problem=problem, basis=basis, by_id=by.id))
    return one


@action("collective.drop_objection")
def drop_objection(one, *, id, by):
    _judging(one, by)
    found = next((each for each in queries.objections(one) if each.id == id), None)
    if found is None:
        raise Refused(N_("没有这一条异议"))
    db.session.delete(found)
    return one


@action("collective.list_employer")
def list_employer(one, *, employer, from_on, by):
    """An employer that came under a regional or industry contract later, from a day on."""
    _may(one.area, by)
    _regional(one)
    firm = parties.employer_by_code(employer) or parties.employer_named(employer)
    if firm is None:
        raise Refused(N_("没有登记这个用人单位，请填写统一社会信用代码或者登记的全称"), field="employer")
    _theirs(firm, by, "employer")
    if from_on > one.end_on:
        raise Refused(N_("日期不能晚于合同期满"), field="from_on")
    there = next((party for party in one.parties if party.employer_id == firm.id), None)
    if there is not None and there.to_on is None:
        raise Refused(N_("这个用人单位已经在名单里"), field="employer")
    if there is not None:
        there.to_on = None
        there.from_on = min(there.from_on, from_on) if there.from_on else None
        return there
    party = CollectiveParty(collective_id=one.id, employer_id=firm.id, from_on=from_on)
    db.session.add(party)
    return party


@action("collective.unlist_employer")
def unlist_employer(one, *, id, to_on, by):
    """The last day on which an employer of the list is bound."""
    _may(one.area, by)
    _regional(one)
    party = next((party for party in one.parties if party.id == id), None)
    if party is None:
        raise Refused(N_("名单里没有这个用人单位"))
    if party.from_on and to_on < party.from_on:
        raise Refused(N_("日期不能早于列入的日期"), field="to_on")
    party.to_on = to_on
    return party


def _regional(one):
    if one.scope == Scope.EMPLOYER or one.cover != Cover.LISTED:
        raise Refused(N_("只有列名单的区域性、行业性集体合同才增减用人单位"))
    if one.state in (State.ENDED, State.WITHDRAWN, State.REPLACED):
        raise Refused(N_("集体合同已经结束"))


@action("collective.recheck")
def recheck(one, *, by):
    """合同体检 anew for the labour contracts below its standards, MOST at a time, where the person writes them. Answers how many."""
    rows, _ = coverage.below(one, clock.today(), by, P.CONTRACT_EDIT, MOST)
    found = db.session.scalars(register.whole().where(Contract.id.in_([row.id for row in rows])).order_by(Contract.id)).all()
    for contract in found:
        contract_review.keep(contract)
    return len(found)


@action("collective.add_scan")
def add_scan(one, *, kept, by, received_on=None):
    """The signed text as a picture or PDF; it was judged and kept before the write gate."""
    _may(one.area, by)
    scan = files.Evidence(matter_id=one.id, name=kept.name, kind="collective", sha256=kept.sha256, size=kept.size,
                          media_type=kept.media_type, received_on=received_on or clock.today(), by_id=by.id)
    db.session.add(scan)
    return scan


@action("collective.take")
def take(one, *, receiver, by):
    """Another person looks after it."""
    one.lead_id = receiver.id
    return one


def area_for(code, by):
    """The Area of this code in which the person registers contracts; None when it is none of theirs."""
    return next((area for area in accounts.areas(by, P.CONTRACT_EDIT) if area.code == code), None)

