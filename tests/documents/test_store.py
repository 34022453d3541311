"""Issued papers: numbers without gaps, frozen facts, bytes that never change; drafts that are never kept; the bound file."""

import hashlib
import io
from datetime import date

import pikepdf
import pytest

from casework.accounts import queries as accounts
from casework.arrears import queries
from casework.core import audit, files, jobs
from casework.core.errors import Refused
from casework.documents import store, voids
from casework.documents.store import Printed
from casework.dossiers import binder
from casework.extensions import db
from tests.documents.conftest import text

WORKER = "11010519491231002X"


@pytest.fixture
def case(make):
    return make.case(id_number=WORKER, claimed_fen=1234550, from_on=date(2026, 1, 1), to_on=date(2026, 1, 31), path=["accept"])


@pytest.fixture
def inside(app):
    with app.app_context():
        yield app
        db.session.rollback()
        db.session.remove()


def printed_by(login, number, *codes):
    by = accounts.by_login(login)
    kept = store.print_set(queries.case_by_number(number, by), codes, by=by)
    db.session.commit()
    return kept


def test_a_move_issues_its_paper_with_a_number_and_the_job_makes_the_bytes(case, inside):
    notice = db.session.scalar(db.select(Printed).where(Printed.code == "acceptance-notice"))
    assert notice.number == "澄溪人社监受字〔2026〕第001号" and notice.sha256 is None
    early = store.read(notice)
    db.session.rollback()
    assert jobs.work() >= 1
    notice = db.session.get(Printed, notice.id)
    kept = files.read(notice.sha256)
    assert kept == early, "the same facts give the same bytes, before and after the job"
    assert hashlib.sha256(kept).hexdigest() == notice.sha256 and notice.pages == len(pikepdf.open(io.BytesIO(kept)).pages)
    assert audit.history(notice)[-1].by_id == accounts.system().id


def test_facts_are_not_readable_in_the_database(case, inside):
    printed_by("inspector", case, "complaint-register")
    stored = "".join(db.session.connection().exec_driver_sql("SELECT facts FROM printed").scalars())
    assert WORKER not in stored and "周桂兰" not in stored
    changes = "".join(str(e.changes) for e in db.session.scalars(db.select(audit.AuditEntry)))
    assert WORKER not in changes


def test_the_same_paper_is_not_issued_twice_and_another_is(case, inside, today):
    (first,) = printed_by("inspector", case, "complaint-register")
    (again,) = printed_by("inspector", case, "complaint-register")
    assert first.id == again.id
    (roster,) = printed_by("inspector", case, "arrears-roster")
    assert roster.number is None and roster.id != first.id


def test_a_paper_of_a_move_is_not_numbered_by_hand(case, inside):
    with pytest.raises(Refused, match="自动签发"):
        printed_by("inspector", case, "filing-approval")


def test_numbers_have_no_gaps_and_a_void_one_is_kept(make, inside):
    first, second = make.case(at="accepted"), make.case(at="accepted", worker_name="许家明")
    numbers = db.session.scalars(db.select(Printed.number).where(Printed.code == "acceptance-notice").order_by(Printed.id)).all()
    assert numbers == ["澄溪人社监受字〔2026〕第001号", "澄溪人社监受字〔2026〕第002号"]
    leader = accounts.by_login("leader")
    paper = db.session.scalar(db.select(Printed).where(Printed.number == numbers[0]))
    with pytest.raises(Refused, match="作废原因"):
        store.void(paper, reason=" ", by=leader)
    db.session.rollback()
    store.void(db.session.get(Printed, paper.id), reason="姓名有误", by=leader)
    db.session.commit()
    assert [p.number for p in db.session.execute(voids.papers(accounts.by_login("leader")))] == [numbers[0]]
    with pytest.raises(Refused, match="已经作废"):
        store.void(db.session.get(Printed, paper.id), reason="再次", by=leader)
    assert first != second


def test_pages_for_scripts_and_people(case, inside, app, make):
    new = make.case()
    found = queries.case_by_number(case)
    rows = store.papers_of(found)
    assert {"form": "acceptance-notice", "number": "澄溪人社监受字〔2026〕第001号", "state": "issued", "sha256": None} in rows
    assert [row["state"] for row in rows if row["form"] == "arrears-roster"] == ["issued"]
    fresh = queries.case_by_number(new)
    assert {"form": "complaint-register", "number": None, "state": "draft", "sha256": None} in store.papers_of(fresh)
    with app.test_request_context():
        shown = {row["code"]: row for row in store.papers(found, accounts.by_login("inspector"))}
        assert shown["acceptance-notice"]["download"] and not shown["acceptance-notice"]["print"]
        assert shown["complaint-register"]["download"] and not shown["complaint-register"]["print"]
        fresh = {row["code"]: row for row in store.papers(fresh, accounts.by_login("inspector"))}
        assert fresh["complaint-register"]["print"] and fresh["complaint-register"]["draft"]
        assert fresh["arrears-roster"]["missing"] and not fresh["arrears-roster"]["print"]
        assert shown["filing-approval"]["draft"] and not shown["filing-approval"]["print"]


def test_preview_draft_print_and_download_in_the_browser(case, browser, make):
    id = make.id_of(case)
    browser.sign_in("inspector")
    get = browser.client.get
    page = get(f"/documents/complaint-register/{id}/")
    assert page.status_code == 200 and WORKER in page.get_data(as_text=True)
    assert "sandbox" in page.headers["Content-Security-Policy"] and "script" not in page.headers["Content-Security-Policy"]
    draft = get(f"/documents/arrears-roster/{id}/draft.pdf")
    assert draft.mimetype == "application/pdf" and draft.data.startswith(b"%PDF")
    answer = browser.client.post(f"/documents/complaint-register/{id}/print")
    assert answer.status_code == 302
    kept = get(answer.location)
    assert kept.mimetype == "application/pdf" and kept.data == get(answer.location).data
    both = browser.client.post(f"/documents/{id}/print-set", data={"codes": ["complaint-register", "arrears-roster"]})
    joined = get(both.location)
    assert len(pikepdf.open(io.BytesIO(joined.data)).pages) >= 2
    assert get(f"/dossiers/{id}.pdf").data.startswith(b"%PDF")


def test_other_areas_and_other_roles_get_nothing(case, browser, make):
    id = make.id_of(case)
    browser.sign_in("inspector")
    where = browser.client.post(f"/documents/complaint-register/{id}/print").location
    for login, status in (("elsewhere", 404), ("treasurer", 403), ("admin", 403)):
        browser.sign_in(login)
        for path in (where, f"/documents/complaint-register/{id}/", f"/documents/complaint-register/{id}/draft.pdf",
                     f"/dossiers/{id}.pdf", where.replace("printed/", "joined/")):
            assert browser.client.get(path).status_code == status, (login, path)


def test_every_paper_of_every_way_a_case_can_go(make, inside):
    """The real facts of each form render without a complaint, with and without what people left out."""
    make.case(path=["supplement", "refuse"])
    make.case(path=["handover"])
    make.case(path=["settle"], claimed_fen=500000, from_on=date(2026, 1, 1), to_on=date(2026, 2, 1))
    make.case(path=["accept", "file"], employer_name="望江建筑有限公司")
    make.case(worker_name=None, channel="report")
    printed = db.session.scalars(db.select(Printed)).all()
    assert {p.code for p in printed} >= {"supplement-notice", "refusal-notice", "handover-letter", "settlement-record",
                                         "acceptance-notice", "filing-approval"}
    for paper in printed:
        assert store.read(paper).startswith(b"%PDF")


# ---- the bound file

def evidence(number, name, data, media_type):
    by = accounts.by_login("inspector")
    found = queries.case_by_number(number, by)
    kept = files.keep(data, name, media_type)
    with audit.during("test", by):
        db.session.add(files.Evidence(matter_id=found.id, name=name, received_on=date(2026, 3, 2), sha256=kept.sha256, size=kept.size,
                                      media_type=media_type, by_id=by.id, kind="evidence"))
        db.session.flush()
    db.session.commit()


def photo(turn=1, mode="RGB"):
    from PIL import Image

    picture, out, exif = Image.new(mode, (400, 200), "red" if mode == "RGB" else 90), io.BytesIO(), Image.Exif()
    exif[0x0112] = turn
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def upload(rotate=0, password=None):
    out, made = io.BytesIO(), pikepdf.Pdf.new()
    for _ in range(2):
        made.add_blank_page(page_size=(595, 842)).rotate(rotate, relative=False)
    made.save(out, encryption=pikepdf.Encryption(owner="o", user=password) if password else False)
    return out.getvalue()


def test_the_bound_file_counts_every_page_but_cover_and_index(case, inside, tmp_path):
    jpeg = photo(6)
    evidence(case, "转账.jpg", jpeg, "image/jpeg")
    evidence(case, "考勤.pdf", upload(90), "application/pdf")
    evidence(case, "加密.pdf", upload(password="u"), "application/pdf")
    evidence(case, "坏.pdf", b"%PDF-1.4 nothing", "application/pdf")
    printed_by("inspector", case, "complaint-register", "arrears-roster")
    found = queries.case_by_number(case)
    data = binder.bind(found)
    assert data == binder.bind(found), "deterministic"
    path = tmp_path / "file.pdf"
    path.write_bytes(data)
    with pikepdf.open(path) as bound:
        pages, titles = len(bound.pages), [str(item.title) for item in bound.open_outline().root]
        assert titles[:2] == ["卷宗封面", "卷内目录"] and titles[-1] == "卷内备考表"
        assert {"转账.jpg", "考勤.pdf", "加密.pdf", "坏.pdf"} < set(titles)
        assert titles.index("劳动保障监察投诉受理通知书") < titles.index("转账.jpg")
        with bound.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "B")
        assert "/OutputIntents" in bound.Root
        photos = [x for p in bound.pages for x in p.obj.get("/Resources", {}).get("/XObject", {}).values()]
        scan = jpeg[jpeg.index(b"\xff\xda"):]
        assert any(bytes(x.read_raw_bytes()).endswith(scan) for x in photos), "the photo keeps its own bytes"
        stamped = [p for p in bound.pages if "/FileNumber" in p.obj.get("/Resources", {}).get("/Font", {})]
        assert len(stamped) == pages - 3
        assert len({p.obj.Resources.Font["/FileNumber"].objgen for p in stamped}) == 1, "one shared font"
        assert [int(n) for n in list(bound.Root.PageLabels.Nums)[::2]] == [0, 2, pages - 1]
    leaves = text(path).split("\f")[:-1]
    assert all(str(n - 2) in leaf.split() for n, leaf in enumerate(leaves, 1) if 2 < n < pages)
    assert "不能合订" in "".join("".join(leaf.split()) for leaf in leaves)


def test_the_file_of_a_new_case_binds_drafts_where_nothing_is_issued(make, inside, tmp_path):
    found = queries.case_by_number(make.case())
    path = tmp_path / "file.pdf"
    path.write_bytes(binder.bind(found))
    assert "草稿" in text(path)
    with pytest.raises(Refused, match="没有材料"):
        binder.bind(found, drafts=False)


def test_an_issued_paper_cannot_be_changed_even_by_the_program(case, inside):
    (paper,) = printed_by("inspector", case, "complaint-register")
    with pytest.raises(RuntimeError, match="never changes: title"), audit.during("test", accounts.by_login("inspector")):
        paper.title = "别的"
        db.session.flush()


def test_two_forms_count_apart_whatever_their_words(case, inside):
    from casework.core.numbering import Sequence

    words = set(db.session.scalars(db.select(Sequence.word)))
    assert {"acceptance-notice"} <= words and "受" not in words
    tokens = db.session.scalars(db.select(Printed.token)).all()
    assert all(tokens) and len(set(tokens)) == len(tokens)
