"""交接: a slip of everything somebody holds; when all have signed, every piece moves in that same action, or none does."""

from casework.accounts.absences import answers_for
from casework.accounts.queries import person
from casework.core import clock, holdings, notices
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.holdings import HOLDINGS
from casework.desk import queries, rights
from casework.desk.documents import facts_of
from casework.desk.models import Handover, HandoverItem, Signature, SlipState, Why
from casework.extensions import db
from casework.law.findings import N_, Message

PAGE = "desk.handover"


@action("desk.make_handover")
def make(*, giver, why, receiver, by, note=None):
    """A slip of what the person holds, for one colleague as far as that one can take it, the rest for the nearest who can. By the
    person, or whoever answers for them."""
    if not answers_for(by, giver):
        raise Refused(N_("这个人的工作不归你安排交接"))
    if open_slip(giver):
        raise Refused(N_("已有一张待签字的交接单，先签完或者撤回"))
    if not holdings.of(giver):
        raise Refused(Message(N_("{name} 手上没有要交接的工作"), name=giver.name))
    slip = Handover(giver_id=giver.id, area_id=giver.home.id, why=Why(why), note=note, made_by_id=by.id, made_on=clock.today(),
                    items=[], signatures=[])
    db.session.add(slip)
    db.session.flush()
    _list(slip, giver, {(held.kind, held.id): _taker(held, receiver, giver) for held in holdings.of(giver)}, receiver)
    _ask(slip, by)
    return slip


def _taker(held, receiver, giver):
    """Who can take this piece: the one who was chosen, else the nearest colleague whom it fits, else the chosen one (and is refused)."""
    fits = HOLDINGS[held.kind].fits
    if fits(held.id, receiver) is None:
        return receiver
    return next((one for one in queries.colleagues_of(giver) if fits(held.id, one) is None), receiver)


@action("desk.share_handover")
def share(slip, *, receivers, by):
    """{(holding, record id): User}: who takes what; the list is made anew, and signatures begin again."""
    _changeable(slip, by)
    giver = person(slip.giver_id)
    first = next(iter(receivers.values()))
    _list(slip, giver, receivers, first)
    _ask(slip, by)
    return slip


@action("desk.sign_handover")
def sign(slip, *, by, reason=None):
    """One signature. The last one moves the work. `reason`: the supervisor signs for a giver who cannot."""
    if slip.state is not SlipState.OPEN:
        raise Refused(N_("这张交接单已经办完"))
    own = next((one for one in slip.signatures if one.user_id == by.id), None)
    if own is None:
        own = next(one for one in slip.signatures if one.giving)
        if not signs_for(by, person(slip.giver_id)):
            raise Refused(N_("这张交接单不用你签字"))
        if not (reason or "").strip():
            raise Refused(N_("代签要写明理由，例如“病休住院，本人不能到场”"), field="reason")
        if by.hands & {item.receiver_id for item in slip.items}:
            raise Refused(N_("接收人不能代移交人签字"))
    if own.signed_at:
        raise Refused(N_("已经签过"))
    own.signed_at, own.by_id, own.reason = clock.now(), by.id, (reason or "").strip() or None if own.user_id != by.id else None
    if len(slip.signed) == len(slip.signatures):
        _move(slip)
    return slip


@action("desk.withdraw_handover")
def withdraw(slip, *, by):
    if slip.state is not SlipState.OPEN:
        raise Refused(N_("这张交接单已经办完"))
    if by.id != slip.made_by_id and not answers_for(by, person(slip.giver_id)):
        raise Refused(N_("这张交接单不归你撤回"))
    slip.state = SlipState.WITHDRAWN
    return slip


def signs_for(by, giver):
    """Whoever has to sign over the person's area; not a stand-in of the person, whose rights are no other than the person's own."""
    return giver.id not in by.hands and rights.over(by, giver)


def open_slip(giver):
    return db.session.scalar(db.select(Handover.id).where(Handover.giver_id == giver.id, Handover.state == SlipState.OPEN))


def _changeable(slip, by):
    if slip.state is not SlipState.OPEN:
        raise Refused(N_("这张交接单已经办完"))
    if slip.signed:
        raise Refused(N_("已经有人签字，清单不能再改；要改请撤回重做"))
    if by.id not in (slip.made_by_id, slip.giver_id):
        raise Refused(N_("由做这张单子的人修改"))


def _list(slip, giver, receivers, first):
    """Every piece held now, with its receiver; who does not fit is said for all pieces at once."""
    people, unfit, items = {}, [], []
    for held in holdings.of(giver):
        who = receivers.get((held.kind, held.id), first)
        people[who.id] = who
        if who.id == giver.id:
            unfit.append(Message(N_("不能交给移交人自己")))
        elif said := HOLDINGS[held.kind].fits(held.id, who):
            unfit.append(said)
        items.append(HandoverItem(holding=held.kind, record_id=held.id, what=held.what, number=held.number, who=held.who,
                                  due_on=held.due_on, receiver_id=who.id))
    if unfit:
        raise Refused(Message(N_("还有 {n} 项要换接收人：{first}"), n=len(unfit), first=unfit[0]), field="receiver")
    slip.items.clear()
    slip.signatures.clear()
    db.session.flush()
    slip.items.extend(items)
    slip.signatures.append(Signature(user_id=giver.id, giving=True))
    slip.signatures.extend(Signature(user_id=id, giving=False) for id in people)


def _ask(slip, by):
    for one in slip.signatures:
        if one.user_id != by.id:
            notices.tell(one.user_id, Message(N_("有一张交接单等你签字")), PAGE, slip.id)


def _move(slip):
    """At this moment, in this action: each piece through its record's own action, in the name of who gives."""
    giver = person(slip.giver_id)
    hand = person(next(one.by_id for one in slip.signatures if one.giving))
    now = {(held.kind, held.id) for held in holdings.of(giver)}
    listed = {(item.holding, item.record_id): item for item in slip.items}
    if new := len(now - listed.keys()):
        raise Refused(Message(N_("列清单以后又有 {n} 项新的工作，请撤回重做"), n=new))
    people = {id: person(id) for id in {item.receiver_id for item in slip.items}}
    for key, item in listed.items():
        if key in now:  # what has ended meanwhile needs no new hand
            HOLDINGS[item.holding].move(item.record_id, giver, people[item.receiver_id], hand)
    signers, at = {one.user_id: person(one.user_id) for one in slip.signatures}, clock.now()
    slip.state, slip.done_at, slip.facts = SlipState.DONE, at, facts_of(slip, at, signers, hand, now)
    for id in people:
        notices.tell(id, Message(N_("{who} 的工作已移交给你"), who=giver.name), PAGE, slip.id)
