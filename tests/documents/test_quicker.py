"""Papers are the same byte for byte with and without what makes WeasyPrint quicker."""

from importlib.metadata import version

import pytest

from casework.arrears.samples import people
from casework.documents import FORMS, quicker, render, sample_facts
from casework.documents.pool import Pool, Process

RICH = ("complaint-register", "case-timeline", "labour-contract", "acceptance-notice", "settlement-record", "service-receipt")


@pytest.fixture(scope="module")
def plain():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Process, "arguments", ("--as-it-is",))
        slow = Pool(1)
        assert slow.check() == []  # its process has begun
    yield slow
    slow.close()


@pytest.mark.parametrize("code", [*RICH, "arrears-roster"])
def test_a_paper_has_the_same_bytes(app, plain, code):
    form = FORMS[code]
    facts = sample_facts(form) | ({"rows": people(30)} if code == "arrears-roster" else {})
    assert render.pdf(form, facts, using=plain) == render.pdf(form, facts)


def test_another_weasyprint_is_left_as_it_is():
    class Other:
        __version__ = "70.1"

    assert quicker.apply(Other) is False
    assert version("weasyprint") == quicker.VERSION  # a newer one is compared first
