"""Records made the way people make them: through actions, walked to a state, so that no test begins from an impossible one.

Each call opens its own app context and commits: a context left open around client calls would be shared by them,
session and signed-in user included.
"""

from contextlib import contextmanager
from datetime import date

from casework.accounts import actions as accounts_do
from casework.accounts import queries as accounts
from casework.arrears import actions, queries
from casework.arrears.lifecycle import FLOW
from casework.core import clock
from casework.extensions import db
from casework.parties import actions as parties
from tests.browser import PASSWORD

PEOPLE = (  # login, name, role, area, certificate
    ("inspector", "沈若澜", "inspector", "339901001", "浙监001"),
    ("second", "贺知远", "inspector", "339901001", "浙监002"),
    ("leader", "钟丽华", "leader", "339901001", None),
    ("county", "严敬之", "county", "339901", "浙监101"),
    ("mediator", "顾平", "mediator", "339901001", None),
    ("clerk", "卢小敏", "clerk", "339901001", None),
    ("treasurer", "方正", "treasurer", "339901001", None),
    ("supervisor", "宋远", "supervisor", "339901", None),
    ("admin", "管理员", "admin", "339901", None),
    ("elsewhere", "邻镇人", "inspector", "339901002", "浙监003"),
    ("assisting", "协助镇负责人", "leader", "339902001", None),
    ("helper", "协助镇监察员", "inspector", "339902001", "浙监004"),
)
CODE = "91339901MA2HLTF031"


class Make:
    def __init__(self, app):
        self.app = app

    @contextmanager
    def context(self):
        with self.app.app_context():
            yield
            db.session.commit()
            db.session.remove()

    def town(self):
        """Two counties (one entrusting, one only assisted), three townships, their bodies and people."""
        with self.context():
            area, body = accounts_do.add_area, accounts_do.add_body
            city = area(code="3399", name="云澜市", level="city", office="云澜市人社局", telephone="19900000000", by=None)
            for county, towns, mode in (("339901", ("柳堰镇", "青石镇"), "entrusted"), ("339902", ("北浦镇",), "assisting")):
                name = "澄溪县" if county == "339901" else "望江县"
                top = area(code=county, name=name, level="county", office=f"{name}人社局", telephone=f"1990000{county[-4:]}",
                           parent=city, by=None)
                body(area=top, name=f"{name}人力资源和社会保障局", number_word=f"{name[:2]}人社监", issuer_level="county", by=None)
                accounts_do.set_profile(area=top, from_on=date(2020, 1, 1), mode=mode, by=None)
                for n, town in enumerate(towns, start=1):
                    place = area(code=f"{county}{n:03d}", name=town, level="township", office=f"{town}劳动保障监察中队",
                                 telephone=f"199000{n}{county[-4:]}", parent=top, by=None)
                    body(area=place, name=f"{town}劳动保障监察中队", number_word=f"{town[0]}劳监", issuer_level="township", by=None)
            db.session.commit()
            password = accounts_do.hashed(PASSWORD)
            for login, name, role, code, certificate in (*PEOPLE, ("system", "系统", "system", "3399", None)):
                accounts_do.create(
                    login=login, name=name, role=role, area=accounts.area(code), certificate_no=certificate,
                    certificate_to=date(2028, 12, 31) if certificate else None, must_change=False, by=None,
                    password_hash=password if login != "system" else None)

    def employer(self, name="云澜市恒砺服饰有限公司", code=None, area="339901001", **facts):
        with self.context():
            return parties.register_employer(name=name, credit_code=code, area=accounts.area(area), by=None, **facts).id

    def case(self, by="inspector", at=None, path=None, **facts):
        """A case's number, walked by its usual moves until the state `at` (or through `path`)."""
        usual = dict(employer_name="云澜市恒砺服饰有限公司", worker_name="周桂兰", telephone="13800002106", received_on=clock.today())
        with self.context():
            number = actions.register(**usual | facts, by=accounts.by_login(by)).number
        usually = {"accepted": ["accept"], "filed": ["accept", "file"], "closed": ["accept", "file", "close"],
                   "supplementing": ["supplement"], "refused": ["refuse"], "settled": ["settle"],
                   "handed_over": ["handover"], "withdrawn": ["withdraw"]}
        for move in path or usually.get(at, []):
            self.move(number, move)
        return number

    def move(self, number, name, by=None, on=None, **facts):
        """One move by whoever usually makes it."""
        who = {"supplement": "inspector", "assign": "inspector", "file": "county", "close": "county", "extend": "county",
               "suspend": "county", "resume": "county", "reopen": "county"}
        usual = {"supplement": {"reason": "工资欠条"}, "refuse": {"code": "RJ-1", "reason": "不属监察范围"},
                 "handover": {"office": "青石镇劳动保障监察中队", "reason": "用工地在青石镇"}, "settle": {"outcome": "十日内付清"},
                 "close": {"outcome": "已付清"}, "extend": {"reason": "案情复杂"}, "suspend": {"reason": "当事人下落不明"},
                 "resume": {"reason": "当事人已到案"}, "reopen": {"reason": "发现新的欠薪"}}
        with self.context():
            user = accounts.by_login(by or who.get(name, "leader"))
            case = queries.case_by_number(number, user)
            return FLOW.apply(case, name, by=user, on=on, **usual.get(name, {}) | facts)

    def id_of(self, number):
        with self.app.app_context():
            return queries.case_by_number(number).id
