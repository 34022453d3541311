"""Papers of service and of who speaks for whom: with what was noted, or with room for the pen."""

from casework.arrears import facts as case_facts
from casework.arrears.counter import ByHand
from casework.documents import store
from casework.extensions import db
from casework.law import serving
from casework.law.sources import cite
from casework.serving import queries
from casework.serving.models import ELECTRONIC, POWERS, Electronic, Kind, Role, Scope, Side

# 民事诉讼法第88至95条的送达方式，按次序
WAYS = [[way.code, way.label.replace(" ", "")] for way in serving.WAYS.values()]
case_facts.SECRETS.append(queries.secrets)


class About(ByHand):
    """A paper about one record of the case (`record`), or blank."""

    record = None

    @classmethod
    def of(cls, case, record, by):
        """The paper about this record, for store.issue."""
        form = cls.about(case, by)
        form.record = record
        return form

    @property
    def item(self):
        return self.record.id if self.record else None

    @property
    def by_hand(self):
        return self.record is None


class ServiceReceipt(About):
    """forms.md 1.17 送达回证: one recipient, the papers, room for every way of service; filled from its record once there is one."""

    code, title = "service-receipt", "送达回证"
    basis = (cite("民事诉讼法", 87),)
    recipient, papers = None, None  # a blank one for this party and these papers

    @classmethod
    def blank(cls, case, role, printed, by):
        """The receipt that goes along with papers to a party, signed there."""
        form = cls.about(case, by)
        form.recipient, form.papers = Role(role), printed
        return form

    def details(self, case, lines):
        from casework.serving.actions import named

        one, held = self.record, queries.of_case(case, self.recipient) if self.recipient else None
        if one is not None:
            printed = [carried.printed for carried in one.carried]
        elif self.papers is not None:
            printed = self.papers
        else:
            printed = db.session.scalars(store.of(case.id, store.State.ISSUED).where(store.Printed.number.is_not(None))).all()
        papers = [f"《{p.title}》{p.number or ''}" for p in printed]
        blank = {"ways": WAYS, "papers": papers, "way": "", "to_name": "", "place": "", "on": None, "at": None, "served_on": None,
                 "receiver": "", "relation": "", "reason": "", "witness": "", "witness_unit": "", "proof": "", "recording_no": "",
                 "servers": []}
        if one is None:
            known = {"place": held.address, "receiver": held.agent or "", "relation": held.agent_relation or ""} if held else {}
            return blank | {"to_name": named(case, self.recipient) or "" if self.recipient else ""} | known
        servers = [{"name": u.name, "certificate": u.certificate_no or ""} for u in (one.by, one.second) if u]
        return blank | {
            "way": str(one.way), "to_name": one.to_name, "place": one.place or "", "on": one.on.isoformat(), "at": one.at,
            "served_on": one.served_on.isoformat(), "receiver": one.receiver or "", "relation": one.relation or "",
            "reason": one.reason or "",
            "witness": one.witness or "", "witness_unit": one.witness_unit or "", "recording_no": one.recording_no or "",
            "proof": "，".join(part for part in (one.through, one.proof_no) if part), "servers": servers}

    @classmethod
    def sample_details(cls):
        return {
            "ways": WAYS, "papers": ["《劳动保障监察限期改正指令书》云溪人社监令字〔2026〕第036号"], "way": "left",
            "to_name": "云溪县宏远达建筑劳务分包有限责任公司", "place": "云溪县城关镇通济路88号", "on": "2026-10-15", "at": "14:05",
            "served_on": "2026-10-15", "receiver": "", "relation": "", "reason": "上官彧称须待负责人回来，拒绝签收。", "witness": "司马㸃",
            "witness_unit": "通济路社区居民委员会副主任", "proof": "", "recording_no": "YX-2026-0117",
            "servers": [{"name": "陈立", "certificate": "Y990101"}, {"name": "方敏", "certificate": "Y990102"}]}


class AddressConfirmation(About):
    code, title = "address-confirmation", "送达地址确认书"
    copies = ("当事人", "附卷")
    basis = (cite("行政处罚法", 61),)

    def details(self, case, lines):
        one = self.record
        kept = {name: (getattr(one, name) or "") if one else "" for name in (
            "name", "address", "postcode", "recipient", "telephone", "agent", "agent_relation", "agent_telephone", "electronic_to")}
        return {"held": kept, "role": str(one.role) if one else "", "electronic": str(one.electronic) if one else "",
                "electronic_ways": _pairs(ELECTRONIC, Electronic.NONE), "confirmed_on": one.confirmed_on.isoformat() if one else None}

    @classmethod
    def sample_details(cls):
        return {"role": "complainant", "electronic": "sms", "electronic_ways": _pairs(ELECTRONIC, Electronic.NONE),
                "confirmed_on": "2026-10-12",
                "held": {"name": "张𠅤", "address": "云溪县青石镇上塘村12号", "postcode": "", "recipient": "张𠅤",
                         "telephone": "19900001001",
                         "agent": "李㛃", "agent_relation": "妻子", "agent_telephone": "19900001002", "electronic_to": "19900001001"}}


def _pairs(labels, *without):
    return [[str(code), label.replace(" ", "")] for code, label in labels.items() if code not in without]


def _spoken(one):
    return {name: getattr(one, name) or "" for name in ("name", "id_number", "telephone", "unit", "title")}


class PowerOfAttorney(About):
    """forms.md 3.14: must say what is entrusted and how far (劳动争议调解仲裁法第24条)."""

    code, title = "power-of-attorney", "授权委托书"
    basis = (cite("劳动争议调解仲裁法", 24),)

    def details(self, case, lines):
        one = self.record
        return {"agent": _spoken(one) if one else None, "side": str(one.side) if one else "", "scope": str(one.scope) if one else "",
                "powers": [[code, words.replace(" ", ""), bool(one and code in one.powers)] for code, words in POWERS.items()],
                "from_on": one.from_on.isoformat() if one else None, "to_on": one.to_on.isoformat() if one and one.to_on else None}

    @classmethod
    def sample_details(cls):
        return {"agent": {"name": "上官彧", "id_number": "990828198505151028", "telephone": "19900000012",
                          "unit": "云溪县宏远达建筑劳务分包有限责任公司", "title": "劳资专管员"},
                "side": str(Side.EMPLOYER), "scope": str(Scope.SPECIAL), "from_on": "2026-10-12", "to_on": None,
                "powers": [[code, words.replace(" ", ""), code in ("admit", "settle")] for code, words in POWERS.items()]}


class LegalRepresentative(About):
    code, title = "legal-representative", "法定代表人身份证明书"

    def details(self, case, lines):
        one = next((p for p in queries.participants(case, kind=Kind.LEGAL) if p.ended_on is None), None)
        return {"head": _spoken(one) if one else {"name": case.employer.legal_representative or "", "id_number": "", "unit": "",
                                                  "telephone": case.employer.telephone or "", "title": case.employer.legal_title or ""}}

    @classmethod
    def sample_details(cls):
        return {"head": {"name": "诸葛承宏", "id_number": "990828197203121039", "telephone": "19900000011", "unit": "",
                         "title": "执行董事"}}


PAPERS = {Kind.AGENT: PowerOfAttorney, Kind.LEGAL: LegalRepresentative}

