"""The invented city: areas down to the grids, the bodies that work in them, and their people."""

from dataclasses import dataclass, field
from datetime import date

from casework.accounts import actions, queries
from casework.accounts.models import Area, Level, User
from casework.core.permissions import Role

words = str.split

PASSWORD = "yunlan-demo-2026"
HOME = "柳堰镇"  # where all listed logins work, so that one case can pass through all hands
VALID_TO = date(2028, 12, 31)
ENDS_SOON = date(2026, 11, 30)  # one certificate, so that the list of them has something to tell

# county: code, mode, number word, {township: (number word, names of its grids)}
COUNTIES = {
    "澄溪县": ("339901", dict(mode="entrusted"), "澄人社监", {
        HOME: ("柳劳监", "柳东 柳西 堰头 下堰 沙墩 水碓头 东园 镇中"),
        "石埠镇": ("石劳监", "上埠 下埠 石桥头 桑园"),
        "竹坞乡": ("竹劳监", "竹坞 里坞 茶山 岭脚"),
    }),
    "岚浦县": ("339902", dict(mode="assisting"), "岚人社监", {
        "横塘头镇": ("横劳监", "横塘 塘下 新河 渔庄"),
        "灯塔岙镇": ("灯劳监", "灯塔 岙里 盐田 海门头"),
        "沙角街道": ("沙劳监", "沙角 滨江 码头 船厂"),
    }),
    "麓湖区": ("339903", dict(mode="entrusted", amber_days=3), "麓人社监", {
        "梅园里街道": ("梅劳监", "梅园 书院 南门 钟楼"),
        "北桥头街道": ("北劳监", "北桥 桥东 桥西 铁路"),
        "杏林洲镇": ("杏劳监", "杏林 洲头 洲尾 果园"),
    }),
}

LISTED = (  # login, name, role, at the township (else its county; the administrator: the city)
    ("inspector", "沈若澜", Role.INSPECTOR, True),
    ("leader", "钟丽华", Role.LEADER, True),
    ("county", "严敬之", Role.COUNTY, False),
    ("mediator", "顾平", Role.MEDIATOR, True),
    ("clerk", "卢小敏", Role.CLERK, True),
    ("treasurer", "方正清", Role.TREASURER, True),
    ("supervisor", "宋远", Role.SUPERVISOR, False),
    ("admin", "俞文博", Role.ADMIN, False),
)
CERTIFIED = (Role.INSPECTOR, Role.COUNTY)
_INSPECTORS = words("贺知远 陶锦 汪立群 罗颖 葛春生 尹佳慧 祝建平 骆青 童海燕 柯明亮 裴书宁 翁志强 倪晓峰 金可欣 "
                    "费国良 楼婷 应伟 戚雅琴")
_LEADERS = words("姜永康 褚玉梅 夏光耀 管丽君 邬向东 诸葛敏 毛建国 娄慧")
_OFFICERS = words("庞海涛 毕云霞 曾立新 章晓白 屠国荣")


@dataclass
class City:
    """What was built: areas by name, the hands of each township in the order in which they are asked, listed logins."""

    areas: dict[str, Area] = field(default_factory=dict)
    inspectors: dict[str, list[User]] = field(default_factory=dict)  # township -> who registers
    deciders: dict[str, list[User]] = field(default_factory=dict)  # township -> its leader, then county officers
    logins: list[tuple[str, str, str]] = field(default_factory=list)


def build():
    city = City()
    _areas(city)
    _people(city)
    return city


def _areas(city):
    telephones = (f"199000{n:05d}" for n in range(101, 1000))

    def area(code, name, level, office, parent=None):
        made = actions.add_area(code=code, name=name, level=level, office=office, telephone=next(telephones),
                                parent=parent, by=None)
        city.areas[name] = made
        return made

    def body(place, name, word):
        actions.add_body(area=place, name=name, number_word=word, issuer_level=place.level, telephone=place.telephone,
                         address=f"{place.name}人民路1号", by=None)

    top = area("3399", "云澜市", Level.CITY, "云澜市人力资源和社会保障局")
    for county, (code, profile, word, townships) in COUNTIES.items():
        bureau = f"{county}人力资源和社会保障局"
        middle = area(code, county, Level.COUNTY, bureau, top)
        body(middle, bureau, word)
        actions.set_profile(area=middle, from_on=date(2020, 1, 1), by=None, **profile)
        for n, (town, (word, grids)) in enumerate(townships.items(), start=1):
            squad = f"{town}劳动保障监察中队"
            place = area(f"{code}{n:03d}", town, Level.TOWNSHIP, squad, middle)
            body(place, squad, word)
            for m, grid in enumerate(words(grids), start=1):
                area(f"{place.code}{m:03d}", f"{grid}网格", Level.GRID, squad, place)


def _people(city):
    actions.strong(PASSWORD)
    secret = actions.hashed(PASSWORD)  # once: it is slow on purpose
    inspectors, leaders, officers = iter(_INSPECTORS), iter(_LEADERS), iter(_OFFICERS)
    counts = {}

    def person(login, name, role, area):
        actions.strong(PASSWORD, login)
        n = counts["all"] = counts.get("all", 0) + 1
        papers = dict(certificate_no=f"浙监云{n:04d}", certificate_to=ENDS_SOON if n == 16 else VALID_TO) if role in CERTIFIED else {}
        actions.create(login=login, name=name, role=role, area=area, password_hash=secret, must_change=False,
                       telephone=f"199100{n:05d}", by=None, **papers)
        return login

    def numbered(prefix, names, role, area):
        n = counts[prefix] = counts.get(prefix, 1) + 1
        return person(f"{prefix}-{n:02d}", next(names), role, area)

    actions.create(login="system", name="系统", role=Role.SYSTEM, area=city.areas["云澜市"], password_hash=None,
                   must_change=False, by=None)
    home_county = next(county for county, (*_, towns) in COUNTIES.items() if HOME in towns)
    for login, name, role, local in LISTED:
        area = city.areas["云澜市" if role is Role.ADMIN else HOME if local else home_county]
        person(login, name, role, area)
        city.logins.append((login, role.value, area.code))
    for county, (*_, townships) in COUNTIES.items():
        bureau = ["county"] if county == home_county else []
        while len(bureau) < 2:
            bureau.append(numbered("county", officers, Role.COUNTY, city.areas[county]))
        for town in townships:
            squad, leader = (["inspector"], "leader") if town == HOME else ([], None)
            while len(squad) < (3 if town == HOME else 2):
                squad.append(numbered("insp", inspectors, Role.INSPECTOR, city.areas[town]))
            leader = leader or numbered("lead", leaders, Role.LEADER, city.areas[town])
            city.inspectors[town] = [queries.by_login(login) for login in squad]
            city.deciders[town] = [queries.by_login(login) for login in (leader, *bureau)]
