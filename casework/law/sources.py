"""The texts in force. A rule points at an article through cite(); a text not listed here is an error at import."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Text(NamedTuple):
    """Since when the wording we rely on is in force, and the number under which it was issued (None: not yet read)."""

    in_force: date | None
    number: str | None


TEXTS = {
    "民法典": Text(date(2021, 1, 1), None),
    "民事诉讼法": Text(date(2024, 1, 1), None),
    "行政处罚法": Text(date(2021, 7, 15), None),
    "社会保险法": Text(date(2018, 12, 29), None),
    "全国年节及纪念日放假办法": Text(date(2025, 1, 1), "国务院令第795号"),
    "劳动保障监察条例": Text(date(2004, 12, 1), "国务院令第423号"),
    "保障农民工工资支付条例": Text(date(2020, 5, 1), "国务院令第724号"),
    "浙江省劳动保障监察条例": Text(date(2020, 9, 24), "浙江省人大常委会"),
    "支付结算办法": Text(date(1997, 12, 1), None),
    "劳动合同法": Text(date(2008, 1, 1), None),
    "劳动合同法实施条例": Text(date(2008, 9, 18), "国务院令第535号"),
    "劳动法": Text(date(1995, 1, 1), None),
    "工资支付暂行规定": Text(date(1995, 1, 1), None),
    "最低工资规定": Text(date(2004, 3, 1), "劳动和社会保障部令第21号"),
    "职工带薪年休假条例": Text(date(2008, 1, 1), None),
    "企业职工带薪年休假实施办法": Text(date(2008, 9, 18), None),
    "最高人民法院关于审理劳动争议案件适用法律问题的解释（二）": Text(date(2025, 9, 1), "法释〔2025〕12号"),
    "劳务派遣暂行规定": Text(date(2014, 3, 1), "人力资源社会保障部令第22号"),
    "超龄劳动者基本权益保障暂行规定": Text(date(2026, 7, 1), "人力资源社会保障部等五部门令第56号"),
    "国务院关于职工工作时间的规定": Text(date(1995, 5, 1), "国务院令第174号"),
    "禁止使用童工规定": Text(date(2002, 12, 1), "国务院令第364号"),
    "浙江省集体合同条例": Text(date(2011, 1, 1), None),
    "浙江省工会劳动法律监督条例": Text(date(2016, 12, 1), "浙江省人大常委会"),
    "电子签名法": Text(date(2019, 4, 23), None),
    "劳动争议调解仲裁法": Text(date(2008, 5, 1), None),
    "劳动人事争议仲裁办案规则": Text(date(2017, 7, 1), "人力资源社会保障部令第33号"),
    "刑法": Text(date(2011, 5, 1), None),  # 第276条之一, by 刑法修正案（八）第41条、第50条
    "最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释": Text(date(2013, 1, 23), "法释〔2013〕3号"),
    "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）": Text(date(2021, 1, 1), "法释〔2020〕26号"),
    "行政强制法": Text(date(2012, 1, 1), None),
    "行政复议法": Text(date(2024, 1, 1), None),
    "行政诉讼法": Text(None, None),  # 2017年6月27日修正: the text was read, the day from which it holds was not
    "行政执法机关移送涉嫌犯罪案件的规定": Text(date(2020, 8, 7), "国务院令第310号"),
    "人民调解法": Text(date(2011, 1, 1), None),
    "法律援助法": Text(date(2022, 1, 1), None),
    "企业劳动争议协商调解规定": Text(date(2012, 1, 1), "人力资源社会保障部令第17号"),
    "浙江省劳动人事争议调解仲裁条例": Text(date(2020, 9, 24), "浙江省人大常委会"),
    "宁波市人民调解条例": Text(date(2015, 6, 1), None),
    "宁波市企业工资集体协商条例": Text(date(2014, 5, 1), None),
    "拖欠农民工工资失信联合惩戒对象名单管理暂行办法": Text(date(2022, 1, 1), "人力资源社会保障部令第45号"),
    "企业劳动保障守法诚信等级评价办法": Text(date(2017, 1, 1), "人社部规〔2016〕1号"),
    "重大劳动保障违法行为社会公布办法": Text(date(2017, 1, 1), "人力资源社会保障部令第29号"),
}


@dataclass(frozen=True)
class Citation:
    """An article, 《劳动保障监察条例》第17条; a notice has no articles and is named by its number instead."""

    text: str
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    number: str | None = None
    inserted: int | None = None  # 1 for 第276条之一

    def __str__(self):
        article = "条之" + "一二三四五"[self.inserted - 1] if self.inserted else "条"
        parts = ((self.article, article), (self.paragraph, "款"), (self.item, "项"))
        where = "".join(f"第{n}{word}" for n, word in parts if n)
        return f"《{self.text}》{where}" + (f"（{self.number}）" if self.number else "")


def cite(text, article, paragraph=None, item=None, inserted=None):
    """The citation of 第…条 (第…款, 第…项) of a text in force; KeyError for a text that is not in TEXTS."""
    TEXTS[text]
    return Citation(text, article, paragraph, item, inserted=inserted)
