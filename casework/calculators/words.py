"""What the inputs, choices and results of the rules are called, for pages and for the printed sheet. Chinese is the source."""

from casework.law.contracts import ENDINGS
from casework.law.findings import N_, Message
from casework.law.payers import PAYERS

SUBJECTS = (  # (subject, what it is for, rules)
    (N_("期限和时效"), N_("从哪天起算，哪天届满，过了没有"), ("deadline", "inspection-limitation", "limitation")),
    (N_("工资和欠薪"), N_("少付多少，谁来付，逾期不付的后果"), (
        "overtime", "annual-leave", "who-must-pay", "extra-compensation", "refusal-to-pay")),
    (N_("劳动合同"), N_("未签合同、试用期、解除和终止各要付多少"), (
        "double-wage", "probation", "severance", "unlawful-dismissal")),
    (N_("仲裁和垫付"), N_("裁决是否一裁终局，周转金最多垫付多少"), ("final-award", "fund-ceiling")),
    (N_("核对"), N_("金额怎么写，号码对不对"), ("capital-amount", "identity-number", "credit-code")),
)  # fmt: skip
ABOUT = {  # one sentence of help for each page
    "deadline": N_("填起算事件发生的那一天，当日不计入；中止的日子逐段填写。"),
    "inspection-limitation": N_("违法行为二年内未被发现、举报或者投诉的，不再查处；仍在继续的，终了日留空。"),
    "limitation": N_("在职期间被拖欠工资的，不受一年限制，劳动关系终止日留空。"),
    "overtime": N_("按小时或者按天填写都可以；已经付过几倍的，填在“已付倍数”里。"),
    "annual-leave": N_("月平均工资取前十二个月剔除加班工资后的平均数。"),
    "who-must-pay": N_("勾选查明的情形，看还有谁要清偿、先行清偿或者垫付。"),
    "extra-compensation": N_("责令限期支付、逾期仍不支付的，才加付；期限内付的填在“期限内已付”里。"),
    "refusal-to-pay": N_("一行一名劳动者；本省的数额标准没有录入的，是否达到不作判断。"),
    "double-wage": N_("从用工满一个月的次日起算，最长到满一年的前一日。"),
    "probation": N_("试用期算在劳动合同期限之内；超过法定上限、已经履行的部分要赔偿。"),
    "severance": N_("先选怎样结束，再填前十二个月的平均应得工资。"),
    "unlawful-dismissal": N_("认定为违法解除或者终止以后再算；付了赔偿金的，不再付经济补偿。"),
    "final-award": N_("一行一项请求；每一项分别与十二个月最低工资比较。"),
    "fund-ceiling": N_("政策里没有规定的留空；全都留空的，按当地已经录入的政策计算。"),
    "capital-amount": N_("收条、协议和凭证上的大写，照抄即可。"),
    "identity-number": N_("只看号码本身对不对，不查是不是这个人，也不保存。"),
    "credit-code": N_("只看代码本身对不对，不查登记的单位。"),
}

INPUTS = {  # name, or rule.name where it means something else there: (label, hint)
    "monthly_wage": (N_("月工资（元）"), N_("税前应得，不是打到卡上的数")),
    "annual-leave.monthly_wage": (N_("月平均工资（元）"), N_("前十二个月，剔除加班工资")),
    "unused_days": (N_("应休未休天数"), N_("可以填半天，例如 2.5")),
    "amount": (N_("金额（元）"), ""),
    "number": (N_("公民身份号码"), N_("15 位或者 18 位")),
    "credit-code.number": (N_("统一社会信用代码"), N_("18 位")),
    "start": (N_("起算日"), N_("事件发生的那一天，当日不计入")),
    "probation.start": (N_("合同起始日"), ""),
    "end": (N_("合同终止日"), N_("固定期限的必填，其他留空")),
    "days": (N_("多少"), ""),
    "unit": (N_("计算单位"), ""),
    "suspended": (N_("中止的期间"), N_("一行一段：第一日 最后一日，例如 2026-03-02 2026-03-10")),
    "suspended.from": (N_("第一日"), ""),
    "suspended.to": (N_("最后一日"), ""),
    "hired": (N_("用工之日"), N_("实际上班的第一天")),
    "signed": (N_("签订书面合同之日"), N_("一直没签的留空")),
    "ended": (N_("劳动关系结束之日"), N_("最后一个工作日，算在内；还在职的留空")),
    "severance.ended": (N_("解除或终止之日"), N_("最后一个工作日，算在内")),
    "unlawful-dismissal.ended": (N_("解除或终止之日"), N_("最后一个工作日，算在内")),
    "as_of": (N_("算到哪一天"), ""),
    "part_month": (N_("不满一个月的怎么折算"), ""),
    "worker_fault": (N_("没签是劳动者自己的原因"), N_("单位已书面通知、劳动者不肯签的")),
    "owed": (N_("责令支付的金额（元）"), ""),
    "deadline": (N_("责令支付的期限"), N_("责令文书上写明的最后一日")),
    "paid": (N_("期限内已付（元）"), N_("没有付的填 0")),
    "refusal-to-pay.paid": (N_("责令以后已付（元）"), N_("没有付的填 0")),
    "items": (N_("请求的各项"), N_("一行一项：名称 金额，例如 加班工资 3200.00")),
    "items.name": (N_("名称"), ""),
    "items.amount": (N_("金额（元）"), ""),
    "minimum_wage": (N_("当地月最低工资（元）"), ""),
    "local_average_monthly_wage": (N_("本地区上年度职工月平均工资（元）"), N_("不填就不核对三倍的上限")),
    "previous_month_wage": (N_("上一个月的工资（元）"), N_("只用于代通知金（第40条）")),
    "average_wage": (N_("前十二个月平均工资（元）"), N_("应得工资，含奖金、津贴和补贴")),
    "ground": (N_("怎样结束的"), ""),
    "policy": (N_("当地的垫付政策"), N_("以文件为准，没有规定的留空")),
    "place": (N_("地区（行政区划代码）"), N_("与日期一起写明，就按已经录入的政策计算")),
    "on": (N_("按哪一天的政策"), ""),
    "who-must-pay.facts": (N_("查明的情形"), ""),
    "who-must-pay.owed": (N_("拖欠的工资（元）"), ""),
    "unpaid_works": (N_("未结清的工程款（元）"), N_("建设单位还没有结清的；没有查明的留空")),
    "facts.item": (N_("情形"), ""),
    "policy.basis": (N_("文件名称和文号"), ""),
    "policy.share": (N_("占被欠金额的比例"), N_("0 至 1，例如 0.5")),
    "policy.min_wage_times": (N_("月工资不超过最低工资的几倍"), ""),
    "policy.months": (N_("最多几个月"), ""),
    "policy.flat": (N_("每人定额（元）"), ""),
    "policy.total_share": (N_("总额占被欠总额的比例"), N_("0 至 1，例如 0.5")),
    "workers": (N_("各劳动者"), N_("一行一人：拖欠几个月 金额，例如 3.5 12600.00")),
    "fund-ceiling.workers": (N_("各劳动者"), N_("一行一人：被欠金额 几个月，例如 12600.00 3.5")),
    "workers.months": (N_("几个月"), ""),
    "workers.amount": (N_("仍未支付（元）"), ""),
    "workers.owed": (N_("被欠金额（元）"), ""),
    "act_ended": (N_("违法行为终了之日"), N_("仍在继续的留空")),
    "reported_on": (N_("投诉、举报或者发现之日"), ""),
    "kind": (N_("争议的是什么"), ""),
    "employment_ended": (N_("劳动关系终止之日"), N_("还在职的留空")),
    "knew_on": (N_("知道权利被侵害之日"), ""),
    "claimed_on": (N_("申请仲裁之日"), ""),
    "interrupted_on": (N_("时效中断的日子"), N_("一行一个日期：要求过支付、投诉过或者对方同意过支付的日子")),
    "interrupted_on.item": (N_("日期"), ""),
    "hours": (N_("加班小时"), N_("没有的留空")),
    "hours.workday": (N_("工作日（小时）"), ""),
    "hours.rest_day": (N_("休息日（小时）"), N_("不能安排补休的")),
    "hours.holiday": (N_("法定休假日（小时）"), ""),
    "overtime.days": (N_("加班天数"), N_("按天计的填这里，不要与小时重复")),
    "days.rest_day": (N_("休息日（天）"), N_("不能安排补休的")),
    "days.holiday": (N_("法定休假日（天）"), ""),
    "already_paid_times": (N_("已付倍数"), N_("没有另外付过的留空")),
    "already_paid_times.workday": (N_("工作日已付几倍"), ""),
    "already_paid_times.rest_day": (N_("休息日已付几倍"), ""),
    "already_paid_times.holiday": (N_("法定休假日已付几倍"), ""),
    "term": (N_("合同期限"), ""),
    "probation_months": (N_("约定的试用期（月）"), ""),
    "served_months": (N_("已经履行的试用期（月）"), N_("不满一个月的用小数")),
    "probation_wage": (N_("试用期工资（元）"), ""),
    "agreed_wage": (N_("约定的转正工资（元）"), ""),
    "provincial": (N_("本省的数额标准"), N_("高级人民法院确定的；没有查到的留空，不作判断")),
    "provincial.one_worker": (N_("一名劳动者（元）"), ""),
    "provincial.ten_workers": (N_("十名以上劳动者累计（元）"), ""),
    "ordered": (N_("责令支付之日"), N_("还没有责令的留空")),
    "refusal-to-pay.deadline": (N_("支付期限"), N_("责令文书上写明的最后一日")),
    "evasion_or_ability": (N_("转移财产、逃匿，或者有能力支付而不支付"), N_("还没有查明的留空")),
}
CHOICES = {
    "working": N_("工作日"), "calendar": N_("日（自然日）"), "month": N_("个月"), "year": N_("年"),
    "pay": N_("拖欠劳动报酬"), "other": N_("其他争议"),
    "fixed": N_("固定期限"), "open": N_("无固定期限"), "task": N_("以完成一定工作任务为期限"),
    "paid-days": N_("周一至周五，含法定节假日（与 21.75 天一致）"), "working-days": N_("实际工作日（按放假安排）"),
} | {code: Message(N_("{code} {title}"), code=code, title=Message(ending.title)) for code, ending in ENDINGS.items()} | {
    code: payer.sentence for code, payer in PAYERS.items()}

RESULTS = {  # key, or rule.key: (label, kind); kinds: money, months, days, and plain
    "amount": (N_("金额"), "money"), "overtime.amount": (N_("加班工资合计"), "money"),
    "annual-leave.amount": (N_("另付的年休假工资"), "money"), "severance.amount": (N_("经济补偿"), "money"),
    "unlawful-dismissal.amount": (N_("赔偿金"), "money"), "double-wage.amount": (N_("另一倍工资"), "money"),
    "payable": (N_("应付"), "money"), "text": (N_("大写"), ""), "valid": (N_("号码正确"), ""), "reason": (N_("问题"), ""),
    "birth": (N_("出生日期"), ""), "sex": (N_("性别"), ""),
    "due": (N_("届满日"), ""), "severance.due": (N_("应当支付经济补偿"), ""), "extra-compensation.due": (N_("应当加付"), ""),
    "provisional": (N_("暂定（放假安排尚未公布）"), ""), "from": (N_("起"), ""), "to": (N_("止"), ""),
    "months": (N_("计几个月工资"), "months"), "double-wage.months": (N_("整月"), "months"),
    "extra_days": (N_("零头"), "days"), "base": (N_("计算基数"), "money"), "capped": (N_("按三倍封顶"), ""),
    "notice_pay": (N_("代通知金"), "money"), "pre_2008": (N_("2008年以前的年限"), ""),
    "min": (N_("最低"), "money"), "max": (N_("最高"), "money"), "final": (N_("一裁终局"), ""), "over": (N_("超过限额的"), ""),
    "limit": (N_("限额"), "money"), "total": (N_("合计最多垫付"), "money"), "per_worker": (N_("每人最多垫付"), "money"),
    "in_time": (N_("在查处期限内"), ""), "last_day": (N_("最后一日"), ""), "barred": (N_("已过时效"), ""),
    "max_months": (N_("法定最长"), "months"), "excess_months": (N_("超过的已履行"), "months"),
    "compensation": (N_("试用期赔偿金"), "money"), "findings": (N_("发现的问题"), ""), "message": (N_("问题"), ""),
    "basis": (N_("依据"), ""),
    "amount_met": (N_("数额较大"), ""), "order_unpaid": (N_("责令后仍不支付"), ""), "ready_for_transfer": (N_("应当移送"), ""),
    "payers": (N_("谁来清偿"), ""), "who": (N_("谁"), ""), "at_most": (N_("最多"), "money"),
    "lines": (N_("各项"), ""), "items": (N_("各项"), ""), "name": (N_("名称"), ""), "kind": (N_("种类"), ""),
    "hours": (N_("小时"), ""), "days": (N_("天"), ""), "times": (N_("倍数"), ""), "overtime.lines.amount": (N_("金额"), "money"),
}  # fmt: skip
SAID = {  # words of results
    True: N_("是"), False: N_("否"), "unknown": N_("尚不能确定"), None: N_("无"), "male": N_("男"), "female": N_("女"),
    "workday": N_("工作日"), "rest_day": N_("休息日"), "holiday": N_("法定休假日"),
}
HIDDEN = {"strip", "code", "weight"}  # drawn or told elsewhere
MAIN = {  # the sum that the parties argue about
    "annual-leave": "amount", "overtime": "amount", "double-wage": "payable", "severance": "amount",
    "unlawful-dismissal": "amount", "probation": "compensation", "fund-ceiling": "total",
}  # fmt: skip
FIRST = {  # what is said first, and large, where there is no such sum
    "deadline": "due", "inspection-limitation": "in_time", "limitation": "barred", "extra-compensation": "due",
    "refusal-to-pay": "ready_for_transfer", "final-award": "final", "capital-amount": "text", "identity-number": "valid",
    "credit-code": "valid", "who-must-pay": "payers",
}


def called(rule, path):
    """(label, hint) of an input of a rule; `path` is its name, or name.part of what is inside it."""
    return INPUTS.get(f"{rule}.{path}") or INPUTS.get(path) or (path, "")


def result(rule, key):
    """(label, kind) of a key of a result."""
    return RESULTS.get(f"{rule}.{key}") or RESULTS.get(key.rpartition(".")[2]) or (key, "")
