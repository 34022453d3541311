"""The story that the program is for, in a real browser: registered, accepted, filed, printed. Then every page, looked at by
axe-core in both languages and at both widths."""

import io
import os
import shutil
import subprocess
import threading
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pikepdf
import pytest
import waitress
from openpyxl import Workbook
from playwright.sync_api import sync_playwright
from sqlalchemy import select

from casework.accounts import queries as accounts
from casework.administration import phrases
from casework.arrears import cells
from casework.arrears import queries as cases
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import Case
from casework.core import clock, jobs
from casework.core.importing import ImportBatch
from casework.extensions import db
from casework.gatherings import actions as gatherings
from casework.parties.models import Worker
from tests.browser import PASSWORD, Browser
from tests.features.test_payments import bring
from tests.sheets import identity, long_roster, xlsx

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update"]
WIDE, PHONE = {"width": 1366, "height": 900}, {"width": 390, "height": 844}
AXE = """async () => {
  const found = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    rules: {"target-size": {enabled: true}}, resultTypes: ["violations"]});
  return found.violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" | ")}`);
}"""


@pytest.fixture(scope="module")
def chromium():
    there = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    path = os.environ.get("CASEWORK_CHROMIUM") or next(there, None)
    assert path, "no Chromium: install Debian's package or name it in CASEWORK_CHROMIUM"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def server(app):
    """The address of the application, served as in an office, with its CSRF tokens required."""
    app.config["WTF_CSRF_ENABLED"] = True
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    channels = list(server._map.values())
    server.trigger.pull_trigger(server._map.clear)  # its loop ends by itself; a socket closed under it would be an error of that thread
    thread.join(5)
    server.task_dispatcher.shutdown()
    for each in channels:
        each.close()


@pytest.fixture
def window(chromium, server):
    """window() is a person's own browser. At the end nothing may have gone wrong in any of them."""
    opened, wrong = [], []

    def listen(page):
        icon = "/favicon.ico"  # Chromium asks for one beside a PDF
        page.on("console", lambda m: m.type in ("error", "warning") and icon not in m.location["url"]
                and not m.location["url"].startswith("chrome")
                and wrong.append(f"{page.url} console: {m.text}"))
        page.on("pageerror", lambda error: wrong.append(f"{page.url} script: {error}"))
        page.on("request", lambda r: r.url.startswith("http") and not r.url.startswith(server) and wrong.append(f"outside: {r.url}"))
        page.on("requestfailed", lambda r: r.url.startswith(server) and ".pdf" not in r.url and icon not in r.url
                and wrong.append(f"{page.url} request: {r.url} {r.failure}"))
        page.on("response", lambda r: r.status >= 400 and icon not in r.url and wrong.append(f"{page.url} answer: {r.status} {r.url}"))
        page.on("dialog", lambda d: (wrong.append(f"{page.url} asks: {d.type} {d.message}"), d.accept()))

    def open_window(viewport=WIDE):
        context = chromium.new_context(base_url=server, locale="zh-CN", viewport=viewport)
        context.set_default_timeout(15_000)
        context.on("page", listen)
        opened.append(context)
        return context.new_page()

    yield open_window
    for context in opened:
        context.close()
    assert wrong == []


def sign_in(page, login):
    page.goto("/")
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", level=1).wait_for()
    assert "/sign-in" not in page.url, page.inner_text("main")
    return page


def foreman_s_roster():
    """As foremen bring them: a merged title over the head, a line with the firm, a row with the total, a remark."""
    book = Workbook()
    sheet = book.active
    sheet.append(["云澜市恒砺服饰有限公司2025年12月—2026年1月拖欠工资花名册"])
    sheet.merge_cells("A1:H1")
    sheet.append(["制表人：周桂兰", None, None, None, "单位：元"])
    sheet.append(["序号", "工人姓名", "身份证号码", "联系电话", "工种", "2025年12月", "2026年1月", "备注"])
    for n, (name, december, january) in enumerate((("周桂兰", 4120.5, 3980), ("吴阿毛", 5200, 5150.25), ("陆小芬", 3600, 0.5)), start=1):
        sheet.append([n, name, identity(n), f"1380000210{n + 5}", "缝纫工", december, january, "夜班" if n == 2 else None])
    sheet.append(["合计", None, None, None, None, 12920.5, 9130.75, None])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def figures(page, panel):
    return page.locator(f"#{panel}").inner_text().split()


def test_one_case_passes_through_three_hands(window, app, today, tmp_path):
    # the inspector registers, with the foreman's own file
    page = sign_in(window(), "inspector")
    page.get_by_role("link", name="登记投诉").first.click()
    page.get_by_label("投诉人姓名").fill("周桂兰")
    page.get_by_label("联系电话").fill("13800002106")
    page.get_by_label("用人单位名称").fill("云澜市恒砺服饰有限公司")
    file = {"name": "花名册.xlsx", "mimeType": "application/octet-stream", "buffer": foreman_s_roster()}
    page.get_by_label("工人花名册").set_input_files(file)
    assert "花名册.xlsx" in page.locator("output[for=roster]").inner_text()
    page.get_by_role("button", name="登记", exact=True).click()

    # the dry run: everything was found under the merged title, nothing is written
    page.get_by_role("heading", name="花名册试导入").wait_for()
    said = page.inner_text("main")
    for words in ("表头在第 3 行", "22,051.25", "与合计行一致", "还没有写入任何数据", "备注"):
        assert words in said, words
    assert page.get_by_text(identity(1)).count() == 0
    page.get_by_role("button", name="导入 3 行").click()

    # the sums, and the clock with its day and why
    page.get_by_role("heading", level=1, name="云澜市恒砺服饰有限公司拖欠工资").wait_for()
    case = page.url
    assert {"2025-12", "12,920.50", "2026-01", "9,130.75", "22,051.25"} <= set(figures(page, "claims"))
    clock = page.locator("#clocks")
    said = clock.inner_text()
    assert "受理" in said and "3月9日届满" in said and "浙江省劳动保障监察条例" in said and "临近 5 个工作日" in said
    assert clock.locator("table.month b").all_inner_texts() == ["1", "2", "3", "4", "5"], "each day that counts, and its number"
    assert "3月3日至9日，周一至周五 5 日" in said and "《民法典》第201条第1款" in said
    assert page.get_by_role("link", name="受理", exact=True).count() == 0, "the one who proposes does not approve"
    assert page.get_by_role("link", name="通知补正").is_visible()

    # the leader accepts
    page = sign_in(window(), "leader")
    page.get_by_role("row").filter(has_text="柳劳监〔2026〕0001号").get_by_role("link").first.click()  # it waits on the desk
    page.get_by_role("link", name="受理", exact=True).click()
    page.get_by_role("button", name="受理", exact=True).click()
    page.get_by_text("已办：受理").wait_for()
    assert "已受理" in page.inner_text(".head")
    assert page.get_by_role("link", name="立案", exact=True).count() == 0, "filing is the county's"

    # the county files, two days later: the term counts from the day of acceptance
    today(date(2026, 3, 4))
    page = sign_in(window(), "county")
    page.goto(case)
    page.get_by_role("link", name="立案", exact=True).click()
    page.get_by_role("button", name="立案", exact=True).click()
    page.get_by_text("已办：立案").wait_for()
    assert "5月28日届满" in page.inner_text("#clocks") and "正常 58 个工作日" in page.inner_text("#clocks")
    strip = page.locator("svg.strip")
    assert strip.is_visible() and "5月28日届满" in strip.get_attribute("aria-label")
    assert strip.locator("rect.on, rect.left, rect[class*=add]").count() == 60

    # and prints roster, registration and filing joined into one file
    papers = page.locator("#papers")
    for code in ("arrears-roster", "complaint-register", "filing-approval"):
        papers.locator(f"input[value={code}]").first.check()
    with page.expect_request(lambda r: "/documents/joined/" in r.url) as asked:
        papers.get_by_role("button", name="勾选的合成一份打印").click()
    answer = page.context.request.get(asked.value.url)
    file = tmp_path / "joined.pdf"
    file.write_bytes(answer.body())
    single = [page.context.request.get(f"/documents/printed/{id}.pdf").body()
              for id in asked.value.url.rpartition("/")[2].removesuffix(".pdf").split("-")]
    pages = [len(pikepdf.open(io.BytesIO(data)).pages) for data in single]
    with pikepdf.open(file) as document:
        assert len(document.pages) == sum(pages) and len(pages) == 3
    text = "".join(subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout.split())
    for words in ("拖欠工资花名册", "投诉登记表", "立案审批表", "周桂兰", "吴阿毛", "陆小芬", "22,051.25", "柳劳监〔2026〕0001号",
                  "云澜市恒砺服饰有限公司", identity(2)):
        assert words in text, words


def tab_to(page, what, at_most=60):
    """Press Tab until the focus is there; answers how often."""
    for n in range(at_most):
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return n
        page.keyboard.press("Tab")
    raise AssertionError(f"{what} cannot be reached by keyboard on {page.url}")


def test_signing_in_and_registering_needs_no_mouse(window, app):
    page = window()
    page.goto("/")
    page.wait_for_function("document.activeElement.matches('[name=login]')")  # autofocus comes with the first picture
    tab_to(page, "[name=login]", 1)
    page.keyboard.type("inspector")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip" and page.locator("a.skip").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, "main a[href='/arrears/new']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/arrears/new")
    tab_to(page, "[name=worker_name]", 1)
    page.keyboard.type("Wang Wu")
    page.keyboard.press("Enter")  # too early: all that is missing is said at once, nothing typed is lost
    page.locator("#errors").wait_for()
    assert page.evaluate("document.activeElement.id") == "errors"
    assert page.locator("#errors li").all_inner_texts() == ["请填写联系电话", "请填写用人单位名称"]
    tab_to(page, "#errors a[href='#telephone']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "telephone" and page.input_value("[name=worker_name]") == "Wang Wu"
    page.keyboard.type("13800002106")
    tab_to(page, "[name=employer_name]")
    page.keyboard.type("Acme")
    tab_to(page, "main form .btn-primary:not([hidden])")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "where the focus is can be seen"
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Acme拖欠工资").wait_for()
    with app.app_context():
        case = db.session.scalar(select(Case).where(Case.number == "柳劳监〔2026〕0001号"))
        assert db.session.get(Worker, case.complainant_id).telephone == "13800002106"


def test_a_phrase_is_written_at_the_cursor_without_a_mouse(window, app, make):
    with app.app_context():
        county = accounts.by_login("county")
        phrases.add(field="arrears.move.close.outcome", text="已全部付清", area=county.home, by=county)
        db.session.commit()
    page = sign_in(window(), "county")
    page.goto(f"/arrears/{make.id_of(make.case(at='filed'))}/move/close")
    tab_to(page, "[name=outcome]")
    page.keyboard.type("经核实")
    tab_to(page, "details.phrases summary", 2)
    page.keyboard.press("Enter")
    tab_to(page, "[data-phrase]", 2)
    page.keyboard.press("Enter")
    assert page.input_value("[name=outcome]") == "经核实；已全部付清"
    assert page.evaluate("document.activeElement.name") == "outcome" and not page.evaluate("document.querySelector('.phrases').open")


def test_enter_in_a_field_registers_and_does_not_look_up(window):
    page = sign_in(window(), "inspector")
    page.goto("/arrears/new")
    for name, text in (("worker_name", "周桂兰"), ("telephone", "13800002106"), ("employer_name", "恒砺"), ("id_number", identity(3))):
        page.fill(f"[name={name}]", text)
    page.get_by_role("button", name="按号码查登记").click()
    page.get_by_text("登记里没有这个号码，照实填写就好。").wait_for()
    page.press("[name=employer_name]", "Enter")
    page.get_by_role("heading", level=1, name="恒砺拖欠工资").wait_for()


def test_what_is_typed_outlives_a_closed_lid(chromium, server):
    """Typed, saved, the window gone, signed in elsewhere: offered, restored, sent, and not offered again."""
    page = chromium.new_context(base_url=server, viewport=WIDE).new_page()
    sign_in(page, "second")
    page.goto("/arrears/new")
    page.locator("[name=worker_name]").press_sequentially("周桂兰")
    page.select_option("[name=channel]", "phone")
    page.get_by_text("已保存").wait_for()
    page.context.close()
    page = chromium.new_context(base_url=server, viewport=WIDE).new_page()
    sign_in(page, "second")
    page.goto("/arrears/new")
    page.get_by_role("button", name="恢复").click()
    assert page.input_value("[name=worker_name]") == "周桂兰" and page.input_value("[name=channel]") == "phone"
    page.fill("[name=telephone]", "13800002107")
    page.fill("[name=employer_name]", "恒砺饰品")
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_role("heading", level=1, name="恒砺饰品拖欠工资").wait_for()
    page.goto("/arrears/new")
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("button", name="恢复").count() == 0
    page.context.close()


def test_a_card_reader_looks_up_and_registers_nothing(window):
    """It types a number and presses Enter; Enter in any other field registers."""
    page = sign_in(window(), "inspector")
    page.goto("/arrears/new")
    page.fill("[name=worker_name]", "周桂兰")
    page.fill("[name=employer_name]", "恒砺")
    page.locator("[name=credit_code]").press_sequentially("91339901MA2HLTF031\n")
    page.get_by_text("登记里没有这个号码").wait_for()
    assert page.url.endswith("/arrears/new") and page.input_value("[name=worker_name]") == "周桂兰"


def test_leaving_a_form_with_something_typed_asks_first(chromium, server):
    page = chromium.new_context(base_url=server, viewport=WIDE).new_page()
    asked = []
    page.on("dialog", lambda d: (asked.append(d.type), d.dismiss()))
    sign_in(page, "inspector")
    page.goto("/arrears/new")
    page.locator("[name=worker_name]").press_sequentially("周")
    page.get_by_role("link", name="不登记了").click(no_wait_after=True)
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"] and page.url.endswith("/arrears/new")
    page.context.close()


def test_a_script_that_got_into_a_page_does_not_run(chromium, server):
    page, said = chromium.new_context(base_url=server).new_page(), []
    page.on("console", lambda m: said.append(m.text))
    page.goto("/accounts/sign-in")
    page.evaluate("""document.body.insertAdjacentHTML("beforeend", `<img src="data:," onerror="document.title = 'owned'">`)""")
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'owned'";
      document.body.append(script);
    }""")
    page.wait_for_timeout(200)
    assert page.title() != "owned" and len([line for line in said if "Content Security Policy" in line]) == 2
    page.context.close()


def test_the_menu_of_a_phone_opens_and_closes(window):
    page = sign_in(window(PHONE), "inspector")
    menu = page.get_by_role("link", name="菜单", exact=True)
    side = page.locator("#side")
    assert menu.is_visible() and not side.get_by_role("link", name="劳动者").is_visible()
    menu.click()
    side.get_by_role("link", name="劳动者").wait_for()
    page.keyboard.press("Escape")
    side.get_by_role("link", name="劳动者").wait_for(state="hidden")
    menu.click()
    side.get_by_role("link", name="劳动者").click()
    page.get_by_role("heading", level=1, name="劳动者").wait_for()


PASTE = """([selector, text]) => {
  const input = document.querySelector(selector), data = new DataTransfer();
  data.setData("text/plain", text);
  input.focus();
  input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def judged(text):
    """What the server says of a cell, in the words of static/sheet.js."""
    try:
        fen = cells.money(text)
    except cells.Bad as bad:
        return "decimals" if "两位小数" in str(bad.reason) else "number"
    return "null" if fen is None else "negative" if fen < 0 else str(fen)


def test_eighty_workers_and_six_months_are_pasted_mended_and_saved(window, make):
    """A block from Excel with what people write there; the keyboard; totals while one types; a draft that outlives the page."""
    id = make.id_of(make.case(worker_name="周桂兰"))
    page = sign_in(window(), "inspector")
    page.goto(f"/arrears/{id}/sheet?from=2025-09&to=2026-02")
    texts = ["4,120.50", "１２００．５", " ¥1,000 ", "1.2万", "-5", "−0", "1,20", "12.345", "0.1", "1234.5600000000001", "", "　", "abc",
             "+3", "5元"]
    assert page.evaluate("texts => import('/static/sheet.js').then(m => texts.map(text => String(m.hundredths(text))))",
                         texts) == list(map(judged, texts)), "the script marks what cells.py will refuse"
    rows = [[f"工人{chr(0x4E00 + n)}{chr(0x5000 + n)}", identity(n), "木工", "一班", *("4,120.50" for _ in range(6))] for n in range(80)]
    rows[3][5], rows[4][6], rows[5][7], rows[79][9] = "1.2万", "１２００．５", " ¥1,000 ", ""
    page.evaluate(PASTE, ["[name='new|0|name']", "\r\n".join("\t".join(row) for row in rows) + "\r\n"])
    assert page.locator(".sheet tr.new").count() == 80 and page.locator("[aria-invalid=true]").count() == 1
    total = (80 * 6 - 4) * 412050 + 120050 + 100000
    assert page.inner_text("[data-total-of=all]") == f"{total // 100:,}.{total % 100:02}"
    assert page.get_by_text("未计入要改的 1 格").is_visible()
    bad = page.locator("[name='new|3|2025-10']")
    bad.focus()
    assert page.get_by_text("金额请写成数字，例如 12000.00").is_visible()
    page.keyboard.type("12000")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "new|4|2025-10"
    for key, name in (("ArrowUp", "new|3|2025-10"), ("ArrowRight", "new|3|2025-11"), ("ArrowLeft", "new|3|2025-10"),
                      ("Tab", "new|3|2025-11")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.name") == name, key
    page.evaluate(PASTE, ["[name='new|0|2025-09']", "1\t2\n3\t4"])
    assert page.input_value("[name='new|1|2025-10']") == "4"
    page.keyboard.press("Control+z")
    assert page.input_value("[name='new|0|2025-09']") == page.input_value("[name='new|1|2025-10']") == "4,120.50"
    total += 1200000
    assert page.inner_text("[data-total-of=all]") == f"{total // 100:,}.{total % 100:02}"
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("新增 479 笔").wait_for()
    assert page.inner_text("[data-total-of=all]") == f"{total // 100:,}.{total % 100:02}"
    page.locator("[aria-label='工人一倀 2025-09 欠发']").fill("5000")
    page.get_by_text("已保存").nth(1).or_(page.get_by_text("已自动保存")).first.wait_for()
    address = page.url
    page.close()
    page = page.context.new_page()
    page.goto(address)
    page.get_by_role("button", name="恢复").click()
    assert page.input_value("[aria-label='工人一倀 2025-09 欠发']") == "5000"
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("改 1 笔，新增 0 笔").wait_for()
    assert page.get_by_role("button", name="打印确认签字表").is_visible()



def test_the_buttons_about_money_and_about_two_cases_are_pressed(window, make):
    """A payment noted and taken back, a plan, somebody lost and found; a part of the workers split off, merged and given back."""
    one, other = make.case(), make.case(worker_name="另一人", telephone="13900000001")
    bring(make, one, long_roster(months=("2025-12",)))
    bring(make, other, long_roster(people=1, months=("2026-01",)))
    page = sign_in(window(), "leader")
    page.goto(f"/arrears/{make.id_of(one)}/payments")
    page.get_by_label("工人甲这次实付").fill("100.5")
    page.get_by_role("button", name="登记付款").click()
    page.get_by_text("已登记付款").wait_for()
    assert "100.50" in page.inner_text("#payments")
    page.get_by_role("link", name="撤销", exact=True).click()
    page.get_by_label("撤销的原因").fill("记错人")
    page.get_by_role("button", name="撤销，记录保留").click()
    page.get_by_text("撤销：记错人").wait_for()
    page.get_by_role("link", name="约定分期").click()
    page.get_by_label("第 1 期日期").fill("2026-03-20")
    page.get_by_label("第 1 期金额（元）").fill("5000")
    page.get_by_text("第 5 期以后").click()
    page.get_by_label("第 5 期日期").fill("2026-04-20")
    page.get_by_label("第 5 期金额（元）").fill("99999999")
    page.get_by_role("button", name="登记约定").click()
    page.get_by_text("多于尚欠").wait_for()
    assert page.get_by_label("第 5 期金额（元）").input_value() == "99999999", "nothing typed is lost, and the fold stays open"
    page.get_by_label("第 5 期金额（元）").fill("1000")
    page.get_by_role("button", name="登记约定").click()
    page.get_by_text("已登记分期支付的约定").wait_for()
    assert "2026-03-20" in page.inner_text("#plan") and "1,000.00" in page.inner_text("#plan")
    page.get_by_role("button", name="工人乙联系不上").click()
    page.get_by_role("button", name="工人乙找到了").click()
    page.get_by_text("已登记为找到").wait_for()

    case = f"/arrears/{make.id_of(one)}"
    page.goto(case)
    page.get_by_role("link", name="分案", exact=True).click()
    page.get_by_label("工人丙").check()
    page.get_by_role("button", name="分案", exact=True).click()
    page.get_by_text("已办：分案").wait_for()
    assert page.get_by_role("link", name="工人丙").count() == 0
    page.get_by_role("link", name="并案", exact=True).click()
    page.get_by_label("并入哪一案").select_option(other)
    page.get_by_role("button", name="并案", exact=True).click()
    page.get_by_text("已办：并案").wait_for()
    assert "本案已并入" in page.inner_text("main")
    page.get_by_role("link", name="撤销并案").click()
    page.get_by_role("button", name="撤销并案").click()
    page.get_by_text("已办：撤销并案").wait_for()
    assert "本案已并入" not in page.inner_text("main") and page.get_by_role("link", name="工人甲").is_visible()


# ---- every page, looked at


@pytest.fixture
def town(app, make):
    """[(login, address)]: every kind of page once, of cases that have something to show."""
    app.config["WTF_CSRF_ENABLED"] = False
    number = make.case(id_number=identity(1), reference="HX-2026-0301", work_place="柳堰镇工业路8号", facts="拖欠两个月工资。")
    id = make.id_of(number)
    browser = Browser(app).sign_in("inspector")
    good, bad = long_roster(people=60), xlsx([["姓名", "身份证号", "月份", "欠发", "备注"], ["张三", identity(9), "2026-01", "1.2万", "x"],
                                              ["李四", identity(8)[:-1] + "?", "2026-01", 100, ""], ["", "", "2026-01", 5, ""]])
    from tests.features.test_pages import photo

    browser.send("arrears.add_evidence", {"file": (io.BytesIO(photo()), "欠条.png"), "brought_by": "周桂兰", "proves": "欠薪数额"}, id=id)
    for data in (good, bad):
        browser.send("arrears.upload", {"roster": (io.BytesIO(data), "花名册.xlsx")}, id=id)
    with app.app_context():
        batches = db.session.scalars(select(ImportBatch.id).order_by(ImportBatch.id)).all()
    browser.fetch("arrears.write", "POST", id=id, batch=batches[0])
    filed, closed = make.id_of(make.case(at="filed")), make.id_of(make.case(at="closed"))
    supplementing = make.id_of(make.case(at="supplementing", received_on=date(2026, 2, 9)))
    refused, settled = make.id_of(make.case(at="refused", worker_name="王五")), make.id_of(make.case(at="settled"))
    pages = [(None, "/accounts/sign-in"), ("inspector", "/arrears/new"), ("inspector", "/accounts/me"), ("inspector", "/accounts/password")]
    pages += [("inspector", f"/arrears/{one}") for one in (id, supplementing, refused, settled, closed)] + [("county", f"/arrears/{filed}")]
    pages += [("inspector", path) for path in (
        "/arrears/", "/arrears/?state=closed&q=x", "/workers/", "/employers/", f"/arrears/{id}/claims", f"/arrears/{id}/roster",
        f"/arrears/{id}/sheet", f"/arrears/{id}/sheet?layer=recognised", f"/arrears/{id}/compare",
        f"/arrears/{id}/evidence", *(f"/arrears/{id}/roster/{batch}" for batch in batches))]
    pages += [("supervisor", "/arrears/"), ("supervisor", "/administration/trail"), ("inspector", "/desk/"),
              ("leader", "/desk/handovers/"), ("leader", "/accounts/absences/"), ("admin", "/accounts/"), ("admin", "/accounts/new")]
    with app.app_context():
        jobs.work()
        pages.append(("inspector", f"/workers/{db.session.scalar(select(Worker.id).limit(1))}"))
        employer = db.session.scalar(select(Case.employer_id).limit(1))
        pages += [("inspector", f"/employers/{employer}"), ("inspector", f"/employers/{employer}/edit")]
        pages.append(("admin", f"/accounts/{accounts.by_login('second').id}"))
        gathering = gatherings.raise_(by=accounts.by_login("inspector"), case=cases.case_by_number(number), noticed_at=clock.now(),
                                      place="大门", people=12, wants="付清工资").id
        db.session.commit()
    pages += [("inspector", path) for path in (
        f"/arrears/{filed}/proof", f"/arrears/{id}/representatives", f"/arrears/{id}/wage-papers", f"/arrears/{id}/payments",
        f"/arrears/{id}/plan", "/arrears/report", "/arrears/report?by=month", "/gatherings/", "/gatherings/new",
        f"/gatherings/{gathering}")]
    at = {"registered": id, "filed": filed, "closed": closed}
    for move in FLOW.moves:
        for state, one in at.items():
            if state in move.sources and move.name not in ("resume", "inform"):
                pages.append(("county", f"/arrears/{one}/move/{move.name}"))
                break
    app.config["WTF_CSRF_ENABLED"] = True
    return pages


WRONG = [("inspector", "/arrears/999999", 404), ("inspector", "/accounts/", 403), ("elsewhere", "/arrears/1", 404)]


@contextmanager
def signed_in(window, language):
    """page_of(login): a page of that person in that language, each signed in once."""
    pages = {}

    def page_of(login):
        if login not in pages:
            page = pages[login] = window()
            page.goto("/accounts/sign-in")
            if login:
                sign_in(page, login)
            if language == "en":
                page.locator("button[name=language][value=en]").first.click()
                page.wait_for_function("document.documentElement.lang === 'en'")
        return pages[login]

    yield page_of


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_sound_in_this_language(town, window, language):
    """axe-core finds nothing at 1366 and at 390; nothing scrolls sideways on a phone; headings and title agree."""
    axe, found = (ROOT / ".cache/node_modules/axe-core/axe.min.js").read_text(), []
    with signed_in(window, language) as page_of:
        for login, path in town:
            page = page_of(login)
            page.set_viewport_size(WIDE)
            page.goto(path)
            assert page.evaluate("document.documentElement.lang") == ("en" if language == "en" else "zh-Hans"), path
            if page.locator("h1").count() != 1 or not page.title().startswith(page.locator("h1").inner_text()):
                found.append((login, path, "title", page.title()))
            page.evaluate(axe)
            for size in (WIDE, PHONE):
                page.set_viewport_size(size)
                found += [(login, path, size["width"], said) for said in page.evaluate(AXE)]
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    found.append((login, path, size["width"], "scrolls sideways"))
    assert found == []


def test_pages_that_say_no_are_sound_too(town, chromium, server):
    axe, found = (ROOT / ".cache/node_modules/axe-core/axe.min.js").read_text(), []
    for login, path, status in WRONG:
        page = chromium.new_context(base_url=server, viewport=PHONE).new_page()
        sign_in(page, login)
        assert page.goto(path).status == status
        page.evaluate(axe)
        found += [(path, said) for said in page.evaluate(AXE)]
        page.context.close()
    # a form that came back with errors, and one page two people saved
    page = chromium.new_context(base_url=server, viewport=WIDE).new_page()
    sign_in(page, "inspector")
    page.goto("/arrears/new")
    page.get_by_role("button", name="登记", exact=True).click()
    page.locator("#errors").wait_for()
    page.evaluate(axe)
    found += [("errors", said) for said in page.evaluate(AXE)]
    page.evaluate("document.querySelector('main').append(new Image())")
    assert [said for said in page.evaluate(AXE) if said.startswith("image-alt")], "axe is awake"
    page.context.close()
    assert found == []
