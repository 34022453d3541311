"""Every registered form, from its sample: what is said stands on paper, and the corners stay clear."""

import json

import pikepdf
import pytest

from casework.arrears import documents, samples  # noqa: F401
from casework.contracts import documents as contract_papers  # noqa: F401
from casework.documents import FORMS, Profile, blanks, render, sample_facts
from casework.dossiers import documents as file_papers  # noqa: F401
from tests.documents.conftest import pictures, squeezed, text

CODES = sorted(FORMS)
SKIPPED = {"credit_code", "channels", "kinds", "channel", "channel_kind", "total_key", "due_fen", "paid_fen", "owed_fen",
           "now_fen", "by_month", "days", "trade", "basis", "copies", "address", "claimed", "verify",
           "way", "scope", "side", "role", "electronic", "told", "variant", "how", "by", "purpose"}  # ticked, not said
TICKS = ("claims", "ways", "electronic_ways", "powers")  # pairs of a code and the words that stand on paper


def test_no_two_forms_have_the_same_letters_on_their_blanks():
    assert len({blanks.tag(code) for code in CODES}) == len(CODES)


def strings(value, key=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in TICKS:
                yield from (words for _code, words, *_ in inner)
            elif name not in SKIPPED:
                yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)
    elif isinstance(value, str) and value and value[:2] != "20":
        yield value


@pytest.mark.parametrize("code", CODES)
def test_every_fact_that_a_form_is_given_for_its_own_part_can_be_read_back(code, papers):
    facts, on_paper = sample_facts(FORMS[code]), squeezed(papers[code])
    own = {key: value for key, value in FORMS[code].sample().items() if key not in samples.CASE or "case_number" not in facts}
    for said in strings({**own, "title": facts["paper"]["title"], "case_number": facts.get("case_number")}):
        for line in said.splitlines():
            assert "".join(line.split()) in on_paper, line


@pytest.mark.parametrize("code", CODES)
def test_the_mark_says_form_edition_and_hash_of_the_facts(code, papers):
    form = FORMS[code]
    digits = render.digest(code, form.edition, sample_facts(form))[:16]
    on_paper = squeezed(papers[code])
    assert on_paper.count(digits[:8]) == on_paper.count(digits[8:]) == len(pikepdf.open(papers[code]).pages)
    assert f"{form.edition}版" in on_paper


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("draft", [False, True])
def test_the_corner_of_the_file_number_and_the_paper_edge_stay_clear(code, draft, papers, tmp_path):
    for at, picture in enumerate(pictures(papers[code + "~" * draft], tmp_path)):
        wide, high = picture.size
        mm = max(wide, high) / 297
        back = at % 2
        if wide > high:  # bound at the top edge: bottom right on fronts, bottom left on backs
            box = (0 if back else wide - 30 * mm, high - 18 * mm, 30 * mm if back else wide, high)
        else:
            box = (0 if back else wide - 30 * mm, 0, 30 * mm if back else wide, 18 * mm)
        assert picture.crop(tuple(map(int, box))).getextrema()[0] > 250, (code, at + 1)
        edge = int(4 * mm)
        for strip in ((0, 0, wide, edge), (0, 0, edge, high), (wide - edge, 0, wide, high), (0, high - edge, wide, high)):
            assert picture.crop(strip).getextrema()[0] > 250, (code, at + 1, strip)


def test_a_draft_says_so_and_has_no_number(papers):
    for code, form in FORMS.items():
        said = squeezed(papers[code + "~"])
        assert "草稿" in said
        assert "字〔2026〕第037号" not in said
        assert ("未编号" in said) is bool(form.number_word), code


def test_the_samples_are_pdf_a_3u_and_titled(papers):
    for code, form in FORMS.items():
        with pikepdf.open(papers[code]) as document:
            with document.open_metadata() as xmp:
                assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "U")
            assert document.docinfo["/Title"] == form.title
            for page in document.pages:
                for font in page.Resources.get("/Font", {}).values():
                    assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor, "embedded TrueType"


def test_letters_end_with_their_seal_on_a_page_that_has_text(papers):
    for code, form in FORMS.items():
        if form.page == "letter":
            pages = text(papers[code], "-layout").split("\f")[:-1]
            sealed = next(page for page in pages if "2026年10月14日\n" in page and "联系人" in page)
            assert len("".join(sealed.split())) > 120, code


def test_facts_are_plain_json():
    for form in FORMS.values():
        facts = sample_facts(form)
        assert json.loads(json.dumps(facts)) == facts


def test_a_county_titles_numbers_and_grounds_its_own_papers():
    profile = Profile(forms={"filing-approval": {"title": "立案呈批表", "number_word": "立案", "basis": "《某办法》第一条",
                                                 "pattern": "【{year}】{n}号", "copies": ["存档"]}})
    form = FORMS["filing-approval"]
    from datetime import date

    paper = form.paper(profile, 7, date(2026, 3, 2))
    assert paper["title"] == "立案呈批表" and paper["basis"] == "《某办法》第一条" and paper["copies"] == ["存档"]
    assert paper["number"] == "云溪人社监立案字【2026】7号"
    assert form.paper(Profile(), 7, date(2026, 3, 2))["number"] == "云溪人社监立字〔2026〕第007号"


def test_a_township_that_only_assists_prints_no_words_of_power():
    from casework.core.errors import Refused

    class Order(FORMS["acceptance-notice"]):
        title = "劳动保障监察责令改正决定书"

    Order.permitted(Profile(mode="entrusted", level="township"))
    Order.permitted(Profile(mode="assisting", level="county"))
    with pytest.raises(Refused, match="县级"):
        Order.permitted(Profile(mode="assisting", level="township"))
    for form in FORMS.values():
        form.permitted(Profile(mode="assisting", level="township"))


@pytest.mark.parametrize("code", ["wage-iou", "wage-statement"])
def test_every_worker_has_a_page_with_capitals(code, papers):
    said = squeezed(papers[code])
    for person in sample_facts(FORMS[code])["people"]:
        assert person["name"] in said and person["number"] in said
    assert "壹万叁仟伍佰贰拾元整" in said and "第1份，共2份" in said and "第2份，共2份" in said
    assert len(pikepdf.open(papers[code]).pages) == 2
