"""Papers of a wage-arrears case. Facts come from the case; title, number and legal basis from the county's profile."""

from functools import cached_property

from casework.accounts import queries as accounts
from casework.accounts.models import Area, Level
from casework.arrears import representatives
from casework.arrears.facts import claims, in_words, loaded, paper_profile, period, wages
from casework.arrears.models import CHANNELS, Case, Channel
from casework.arrears.samples import CASE, STORY
from casework.core import clock, files
from casework.documents import Document
from casework.documents.render import day, written
from casework.extensions import db
from casework.law import inspection
from casework.law.findings import N_, Message
from casework.law.inspection_clocks import RECONSIDERATION, SUIT
from casework.law.sources import cite

SEXES = {"male": "男", "female": "女"}
COMPLAINT, REPORT = ["complaint", "投诉"], ["report", "举报"]


class CasePaper(Document):
    matter = "拖欠工资"

    @classmethod
    def load(cls, id, user):
        from casework.arrears import queries

        case = queries.case(id, user)
        return cls(case, paper_profile(loaded(case.id), user))

    @classmethod
    def about(cls, subject, by, like=None):
        if not isinstance(subject, Case):
            return None
        if not isinstance(like, CasePaper):
            return cls(subject, paper_profile(loaded(subject.id), by))
        form = cls(subject, like.profile)
        form.case, form.lines = like.case, like.lines
        if "representatives" in like.__dict__:
            form.representatives = like.representatives
        return form

    @cached_property
    def case(self):
        return loaded(self.subject.id)

    @cached_property
    def lines(self):
        return claims(self.case)

    @cached_property
    def representatives(self):
        return representatives.of(self.case)

    def grid(self, case):
        above = db.session.scalars(db.select(Area).where(Area.id.in_(accounts.county_of(case.area))).order_by(Area.path))
        return "".join(area.name for area in above if area.level in (Level.TOWNSHIP, Level.GRID))

    def common(self, case, lines):
        who, employer = case.complainant, case.employer
        people = len({line.worker_id for line in lines})
        officers = [{"name": u.name, "certificate": u.certificate_no or ""} for u in valid_first(case)][:2]
        return {
            "case_number": case.number, "matter": self.matter, "workers": people or case.people_stated or 1,
            "owed_fen": sum(line.claimed_fen for line in wages(lines)), "period": period(wages(lines)),
            "received_on": case.received_on.isoformat(), "channel": str(case.channel),
            "accepted_on": case.accepted_on.isoformat() if case.accepted_on else None,
            "employer": {
                "name": employer.name, "credit_code": employer.credit_code, "kind": employer.economic_type,
                "registered_address": employer.address, "work_address": case.work_place or case.project,
                "grid": self.grid(case), "legal_rep": employer.legal_representative,
                "legal_rep_title": employer.legal_title, "legal_rep_phone": employer.telephone,
                "contact": None, "contact_title": None, "contact_phone": employer.telephone,
            },
            "complainant": {
                "name": who.name if who else "（身份保密）" if case.channel == Channel.REPORT else "（未署名）",
                "sex": SEXES.get(str(who.sex)) if who and who.sex else None,
                "birth": who.born_on.isoformat() if who and who.born_on else None,
                "number": who.id_number if who else None, "phone": who.telephone if who else None,
                "address": who.address if who else None,
            },
            "representatives": [one.worker.name for one in self.representatives],
            "officers": (officers + [{"name": "", "certificate": ""}] * 2)[:2],
        }

    def facts(self):
        return {**self.common(self.case, self.lines), **self.details(self.case, self.lines)}

    def details(self, case, lines):
        return {}

    @classmethod
    def withheld(cls, facts):
        kept = facts.get("evidence")
        return facts | {"evidence": [f"材料{len(kept)}件"]} if kept else facts

    @classmethod
    def sample(cls):
        return {**CASE, **cls.sample_details()}

    @classmethod
    def sample_details(cls):
        return {}


def valid_first(case):
    """The officers in their order, those with a valid certificate before the others (劳动保障监察条例 16)."""
    return sorted(case.users, key=lambda user: not user.certified(clock.today()))


def _channels():
    return [[str(value), label.replace(" ", "")] for value, label in CHANNELS.items()]


class ComplaintRegister(CasePaper):
    """forms.md 1.1: 接待投诉(举报)登记. 举报人另有保密页，这里只登记投诉人。"""

    code, title, copies = "complaint-register", "劳动保障监察投诉登记表", ("附卷",)

    def details(self, case, lines):
        kept = db.session.scalars(files.of(case)).all()
        by = case.registered_by
        return {
            "kinds": [COMPLAINT, REPORT], "channel_kind": "report" if case.channel == Channel.REPORT else "complaint",
            "channels": _channels(), "reference": case.reference, "story": in_words(case, lines),
            "earlier_on": None, "earlier_at": None, "earlier_result": None, "evidence": [one.name for one in kept],
            "receiver": {"name": by.name, "certificate": by.certificate_no or ""},
        }

    @classmethod
    def sample_details(cls):
        return {
            "kinds": [COMPLAINT, REPORT], "channel_kind": "complaint", "channels": _channels(), "reference": None,
            "story": STORY, "earlier_on": None, "earlier_at": None, "earlier_result": None,
            "evidence": ["6至9月考勤表复印件16页", "工资结算单复印件4页", "微信转账截图3张"],
            "receiver": {"name": "方敏", "certificate": "Y990102"},
        }


class FilingApproval(CasePaper):
    """forms.md 1.4. 受理之日立案（浙江省条例第二十三条）；巡查、举报、移送的及时立案（条例第十四条）。"""

    code, title, number_word, copies = "filing-approval", "劳动保障监察立案审批表", "立", ("附卷",)
    basis = (cite("劳动保障监察条例", 14), cite("浙江省劳动保障监察条例", 23))
    ladder = ("立案审查部门意见", "监察机构负责人意见")
    by_move = True

    def missing(self):
        lacking = 2 - len(self.case.users)
        return [Message(N_("还缺 {n} 名承办监察员"), n=lacking)] if lacking > 0 else []

    def details(self, case, lines):
        return {
            "channels": _channels(), "story": in_words(case, lines),
            "proposal": "符合立案条件，建议立案调查。承办人与当事人无利害关系。",
            "ladder": list(self.setting(self.profile, "ladder")),
            "remark": "立案之日起60个工作日内完成调查（《劳动保障监察条例》第十七条）。",
        }

    @classmethod
    def sample_details(cls):
        return {
            "channels": _channels(), "ladder": list(cls.ladder),
            "story": STORY + "该行为涉嫌违反《保障农民工工资支付条例》第三条。",
            "proposal": "符合立案条件，建议立案调查。承办人与当事人无利害关系。",
            "remark": "立案之日起60个工作日内完成调查（《劳动保障监察条例》第十七条）。",
        }


class Letter(CasePaper):
    page, by_move, serve_to = "letter", True, ("complainant",)
    copies = ("送投诉人", "附卷")

    def missing(self):
        return [] if self.case.complainant else [Message(N_("投诉人姓名"))]

    def details(self, case, lines):
        return {"to": case.complainant.name if case.complainant else ""}

    @classmethod
    def sample_details(cls):
        return {"to": CASE["complainant"]["name"]}


class SupplementNotice(Letter):
    """材料不全的先告知补正（law.md RJ-3）；补正对五日时限的作用由县局定，所以不印期限，除非给了日期。"""

    code, title, number_word = "supplement-notice", "劳动保障监察投诉补正告知书", "补"
    basis = (cite("浙江省劳动保障监察条例", 22, item=3), cite("浙江省劳动保障监察条例", 23))

    def details(self, case, lines):
        items = [line.strip("；;。 ") for line in (case.supplement_items or "").splitlines() if line.strip()]
        return {**super().details(case, lines), "items": items, "due_on": None}

    @classmethod
    def sample_details(cls):
        return {**super().sample_details(), "due_on": "2026-10-20",
                "items": ["被投诉用人单位的全称和用工地址", "拖欠工资的起止时间和数额", "劳动关系的证据，例如考勤、工作证、转账记录"]}


class AcceptanceNotice(Letter):
    code, title, number_word = "acceptance-notice", "劳动保障监察投诉受理通知书", "受"
    basis = (cite("浙江省劳动保障监察条例", 23),)


class RefusalNotice(Letter):
    """不予受理应当书面告知（浙江省条例第二十二条）；理由和条款取自 law.inspection.REFUSALS。"""

    code, title, number_word = "refusal-notice", "劳动保障监察投诉不予受理告知书", "不受"
    basis = (cite("浙江省劳动保障监察条例", 22),)
    on_service = (RECONSIDERATION, SUIT)

    def printed_facts(self, n=None, on=None):
        facts = super().printed_facts(n, on)
        facts["paper"]["basis"] = facts.pop("articles") or facts["paper"]["basis"]
        return facts

    def missing(self):
        return super().missing() + ([] if self.case.refusal_code else [Message(N_("不予受理的情形"))])

    def details(self, case, lines):
        refusal = inspection.REFUSALS.get(case.refusal_code)
        return {
            **super().details(case, lines), "ground": str(refusal.text).replace(" ", "") if refusal else "",
            "articles": "、".join(written(c) for c in refusal.basis) if refusal else "",
            "reason": (case.reason or "").rstrip("。") + "。" if case.reason else None,
            "advice": f"{refusal.tell}。".replace("您", "你") if refusal else None,
            "review_body": self.profile.forms.get(self.code, {}).get("review_body"),
        }

    @classmethod
    def sample_details(cls):
        return {**super().sample_details(), "ground": str(inspection.REFUSALS["RJ-4"].text).replace(" ", ""),
                "reason": "工资所属期间为2022年3月至5月，至2026年10月12日投诉时已超过二年，期间未被发现，也未被举报、投诉。",
                "advice": "可以向法律援助机构咨询其他途径。", "review_body": "云溪县人民政府"}


class HandoverLetter(Letter):
    """RJ-5: 用工所在地在别处的，及时移送并告知投诉人；带回执。"""

    code, title, number_word = "handover-letter", "劳动保障监察投诉移送告知书", "移"
    serve_to = ("office", "complainant")
    copies = ("送接收单位", "送投诉人", "附卷")
    basis = inspection.REFUSALS["RJ-5"].basis

    def details(self, case, lines):
        kept = db.session.scalars(files.of(case)).all()
        items = ["投诉登记表"] + (["拖欠工资花名册"] if lines else []) + [one.name for one in kept]
        return {"to": case.handed_to or "有管辖权的劳动保障监察机构", "to_telephone": None, "items": items,
                "reason": (case.reason or "").rstrip("。") + "。" if case.reason else None,
                "ground": "经审查，该事项由你单位管辖"}

    @classmethod
    def sample_details(cls):
        return {"to": "青石县人力资源和社会保障局", "to_telephone": "0990-8700123", "ground": "经审查，该事项由你单位管辖",
                "reason": "用工地址在青石县城关镇，不在本县。", "items": ["投诉登记表", "拖欠工资花名册", "考勤表复印件"]}


class SettlementRecord(CasePaper):
    """当日协调解决的记录：双方、事实、各自陈述、结果、签名。"""

    code, title, group, issuer_level = "settlement-record", "欠薪协调处理记录", "协调处理", "township"
    page, copies = "record", ("劳动者", "用人单位", "附卷")
    by_move = True

    def details(self, case, lines):
        how = {"paid": "当场付清。", "promised": "约定付款。"}.get(case.performance, "")
        if case.pay_by_on:
            how = f"约定于{day(case.pay_by_on.isoformat())}前付清。"
        return {
            "held_on": case.moved_on.isoformat(), "place": None, "attended": None,
            "agreed_fen": sum(line.stands_fen - line.waived_fen for line in lines),
            "parts": [["投诉事项", in_words(case, lines)], ["劳动者陈述", ""], ["用人单位陈述", ""],
                      ["协调结果", "\n".join(part for part in (case.outcome, how) if part)]],
        }

    @classmethod
    def sample_details(cls):
        return {
            "held_on": "2026-10-14", "place": "青石镇劳动保障工作站", "attended": "上官彧", "agreed_fen": 56263050,
            "representatives": ["王䶮", "阿卜杜热合曼·阿卜力米提"],
            "parts": [
                ["投诉事项", STORY],
                ["劳动者陈述", "六月发过一部分，七月以后没有发。要求按结算单一次付清，付到各人的工资卡。"],
                ["用人单位陈述", "对人数和数额没有异议。总承包单位人工费用已到账，愿意当天支付。"],
                ["协调结果", "用人单位于2026年10月14日17时前，按花名册向40名劳动者支付工资562,630.50元。\n付款凭证和签收表各交一份附卷。"],
            ],
        }


from casework.arrears import counter, documents_rosters, notice_documents, proof_documents, wage_papers  # noqa: E402, F401  (registered)
