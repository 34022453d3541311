"""The words of the contract register: kinds, states, events and what the columns are called. Codes are ASCII."""

from enum import StrEnum

from casework.law.findings import N_


class Kind(StrEnum):
    """What was agreed. The first three are the terms of 劳动合同法第12条, the others forms of employment of their own."""

    FIXED = "fixed"
    OPEN = "open"
    TASK = "task"
    PART_TIME = "part_time"
    DISPATCH = "dispatch"
    OVER_AGE = "over_age"
    SITE = "site"
    TRAINEE = "trainee"
    INTERN = "intern"
    FOREIGNER = "foreigner"


KINDS = {
    Kind.FIXED: N_("固定期限"), Kind.OPEN: N_("无固定期限"), Kind.TASK: N_("以完成一定工作任务为期限"),
    Kind.PART_TIME: N_("非全日制"), Kind.DISPATCH: N_("劳务派遣"), Kind.OVER_AGE: N_("超龄用工协议"),
    Kind.SITE: N_("工地用工书面协议"), Kind.TRAINEE: N_("就业见习"), Kind.INTERN: N_("学生实习"),
    Kind.FOREIGNER: N_("外国人就业"),
}
NOT_FULL_TIME = (Kind.PART_TIME, Kind.TRAINEE, Kind.INTERN)  # may stand beside another employment
TERMLESS = (Kind.OPEN, Kind.TASK)  # end by no day


class State(StrEnum):
    UNSIGNED = "unsigned"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    DISSOLVED = "dissolved"
    TERMINATED = "terminated"
    VOID = "void"


STATES = {
    State.UNSIGNED: N_("未签"), State.ACTIVE: N_("履行中"), State.SUSPENDED: N_("中止"), State.DISSOLVED: N_("已解除"),
    State.TERMINATED: N_("已终止"), State.VOID: N_("误登已撤销"),
}
OPEN = (State.UNSIGNED, State.ACTIVE, State.SUSPENDED)
ENDED = (State.DISSOLVED, State.TERMINATED)


class What(StrEnum):
    """What happened to a contract."""

    REGISTERED = "registered"
    SIGNED = "signed"
    RENEWED = "renewed"
    AMENDED = "amended"
    CORRECTED = "corrected"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ENDED = "ended"
    VOIDED = "voided"


EVENTS = {
    What.REGISTERED: N_("登记"), What.SIGNED: N_("补签"), What.RENEWED: N_("续订"), What.AMENDED: N_("变更"),
    What.CORRECTED: N_("更正登记"), What.SUSPENDED: N_("中止履行"), What.RESUMED: N_("恢复履行"), What.ENDED: N_("解除或终止"),
    What.VOIDED: N_("撤销误登"),
}


class WageKind(StrEnum):
    MONTHLY = "monthly"
    DAILY = "daily"
    HOURLY = "hourly"
    PIECE = "piece"


WAGES = {WageKind.MONTHLY: N_("月薪"), WageKind.DAILY: N_("日薪"), WageKind.HOURLY: N_("小时工资"), WageKind.PIECE: N_("计件")}


class Hours(StrEnum):
    """工时制度: the second and third need an approval (劳动法第39条)."""

    STANDARD = "standard"
    COMPREHENSIVE = "comprehensive"
    FLEXIBLE = "flexible"


HOURS = {Hours.STANDARD: N_("标准工时"), Hours.COMPREHENSIVE: N_("综合计算工时"), Hours.FLEXIBLE: N_("不定时工作")}


class Cycle(StrEnum):
    """How often wages are paid."""

    MONTH = "month"
    HALF_MONTH = "half_month"
    WEEK = "week"
    DAY = "day"


CYCLES = {Cycle.MONTH: N_("按月"), Cycle.HALF_MONTH: N_("每 15 日以内"), Cycle.WEEK: N_("按周"), Cycle.DAY: N_("按日")}


class DispatchPost(StrEnum):
    """The three posts open to dispatch (劳动合同法第66条)."""

    TEMPORARY = "temporary"
    AUXILIARY = "auxiliary"
    SUBSTITUTE = "substitute"


POSTS = {DispatchPost.TEMPORARY: N_("临时性"), DispatchPost.AUXILIARY: N_("辅助性"), DispatchPost.SUBSTITUTE: N_("替代性")}


class Phase(StrEnum):
    """How far the import of a file is."""

    READING = "reading"
    READY = "ready"
    WRITING = "writing"
    WRITTEN = "written"
    FAILED = "failed"
    DROPPED = "dropped"


PHASES = {
    Phase.READING: N_("正在试读"), Phase.READY: N_("等待决定"), Phase.WRITING: N_("正在写入"), Phase.WRITTEN: N_("已写入"),
    Phase.FAILED: N_("读不了"), Phase.DROPPED: N_("没有写入"),
}
OUTCOMES = {"new": N_("新签"), "renewed": N_("续订"), "changed": N_("变更"), "ended": N_("解除终止"), "unchanged": N_("没有变化"),
            "rejected": N_("退回")}

class Reported(StrEnum):
    """What became of a roster that an employer brought by its link."""

    CHECKED = "checked"
    SENT = "sent"
    TAKEN = "taken"
    RETURNED = "returned"


REPORTED = {Reported.CHECKED: N_("已检查未提交"), Reported.SENT: N_("等待监察员"),
            Reported.TAKEN: N_("已转导入"), Reported.RETURNED: N_("已退回")}

WEIGHTS = {"error": N_("违法"), "warn": N_("需整改或核实"), "info": N_("提示")}

COLUMNS = {
    "number": N_("合同编号"), "kind": N_("合同类型"), "hired_on": N_("用工之日"), "signed_on": N_("签订日期"),
    "start_on": N_("合同起"), "end_on": N_("合同止"), "task": N_("工作任务"), "probation_end_on": N_("试用期止"),
    "probation_wage_fen": N_("试用期工资"), "post": N_("岗位"), "work_place": N_("工作地点"), "hours_kind": N_("工时制度"),
    "weekly_hours": N_("每周工时"), "wage_kind": N_("计酬方式"), "wage_fen": N_("工资标准"), "pay_cycle": N_("发薪周期"),
    "pay_day": N_("发薪日"), "user_employer_id": N_("用工单位"), "dispatch_post": N_("派遣岗位"), "lacking": N_("缺少的条款"),
    "insured_on": N_("参保日期"), "state": N_("状态"), "ended_on": N_("结束日期"), "ending_code": N_("结束事由"),
}
