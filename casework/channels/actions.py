"""What is done with work orders. Their days are the other system's; what was done here is written down with its day."""

from casework.accounts import queries as accounts
from casework.channels import queries
from casework.channels.models import OrderStep, ReplyTick, State, What, WorkOrder
from casework.channels.reading import FIELDS
from casework.core import audit, clock, importing, notices
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.importing import Stage
from casework.core.permissions import P, may
from casework.desk import rights
from casework.extensions import db
from casework.law.findings import N_, Message

NUMBER = FIELDS[0].label
OUTCOMES = ("new", "changed", "unchanged")


def plan(channel, rows, by):
    """[(row, outcome, values, WorkOrder or None)] for mapping.Rows; rows of other offices or twice in the list become problems."""
    areas, told, seen = accounts.areas(by, P.CASE_REGISTER), [], {}
    there = queries.known(channel, {values["number"] for values in rows.good.values()})
    mine = {area.id for area in areas}
    for row, values in sorted(rows.good.items()):
        one, number = there.get(values["number"]), values["number"]
        if number in seen:
            rows.refuse(row, NUMBER, Message(N_("与第 {row} 行编号重复"), row=seen[number]))
        elif one and one.area_id not in mine:
            rows.refuse(row, NUMBER, Message(N_("这张工单已由别的机构登记")))
        elif values["due_on"] and values["due_on"] < values["received_on"]:
            rows.refuse(row, NUMBER, Message(N_("办理时限早于派单时间")))
        else:
            seen[number] = row
            fits = one and (values["due_on"] is None or values["due_on"] == one.due_on)
            told.append((row, "new" if one is None else "unchanged" if fits else "changed", values, one))
    return told


@action("channels.stage")
def stage(*, channel, kept, by):
    """Keep the list that was brought; nothing is registered yet."""
    return importing.staged(f"orders-{channel}", kept, by)


@action("channels.import")
def write(*, batch, channel, rows, titles, by):
    """Register the good rows of a list and remember how its columns were read. Answers {"new", "changed", "unchanged"}."""
    if batch.stage != Stage.READ:
        raise Refused(N_("这份表已经写入过了"))
    areas = accounts.areas(by, P.CASE_REGISTER)
    told = plan(channel, rows, by)
    cases = queries.cases_of(channel, {values["number"] for _, _, values, _ in told})
    counts = dict.fromkeys(OUTCOMES, 0)
    for _, outcome, values, one in told:
        counts[outcome] += 1
        if outcome == "new":
            facts = {key: value for key, value in values.items() if key != "area"}
            one = WorkOrder(channel=channel, area=accounts.area_named(values["area"], areas, by), batch_id=batch.id, steps=[],
                            case_id=cases.get(values["number"]), **facts)
            db.session.add(one)
            _step(one, What.RECEIVED, values["received_on"], by, due_on=values["due_on"])
        elif outcome == "changed":
            _extend(one, values["due_on"], clock.today(), Message(N_("按来单系统的新时限")), by)
    importing.written(batch, rows)
    kept = queries.own_setting(by.home, channel)
    kept.titles = titles
    db.session.add(kept)
    db.session.flush()
    audit.bulk("channels.import", by, batch, file_sha256=batch.sha256, counts=counts)
    return counts


def _step(one, what, on, by, due_on=None, text=None):
    one.steps.append(OrderStep(what=what, on=on, due_on=due_on, text=text and str(text), by_id=by.id))


def _extend(one, due_on, on, text, by):
    one.due_on = due_on
    _step(one, What.EXTENDED, on, by, due_on=due_on, text=text)


def _mine(one, by):
    if not may(by, P.CASE_REGISTER, one.area.path):
        raise Refused(N_("这张工单不归你办理"))


def _open(one, by):
    _mine(one, by)
    if one.state != State.OPEN:
        raise Refused(N_("这张工单已经办结"))


@action("channels.extend")
def extend(one, *, on, due_on, text, by):
    """The other system granted a later day."""
    _open(one, by)
    if one.due_on and due_on <= one.due_on:
        raise Refused(Message(N_("新的时限应晚于 {day}"), day=one.due_on.isoformat()), field="due_on")
    _extend(one, due_on, on, text, by)


@action("channels.assign")
def assign(one, *, holder, by):
    """Somebody answers it from now on: oneself, or a colleague to whom one may give work (desk.rights), who registers cases there."""
    _open(one, by)
    if said := unfit(one, holder):
        raise Refused(said, field="holder")
    if one.holder_id == holder.id:
        raise Refused(Message(N_("{name} 已经在办"), name=holder.name), field="holder")
    if one.holder_id not in (None, *by.hands) and not rights.may_give(by, accounts.person(one.holder_id)):
        raise Refused(N_("这张工单已有承办人，由本人或者负责人转交"), field="holder")
    if not rights.may_give(by, holder):
        raise Refused(Message(N_("不能交给 {name}：只交给本辖区在岗、级别不高于你的人"), name=holder.name), field="holder")
    one.holder_id = holder.id
    if holder.id != by.id:
        notices.tell(holder.id, Message(N_("{who} 交给你答复工单 {number}"), who=by.name, number=one.number), "channels.show", one.id)
    return one


@action("channels.take_over")
def take_over(one, *, receiver, by):
    """By a hand-over slip that all have signed: whoever receives it said yes, so no rank is asked."""
    if said := unfit(one, receiver):
        raise Refused(said)
    one.holder_id = receiver.id


def unfit(one, person):
    """Message why this person cannot answer the order, or None."""
    if not person.active or not may(person, P.CASE_REGISTER, one.area.path):
        return Message(N_("{name} 不能答复 {number}：须是该辖区在岗、能登记案件的人"), name=person.name, number=one.number)
    return None


@action("channels.send_on")
def send_on(one, *, on, area, text=None, by):
    """To another office of one's own areas, where whoever has it now answers it only if they register cases there too."""
    _open(one, by)
    one.area, one.area_id = area, area.id
    if one.holder_id and unfit(one, accounts.person(one.holder_id)):
        one.holder_id = None
    _step(one, What.SENT_ON, on, by, text=f"{area.office}{f'：{text}' if text else ''}")


@action("channels.return")
def give_back(one, *, on, text, by):
    """Not ours, or to be sorted anew: back to the system it came from, with the reason."""
    _open(one, by)
    one.state = State.RETURNED
    _step(one, What.RETURNED, on, by, text=text)


@action("channels.reply")
def answer(one, *, on, text, by, conclusion=None):
    """What was answered, and in which of the other system's classes."""
    _open(one, by)
    one.state, one.reply = State.REPLIED, f"{conclusion}：{text}" if conclusion else text
    _step(one, What.REPLIED, on, by, text=one.reply)


@action("channels.visit")
def visit(one, *, on, satisfied, by, text=None):
    """回访: was the person satisfied?"""
    _mine(one, by)
    one.satisfied = satisfied
    _step(one, What.VISITED, on, by, text=text)


@action("channels.link")
def link(one, *, case, by):
    """The order is about this case; None: about none."""
    _mine(one, by)
    one.case_id = case and case.id


@action("channels.tick")
def tick(one, *, item, by):
    """One thing of the reply pack is done, or, ticked a second time, is not."""
    _mine(one, by)
    done = next((known for known in one.ticks if known.item == item), None)
    if done:
        one.ticks.remove(done)
        db.session.delete(done)
    else:
        db.session.add(ReplyTick(order_id=one.id, item=item, on=clock.today(), by_id=by.id))


@action("channels.set")
def set_answers(*, area, channel, items, conclusions, by):
    """What the county answers a channel with: one thing, one class in a line."""
    kept = queries.own_setting(area, channel)
    kept.items, kept.conclusions = items, conclusions
    db.session.add(kept)
    return kept


def lines(text):
    """The lines of a text that say something, each once, 60 characters at most."""
    return list(dict.fromkeys(line.strip()[:60] for line in (text or "").splitlines() if line.strip()))
