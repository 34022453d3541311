"""县级配置 in the pages: how a county does its work and writes its papers, from a day on. What is past stays as it was."""

from dataclasses import dataclass

from sqlalchemy.orm import joinedload

from casework.accounts import queries as accounts
from casework.accounts.actions import set_profile
from casework.accounts.models import Area, Body, CountyProfile, Level, Mode
from casework.core import clock
from casework.core.actions import action
from casework.core.audit import AuditEntry, names_of
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.documents import FORMS, Profile, profiles
from casework.extensions import db
from casework.law.findings import N_, Message

MODES = {Mode.ENTRUSTED: N_("受委托，以县局名义办理"), Mode.ASSISTING: N_("协助处理，受理与否由县局定")}
LEVELS = {"county": N_("县局"), "entrusted": N_("受委托，以县局名义"), "empowered": N_("乡镇经赋权"), "township": N_("乡镇自己的")}
VOLUMES = {"main": N_("正卷"), "side": N_("副卷")}
SETTINGS = {
    "title": N_("题名"), "number_word": N_("文号用字"), "bracket": N_("年份括号"), "ordinal": N_("写“第”字"), "digits": N_("位数"),
    "pattern": N_("文号式样"), "basis": N_("法律依据"), "copies": N_("各联去向"), "ladder": N_("审批阶梯"),
    "issuer_level": N_("由谁制发"), "volume": N_("归入"), "review_body": N_("复议机关"), "remedies": N_("救济途径"),
    "pages_per_volume": N_("每卷最多页数"),
}  # fmt: skip
ALL, DOSSIER = "*", "dossier"


def counties(user):
    """Counties whose profile this person keeps; the city itself where it has no county."""
    found = accounts.areas(user, P.PROFILE_EDIT, Level.COUNTY)
    return found or [area for area in accounts.areas(user, P.PROFILE_EDIT) if area.level == Level.CITY]


def county(id, user):
    """One of them, or 404."""
    return db.one_or_404(db.select(Area).where(Area.id == id, Area.id.in_([area.id for area in counties(user)])))


def bodies(area):
    """The bodies of the county and of what lies below it."""
    return db.session.scalars(
        db.select(Body).join(Area, Area.id == Body.area_id).where(Area.path.like(area.path + "%"))
        .options(joinedload(Body.area)).order_by(Area.path, Body.id)).all()


def body(id, user):
    """A body of the counties that this person keeps, or 404."""
    return db.one_or_404(db.select(Body).join(Area, Area.id == Body.area_id)
                         .where(Body.id == id, accounts.within(user, P.PROFILE_EDIT)).options(joinedload(Body.area)))


def history(area):
    """[(row, who, when)] of a county's own rows, the latest day first."""
    rows = db.session.scalars(db.select(CountyProfile).where(CountyProfile.area_id == area.id)
                              .order_by(CountyProfile.from_on.desc())).all()
    entries = db.session.execute(
        db.select(AuditEntry.subject_id, AuditEntry.by_id, AuditEntry.at).where(
            AuditEntry.subject_type == "CountyProfile", AuditEntry.subject_id.in_([row.id for row in rows]))
        .order_by(AuditEntry.id)).all()
    last = {id: (by_id, at) for id, by_id, at in entries}
    names = names_of({by_id for by_id, _ in last.values()})
    return [(row, names.get(last[row.id][0], "") if row.id in last else "", last[row.id][1] if row.id in last else None)
            for row in rows]


# ---- what a paper would look like

@dataclass(frozen=True)
class Paper:
    """A form as a county writes it: its head, and the settings that differ from the program's own."""

    form: type
    head: dict
    own: dict


def paper_profile(area, forms, on):
    """The county's profile as papers need it, with these settings in place of its own."""
    known = accounts.profile(area, on)
    issuer = known.issuer
    return Profile(issuer=issuer.name if issuer else area.office, prefix=issuer.number_word if issuer else "", mode=str(known.mode),
                   forms=forms)


def paper(form, profile, on):
    """The 37th paper of the year, as it would be headed."""
    return Paper(form, form.paper(profile, 37, on), profile.forms.get(form.code, {}))


def papers(area, forms, on):
    profile = paper_profile(area, forms, on)
    return [paper(form, profile, on) for form in FORMS.values()]


def said(name, value):
    """A setting's value as people read it; what is not set is the program's own."""
    if value in (None, "", []):
        return N_("程序自带的")
    if isinstance(value, bool):
        return N_("是") if value else N_("否")
    if isinstance(value, list):
        return "；".join(value)
    return {"issuer_level": LEVELS, "volume": VOLUMES}.get(name, {}).get(value, str(value))


def changes(before, after):
    """[(title of the form, [(setting, Message before, Message after)])] of what differs between two `forms`."""
    found = []
    for code in dict.fromkeys([*before, *after]):
        old, new = before.get(code, {}), after.get(code, {})
        rows = [(SETTINGS[name], said(name, old.get(name)), said(name, new.get(name)))
                for name in SETTINGS if old.get(name) != new.get(name)]
        if rows:
            found.append((name_of(code), rows))
    return found


def name_of(code):
    return {ALL: N_("全部文书"), DOSSIER: N_("案卷")}.get(code) or FORMS[code].title


def with_preset(forms, key):
    """`forms` as a preset has them; the bound file's settings stay the county's."""
    preset = profiles.presets()[key]["forms"]
    return ({DOSSIER: forms[DOSSIER]} if DOSSIER in forms else {}) | preset


# ---- what is done

@action("administration.profile")
def change(*, area, from_on, by, **settings):
    """The county's profile from a day on: today or later. A row of that very day is changed, a past one never.

    settings: mode, amber_days, amber_share, forms; what is not given stays as it is on that day.
    """
    if not may(by, P.PROFILE_EDIT, area.path):
        raise Refused(N_("这个县的配置不归你管"))
    if from_on < clock.today():
        raise Refused(N_("从今天或者以后的某一天起；已经过去的不改"), field="from_on")
    now = accounts.profile(area, from_on)
    kept = {"mode": now.mode, "amber_days": now.amber_days, "amber_share": now.amber_share, "forms": now.forms} | settings
    try:
        kept["forms"] = profiles.checked(kept["forms"], FORMS)
    except Refused as refusal:
        raise Refused(refusal.message, field="number_word") from None
    row = db.session.scalar(db.select(CountyProfile).where(CountyProfile.area_id == area.id, CountyProfile.from_on == from_on))
    if row is None:
        before = db.session.scalar(db.select(CountyProfile).where(CountyProfile.area_id == area.id, CountyProfile.from_on <= from_on)
                                   .order_by(CountyProfile.from_on.desc()).limit(1))
        if before is not None:
            kept |= {"filing_counts_from": before.filing_counts_from, "supplement_effect": before.supplement_effect}
        return set_profile(area=area, from_on=from_on, by=by, **kept)
    for name, value in kept.items():
        setattr(row, name, value)
    accounts.forget_profiles()
    return row


@action("administration.body")
def change_body(body, *, name, number_word, address, telephone, by):
    """Whose name stands at the head of papers and how its numbers begin; papers that were issued stay as they are."""
    if not may(by, P.PROFILE_EDIT, body.area.path):
        raise Refused(N_("这个机构不归你管"))
    taken = db.session.scalar(db.select(Body.id).where(Body.name == name, Body.id != body.id))
    if taken:
        raise Refused(Message(N_("已有机构叫 {name}"), name=name), field="name")
    body.name, body.number_word, body.address, body.telephone = name, number_word, address, telephone
    accounts.forget_profiles()
    return body
