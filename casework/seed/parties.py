"""Invented employers and workers: numbers with right check characters in counties that do not exist, names of many kinds."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.law import identifiers
from casework.parties import actions, merging
from casework.seed.city import COUNTIES, HOME

words = str.split

EMPLOYERS_AT_HOME, EMPLOYERS_ELSEWHERE = 60, 30  # in each township; 300 in all

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
RARER = words("欧阳 上官 诸葛 司徒 令狐 慕容 禤 冼 仉 麴 爨")
MEN = words("建国 志强 伟 军 勇 海涛 永福 大全 水根 春生 国庆 长青 小龙 明亮 家兴 子豪 俊杰 浩然 立新 文斌 德贵 金宝 少华 世昌 铁柱")
WOMEN = words("秀英 桂兰 丽 芳 小燕 春梅 玉珍 美华 雪莲 翠萍 婷婷 雨欣 晓云 佩佩 红霞 凤仙 巧玲 思琪 月娥 慧敏 素芬 银花 冬梅 爱珍")
UNUSUAL = words("昇旸 祎 堃 頔 䶮 㛃 𬱖 喆 垚 淼淼 犇 翀 彧 婳 甯 玥 璟")  # what fonts and old systems lose
WITH_DOT = words(
    "阿卜杜拉·买买提 吉克·阿牛 热依汗·吐尔逊 沙马·木呷 古丽娜尔·艾山 阿依·尔古 买买提江·阿不都热合曼 "
    "洛桑·扎西 木合塔尔·依明 俄木·伍支"
)
# No such counties exist: the second pair of each code is 99
HOMES = {"339901": "云澜市澄溪县", "339902": "云澜市岚浦县", "339903": "云澜市麓湖区", "529994": "黔岭州云盘县",
         "419993": "中豫市汴阳县", "349991": "淮安洲市皋塘县", "369992": "赣源市梅坑县", "519995": "川南市竹溪铺县"}


@dataclass(frozen=True)
class Trade:
    """A kind of employer: how it is called and registered, who works there, and whether it works on projects."""

    called: tuple[str, ...]
    registered: str  # the first two characters of the credit code
    kind: str
    jobs: tuple[str, ...]
    heads: tuple[int, int]
    project: str = ""

    @property
    def head(self):
        return {"92": "经营者", "93": "理事长", "52": "负责人"}.get(self.registered, "法定代表人")


def _trade(called, registered, kind, jobs, heads, project=""):
    return Trade(tuple(words(called)), registered, kind, tuple(words(jobs)), heads, project)


TRADES = (
    _trade("建筑工程有限公司 建设集团有限公司", "91", "有限责任公司", "木工 钢筋工 泥工 架子工 电焊工 杂工", (120, 600), "安置房一期"),
    _trade("建筑劳务有限公司 劳务分包有限公司", "91", "有限责任公司", "木工 钢筋工 泥工 抹灰工 杂工", (80, 400), "标准厂房二期"),
    _trade("装饰工程有限公司", "91", "有限责任公司", "油漆工 水电工 木工 贴砖工", (20, 160), "商业广场内装"),
    _trade("市政园林有限公司", "91", "有限责任公司", "绿化工 养护工 铺装工 挖机司机", (40, 200), "滨河绿道"),
    _trade("服饰有限公司 针织有限公司", "91", "有限责任公司", "缝纫工 裁剪工 整烫工 检验工 包装工", (30, 300)),
    _trade("五金制品厂 金属制品有限公司", "91", "有限责任公司", "冲压工 抛光工 车工 包装工", (15, 200)),
    _trade("家具有限公司", "91", "有限责任公司", "木工 油漆工 打磨工 安装工", (15, 160)),
    _trade("电子科技有限公司", "91", "有限责任公司", "装配工 检验工 仓管员", (30, 260)),
    _trade("塑料制品厂", "91", "个人独资企业", "注塑工 修边工 包装工", (8, 90)),
    _trade("物流有限公司", "91", "有限责任公司", "驾驶员 装卸工 分拣员", (10, 120)),
    _trade("物业服务有限公司", "91", "有限责任公司", "保安 保洁 维修工", (12, 150)),
    _trade("酒楼 小吃店 火锅店", "92", "个体工商户", "厨师 服务员 洗碗工 收银员", (3, 40)),
    _trade("美容美发店", "92", "个体工商户", "发型师 美容师 学徒", (2, 15)),
    _trade("果蔬专业合作社", "93", "农民专业合作社", "采摘工 分拣员 司机", (5, 60)),
    _trade("幼儿园 职业培训学校", "52", "民办非企业单位", "教师 保育员 厨师", (8, 60)),
)
BRANDS_FIRST = "恒宏锦瑞鼎盛华泰永兴嘉德润祥金丰海鑫卓越诚信佳远博通安康元亨启明百川东升立众汇源"
BRANDS_SECOND = "砺达屿禾泽轩宇峰晟邦澜城茂业基和利航腾逸翔岳澄舟"


def employers(rng, city):
    """300 employers in their townships or grids, in the order of registration."""
    made, names = [], set()
    for county, (code, *_, townships) in COUNTIES.items():
        for town in townships:
            places = [area for area in city.areas.values() if area.path.startswith(city.areas[town].path)]
            for n in range(EMPLOYERS_AT_HOME if town == HOME else EMPLOYERS_ELSEWHERE):
                trade = TRADES[n % len(TRADES)]
                name = _employer_name(rng, names, county[:2], trade)
                made.append(actions.register_employer(
                    name=name, area=rng.choice(places), credit_code=credit_code(rng, trade.registered, code),
                    address=f"{county}{town}{rng.choice(('人民', '工业', '兴业', '振兴', '创新'))}路{rng.randint(1, 399)}号",
                    legal_representative=_name(rng, rng.random() < 0.7)[0], legal_title=trade.head,
                    telephone=_telephone(rng), economic_type=trade.kind, headcount=rng.randint(*trade.heads),
                    section=SECTIONS[trade.called[0][:2]],
                    kinds=[*(["construction"] if trade.project else []), *(["individual"] if trade.registered == "92" else [])],
                    by=city.inspectors[town][0]))
    _former_names(made, city)
    _written_otherwise(made, city)
    return made


def _former_names(made, city):
    """Two of the home town were renamed; a name of before is still on old complaints."""
    for employer, year in zip((e for e in made if e.area.path.startswith(city.areas[HOME].path) and "有限公司" in e.name), (2023, 2025),
                              strict=False):
        name = employer.name
        actions.correct_employer(employer=employer, name=_name_before(employer), by=city.inspectors[HOME][0])
        actions.rename_employer(employer=employer, name=name, on=date(year, 6, 18), by=city.inspectors[HOME][0])


def _written_otherwise(made, city):
    """Two of the home town were registered twice, the name written otherwise: one pair is merged, one waits for a decision."""
    here = [e for e in made if e.area.path.startswith(city.areas[HOME].path) and "有限公司" in e.name][2:4]
    for employer, merged in zip(here, (True, False), strict=True):
        twin = actions.register_employer(name=employer.name.replace("有限公司", "有限责任公司"), area=employer.area,
                                         telephone=employer.telephone, by=city.inspectors[HOME][0])
        if merged:
            merging.merge(part=twin, survivor=employer, proof="营业执照和公章上的名称，电话相同", by=city.deciders[HOME][0])


def _name_before(employer):
    """A builder was a team or no group yet, a maker a works, anybody else a shop."""
    if "集团" in employer.name:
        return employer.name.replace("集团", "工程")
    return employer.name.replace("有限公司", {"E": "队", "C": "厂"}.get(employer.section, "服务部"))


SECTIONS = {"建筑": "E", "劳务": "E", "装饰": "E", "市政": "E", "服饰": "C", "五金": "C", "家具": "C", "电子": "C", "塑料": "C",
            "物流": "G", "物业": "K", "酒楼": "H", "美容": "O", "果蔬": "A", "幼儿": "P"}


def trade_of(employer):
    """The trade by the employer's name, as one reads it on the door."""
    return next(trade for trade in TRADES if employer.name.endswith(trade.called))


def _employer_name(rng, names, county, trade):
    while True:
        brand = rng.choice(BRANDS_FIRST) + rng.choice(BRANDS_SECOND)
        name = f"{rng.choice(('云澜市', county, f'云澜市{county}'))}{brand}{rng.choice(trade.called)}"
        if name not in names:
            names.add(name)
            return name


def credit_code(rng, registered, county):
    """A code of the county with the inner check character of its organisation (GB 11714) and its own (GB 32100)."""
    letters = identifiers.CODE_LETTERS
    organisation = "MA" + "".join(rng.choice(letters) for _ in range(6))
    # GB 11714: letters count 10 to 35 there, all 26 of them
    weighed = sum(int(c, 36) * w for c, w in zip(organisation, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    body = registered + county + organisation + "0123456789X"[-weighed % 11]
    return next(body + c for c in letters if identifiers.credit_code(body + c).valid)


@dataclass(frozen=True)
class Person:
    name: str
    number: str | None
    telephone: str
    address: str


def workers(rng):
    """People without end, each with a number and telephone of their own; one in forty brought no identity card."""
    numbers, telephones = set(), set()
    while True:
        home = rng.choice(list(HOMES))
        born = date(1962, 1, 1) + timedelta(days=rng.randrange(16_300))
        name, man = _name(rng, rng.random() < 0.65)
        serial = rng.randrange(0, 499) * 2 + man
        body = f"{home}{born:%Y%m%d}{serial:03d}"
        number = next(body + c for c in "0123456789X" if identifiers.identity_number(body + c).valid)
        telephone = _telephone(rng)
        if number in numbers or telephone in telephones:
            continue
        numbers.add(number)
        telephones.add(telephone)
        yield Person(name, number if rng.random() < 0.975 else None, telephone, f"{HOMES[home]}{rng.randint(1, 40)}组")


def _name(rng, man):
    """(name, man): mostly common names, a few with the dot of the minorities, a few with characters that are rare."""
    kind = rng.random()
    if kind < 0.012:
        return rng.choice(WITH_DOT), man
    surname = rng.choice(RARER) if kind < 0.03 else rng.choice(SURNAMES)
    given = rng.choice(UNUSUAL) if 0.03 <= kind < 0.05 else rng.choice(MEN if man else WOMEN)
    return surname + given, man


def _telephone(rng):
    return f"199{rng.randrange(10_000_000, 100_000_000)}"
