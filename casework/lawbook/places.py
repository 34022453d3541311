"""地方 — whose figures a row holds: the country, a province, a city, a county, a township; by the codes of GB/T 2260."""

from casework.accounts import queries as accounts
from casework.accounts.models import Area, Level
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_, Message

COUNTRY = "*"
PROVINCES = {
    "11": N_("北京市"), "12": N_("天津市"), "13": N_("河北省"), "14": N_("山西省"), "15": N_("内蒙古自治区"), "21": N_("辽宁省"),
    "22": N_("吉林省"), "23": N_("黑龙江省"), "31": N_("上海市"), "32": N_("江苏省"), "33": N_("浙江省"), "34": N_("安徽省"),
    "35": N_("福建省"), "36": N_("江西省"), "37": N_("山东省"), "41": N_("河南省"), "42": N_("湖北省"), "43": N_("湖南省"),
    "44": N_("广东省"), "45": N_("广西壮族自治区"), "46": N_("海南省"), "50": N_("重庆市"), "51": N_("四川省"), "52": N_("贵州省"),
    "53": N_("云南省"), "54": N_("西藏自治区"), "61": N_("陕西省"), "62": N_("甘肃省"), "63": N_("青海省"), "64": N_("宁夏回族自治区"),
    "65": N_("新疆维吾尔自治区"),
}  # fmt: skip
LEVELS = {
    "national": N_("全国"), "province": N_("省"), "city": N_("设区的市"), "county": N_("县（市、区）"), "township": N_("乡镇（街道）"),
}  # fmt: skip


def key_of(area):
    """The key under which the rows of an area stand: a city has six digits there."""
    return area.code.ljust(6, "0")


def areas(user):
    """Areas that this person's posts reach, down to the townships, and those above them; in order of their paths."""
    paths = [post.path for post in user.posts_in_force]
    above = {id for post in user.posts_in_force for id in accounts.county_of(post.area)}
    rows = db.session.scalars(db.select(Area).where(Area.level != Level.GRID).order_by(Area.path))
    return [area for area in rows if area.id in above or any(area.path.startswith(path) for path in paths)]


def name(key, known):
    """What a key is called; `known`: areas."""
    if key == COUNTRY:
        return Message(N_("全国"))
    for area in known:
        if key_of(area) == key:
            return Message(area.name)
    if key.endswith("0000") and key[:2] in PROVINCES:
        return Message(PROVINCES[key[:2]])
    return Message(N_("{code}（本市）"), code=key) if len(key) == 6 and key.endswith("00") else Message(key)


def may_enter(user, key, known):
    """May this person enter rows for a key? What holds beyond the areas here is for whoever keeps all of them."""
    for area in known:
        if key_of(area) == key:
            return may(user, P.LAW_EDIT, area.path)
    roots = [area for area in known if area.parent_id is None]
    return bool(roots) and all(may(user, P.LAW_EDIT, root.path) for root in roots)


def offered(kind, user, known):
    """[(key, Message)] for which this person may enter a figure of the kind: its own level, a county's or township's also above."""
    cities = sorted({f"{area.code[:4]}00" for area in known})
    found = {
        "national": [COUNTRY], "province": sorted({f"{area.code[:2]}0000" for area in known}), "city": cities,
        "county": [*cities, *(key_of(a) for a in known if a.level == Level.COUNTY)],
        "township": [*cities, *(key_of(a) for a in known if a.level in (Level.COUNTY, Level.TOWNSHIP))],
    }[kind.level]
    return [(key, name(key, known)) for key in dict.fromkeys(found) if may_enter(user, key, known)]
