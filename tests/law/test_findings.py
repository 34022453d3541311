"""Messages and citations are values; the words come later."""

import pytest

from casework.law.findings import N_, Finding, Message
from casework.law.sources import TEXTS, Citation, cite


def test_a_message_is_chinese_until_somebody_translates_it():
    message = Message(N_("已超过 {days} 个工作日"), days=5)
    assert str(message) == "已超过 5 个工作日"
    assert message.render({"已超过 {days} 个工作日": "{days} workdays over"}.get) == "5 workdays over"


def test_messages_inside_a_message_are_translated_too():
    message = Message(N_("{day}起"), day=Message(N_("7月{n}日"), n=28))
    assert str(message) == "7月28日起"
    assert message.render({"{day}起": "from {day}", "7月{n}日": "{n} July"}.get) == "from 28 July"


def test_messages_are_equal_by_what_they_say():
    assert Message("{n} 日", n=1) == Message("{n} 日", n=1) != Message("{n} 日", n=2)
    assert len({Message("{n} 日", n=1), Message("{n} 日", n=1)}) == 1
    assert Finding("X", Message("甲")) == Finding("X", Message("甲"))


def test_an_argument_may_be_called_template():
    assert str(Message("{template}", template="补正告知书")) == "补正告知书"


@pytest.mark.parametrize(
    ("citation", "text"),
    [
        (cite("劳动保障监察条例", 17), "《劳动保障监察条例》第17条"),
        (cite("浙江省劳动保障监察条例", 30, 2), "《浙江省劳动保障监察条例》第30条第2款"),
        (cite("浙江省劳动保障监察条例", 22, item=1), "《浙江省劳动保障监察条例》第22条第1项"),
        (Citation("某通知", number="国办发明电〔2025〕7号"), "《某通知》（国办发明电〔2025〕7号）"),
    ],
)
def test_a_citation_reads_as_people_write_it(citation, text):
    assert str(citation) == text


def test_an_unknown_text_cannot_be_cited():
    with pytest.raises(KeyError):
        cite("劳动保障检查条例", 17)


def test_every_text_says_since_when_unless_nobody_read_it():
    unread = {"行政诉讼法"}
    assert {name for name, text in TEXTS.items() if not text.in_force} == unread
