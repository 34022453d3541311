"""A row's value as people read it, and back as its kind takes it; what its codes are called."""

from casework.law import amounts
from casework.law.findings import N_, Message
from casework.law.wages import written

CHOICES = {  # table.field.code, or code
    "per-month": N_("逐月起算"), "per-day": N_("逐日起算"), "from-end": N_("从劳动关系终止之日起算"),
    "man": N_("男职工"), "woman-55": N_("原法定退休年龄五十五周岁的女职工"), "woman-50": N_("原法定退休年龄五十周岁的女职工"),
    "acceptance": N_("受理之日"), "approval": N_("审批之日"),
    "restart": N_("补正后重新计算"), "pause": N_("补正期间不计入"), "none": N_("照常计算"),
    "unable": N_("一时难以支付"), "absconded": N_("拖欠工资后逃匿"), "hardship": N_("劳动者生活困难"), "group": N_("可能引发群体性事件"),
    "employer": N_("用人单位"), "court": N_("法院执行"), "bankruptcy": N_("破产财产"), "guarantor": N_("担保人"),
    "congress": N_("职工代表大会决议"), "delegates": N_("协商代表名单和证明"), "minutes": N_("协商会议记录"),
    "status": N_("单位和工会的证明"), "mandate": N_("授权委托书"), "wages": N_("工资说明（上年平均工资、调整比例、涉及人数、分配制度）"),
}  # fmt: skip
PARTS = {  # columns of lists
    "who": N_("谁"), "born_from": N_("出生日期从哪天起"), "months": N_("退休年龄（月）"), "when": N_("情节"), "share": N_("比例"),
    "role": N_("审批人"), "up_to": N_("最多（元）"), "part": N_("部分"), "code": N_("代号"), "item": N_("项目"), "points": N_("分值"),
    "text": N_("情形"),
}  # fmt: skip
HINTS = {
    "money": N_("单位：元"), "number": N_("可以用小数，例如 0.5"),
}  # fmt: skip


def hint(inner):
    """How the field is to be filled: columns of a list, the unit of a sum."""
    if inner.kind == "list" and inner.fields["item"].kind == "mapping":
        item = inner.fields["item"].fields
        columns = _joined([Message(PARTS[part]) for part in item], "、")
        codes = [Message(N_("{code} 是{what}"), code=code, what=Message(CHOICES[code])) for one in item.values() for code in one.choices]
        if codes:
            return Message(N_("一行一项，依次是：{columns}；{codes}"), columns=columns, codes=_joined(codes, "，"))
        return Message(N_("一行一项，依次是：{columns}"), columns=columns)
    if inner.kind == "list" and inner.fields["item"].kind == "text":
        return N_("一行一项")
    return HINTS.get(inner.kind, "")


def plain(inner, value):
    """A parsed value as the JSON that its input takes: fen → "2490.00", a Fraction → "0.3", a day → ISO."""
    if value is None:
        return None
    if inner.kind == "list":
        return [plain(inner.fields["item"], one) for one in value]
    if inner.kind == "mapping":
        return {part: plain(one, value[part]) for part, one in inner.fields.items()}
    return {"money": amounts.plain, "number": written, "day": lambda day: day.isoformat()}.get(inner.kind, lambda same: same)(value)


def value(kind, row):
    """The JSON value of a law.tables.Row."""
    return {name: plain(field.input, row.value[name]) for name, field in kind.fields.items()}


def said(kind, parsed):
    """[(label, Message)] of what stands in a parsed value; what was left empty is not told."""
    return [(field.label, _said(field.input, parsed[name])) for name, field in kind.fields.items()
            if parsed.get(name) not in (None, (), [])]


def _said(inner, value):
    if inner.kind == "boolean":
        return Message(N_("是") if value else N_("否"))
    if inner.kind == "one_of":
        return Message(CHOICES.get(value, value))
    if inner.kind == "money":
        return Message(N_("{amount} 元"), amount=amounts.yuan(value))
    if inner.kind == "list":
        return _joined([_said(inner.fields["item"], one) for one in value])
    if inner.kind == "mapping":
        return _joined([_said(one, value[part]) for part, one in inner.fields.items() if value[part] is not None], " ")
    return Message("{text}", text=str(plain(inner, value)))


JOINTS = {"；": N_("{some}；{one}"), "、": N_("{some}、{one}"), "，": N_("{some}，{one}"), " ": "{some} {one}"}


def _joined(messages, by="；"):
    first, *rest = messages
    return Message(JOINTS[by], some=_joined(messages[:-1], by), one=messages[-1]) if rest else first
