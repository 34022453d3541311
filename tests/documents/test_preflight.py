"""A character that none of our fonts has stops a paper before it takes a number."""

import pytest

from casework.accounts import queries as accounts
from casework.arrears import queries
from casework.core.errors import Refused
from casework.core.numbering import Sequence
from casework.documents import FORMS, preflight, sample_facts, store
from casework.documents.store import Printed
from casework.extensions import db

NOWHERE = "\U000323af"  # the last character of extension H, in no font of ours


def test_rare_names_that_our_fonts_have_pass():
    assert preflight.lacking("王䶮𬭎㛃彧翀㸃𠅤𬀩·阿卜杜热合曼\n\t　\u200b¥12.50") == []
    for form in FORMS.values():
        preflight.stop(sample_facts(form))


def test_the_sentence_names_place_row_and_character():
    facts = {"rows": [{"name": "王一"}, {"name": f"李{NOWHERE}明"}], "paper": {"title": "花名册"}}
    with pytest.raises(Refused) as refused:
        preflight.stop(facts)
    said = str(refused.value)
    assert "花名册第 2 项" in said and f"李{NOWHERE}明" in said and "U+323AF" in said


def test_no_number_is_taken_for_a_paper_that_cannot_be_printed(make, app):
    number = make.case(worker_name=f"周{NOWHERE}兰")
    with app.app_context():
        by = accounts.by_login("inspector")
        before = [(s.word, s.last) for s in db.session.scalars(db.select(Sequence))]
        with pytest.raises(Refused, match=r"投诉人“周.兰”.*U\+323AF"):
            store.print_set(queries.case_by_number(number, by), ["complaint-register"], by=by)
        db.session.rollback()
        assert db.session.scalar(db.select(db.func.count(Printed.id))) == 0
        assert before == [(s.word, s.last) for s in db.session.scalars(db.select(Sequence))]
