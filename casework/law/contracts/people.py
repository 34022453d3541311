"""Who is too young, and who works full-time for two."""

from casework.law.clauses import clause
from casework.law.contracts.writing import LAW
from casework.law.findings import N_, Finding, Message
from casework.law.rules import UNKNOWN
from casework.law.sources import cite
from casework.law.terms import later
from casework.law.words import day

CHILD, JUVENILE = 16 * 12, 18 * 12  # months
CHILDREN, YOUNG = "禁止使用童工规定", cite("劳动法", 58, 2)


@clause("V14", cite(CHILDREN, 2))
def is_child(birth, on):
    """V14 用人单位不得招用不满16周岁的未成年人（禁止使用童工规定第2条，2002年12月1日起）."""
    return on < later(birth, CHILD)


@clause("V16", YOUNG)
def is_juvenile(birth, on):
    """V16 未成年工是指年满十六周岁未满十八周岁的劳动者（劳动法第58条第2款，1995年1月1日起）."""
    return later(birth, CHILD) <= on < later(birth, JUVENILE)


@clause("LC-68", cite("劳动合同法实施条例", 21))
def retirement(birth, who, tables, on):
    """E44-2 劳动者达到法定退休年龄的，劳动合同终止（实施条例第21条，2008年9月18日起）；年龄由渐进式延迟的年龄表确定。

    who: man, woman-55, woman-50. The day of retirement; UNKNOWN while the table of ages has not been entered.
    """
    ages = tables.value("retirement_age", None, on, "ages") or ()
    lines = [line for line in ages if line["who"] == who and line["born_from"] <= birth]
    if not lines:
        return UNKNOWN
    return later(birth, max(lines, key=lambda line: line["born_from"])["months"])


def overlaps(f):
    """The entries of `elsewhere` with a day in common with this contract."""
    first, last = f.start or f.hired, f.ended or f.end
    if first is None:
        return []
    return [one for one in f.elsewhere if (last is None or one[0] <= last) and (one[1] is None or one[1] >= first)]


def findings(f):
    begins = f.hired or f.start
    if f.birth and begins:
        if is_child(f.birth, begins):
            said = Message(N_("{on}用工时不满十六周岁（{birth}出生）"), on=day(begins), birth=day(f.birth))
            yield Finding("V14", said, (cite(CHILDREN, 2),), "error", "birth")
        elif is_juvenile(f.birth, f.last):
            said = Message(N_("未满十八周岁，按未成年工保护"))
            yield Finding("V16", said, (YOUNG,), "info", "birth")
    if f.elsewhere and f.form in {"ordinary", "dispatch", "site"}:
        for _first, _last, name in overlaps(f):
            said = Message(N_("与{name}的全日制劳动合同期间重叠"), name=name)
            yield Finding("T39-4", said, (cite(LAW, 39, item=4),), "warn", "hired")
