"""The words of collective contracts: kinds, parties, states. Codes are ASCII."""

from enum import StrEnum

from casework.law.findings import N_


class Kind(StrEnum):
    """综合性 or 专项 (劳动合同法第51、52条; 浙江省集体合同条例第3条)."""

    GENERAL = "general"
    WAGE = "wage"
    SAFETY = "safety"
    WOMEN = "women"
    OTHER = "other"


KINDS = {Kind.GENERAL: N_("综合性集体合同"), Kind.WAGE: N_("工资专项集体合同"), Kind.SAFETY: N_("劳动安全卫生专项集体合同"),
         Kind.WOMEN: N_("女职工权益保护专项集体合同"), Kind.OTHER: N_("其他专项集体合同")}


class Scope(StrEnum):
    EMPLOYER = "employer"
    REGIONAL = "regional"
    INDUSTRY = "industry"


SCOPES = {Scope.EMPLOYER: N_("单个用人单位"), Scope.REGIONAL: N_("区域性"), Scope.INDUSTRY: N_("行业性")}


class Relation(StrEnum):
    """What it is to the contract before it."""

    NEW = "new"
    RENEWAL = "renewal"
    AMENDMENT = "amendment"


RELATIONS = {Relation.NEW: N_("首次签订"), Relation.RENEWAL: N_("续订或重新签订"), Relation.AMENDMENT: N_("变更")}


class Speaker(StrEnum):
    """Who speaks for the workers."""

    UNION = "union"
    ELECTED = "elected"


SPEAKERS = {Speaker.UNION: N_("工会"), Speaker.ELECTED: N_("推举的职工代表（没有工会）")}


class Cover(StrEnum):
    LISTED = "listed"
    AREA = "area"


COVERS = {Cover.LISTED: N_("所列的用人单位"), Cover.AREA: N_("区域内的全部用人单位")}


class Forum(StrEnum):
    """Where the draft was passed."""

    CONGRESS = "congress"
    ALL = "all"
    TOGETHER = "together"
    EACH = "each"


FORUMS = {Forum.CONGRESS: N_("职工代表大会"), Forum.ALL: N_("职工大会"), Forum.TOGETHER: N_("区域、行业职工代表大会"),
          Forum.EACH: N_("各单位分别通过")}


class State(StrEnum):
    SUBMITTED = "submitted"
    REGISTERED = "registered"
    OBJECTED = "objected"
    CLEARED = "cleared"
    IN_FORCE = "in_force"
    PUBLISHED = "published"
    REPLACED = "replaced"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


LABELS = {
    State.SUBMITTED: N_("已收件"), State.REGISTERED: N_("审查中"), State.OBJECTED: N_("有异议"), State.CLEARED: N_("无异议待生效"),
    State.IN_FORCE: N_("已生效待公布"), State.PUBLISHED: N_("履行中"), State.REPLACED: N_("已被代替"), State.ENDED: N_("已解除或终止"),
    State.WITHDRAWN: N_("已撤回"),
}
UNDECIDED = (State.SUBMITTED, State.REGISTERED)  # the record may still be mended, the check answered
OPEN = (*UNDECIDED, State.OBJECTED)
HELD = (*OPEN, State.CLEARED, State.IN_FORCE)  # somebody still has to do something
FORCE = (State.IN_FORCE, State.PUBLISHED)
BEEN = (*FORCE, State.REPLACED, State.ENDED)  # was in force at some time
EXPIRED = N_("已期满")


class Ending(StrEnum):
    """Before its term is over: 浙江省集体合同条例第30条第1款, 第31条第2款, 第32条第1款第1至5项."""

    CONDITION = "30"
    AGREED = "31"
    LAW_CHANGED = "32-1"
    FORCE_MAJEURE = "32-2"
    COMPANY = "32-3"
    CLAUSE = "32-4"
    OTHER = "32-5"


ENDINGS = {
    Ending.CONDITION: N_("双方约定的终止条件出现（终止）"), Ending.AGREED: N_("双方协商一致解除"),
    Ending.LAW_CHANGED: N_("订立所依据的法律、法规被修改或者废止"), Ending.FORCE_MAJEURE: N_("因不可抗力不能履行"),
    Ending.COMPANY: N_("企业破产、兼并、解散等重大变化致使无法履行"), Ending.CLAUSE: N_("集体合同约定的解除条件出现"),
    Ending.OTHER: N_("法律、法规规定的其他情形"),
}
EMPLOYERS, WORKERS = "employers", "workers"
SIDES = {EMPLOYERS: N_("用人单位方"), WORKERS: N_("劳动者方")}
YES_NO = {"yes": N_("是"), "no": N_("否")}
