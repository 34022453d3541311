"""A page object for every page: it reads pages the way people do, and checks that each one is sound."""

import cssselect2
import lxml.html
from flask import url_for
from flask_sqlalchemy.record_queries import get_recorded_queries

PARSER = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)  # in C: the other one took a seventh of the suite
PASSWORD = "right-horse-7"
CASE_PAGE = 41  # statements: everything about a case on one page


class Page:
    def __init__(self, response):
        self.status, self.response = response.status_code, response
        self.html = response.get_data(as_text=True)
        tree = lxml.html.document_fromstring(self.html.encode(), parser=PARSER)
        self.root = cssselect2.ElementWrapper.from_html_root(tree)

    def all(self, selector):
        return [" ".join("".join(e.etree_element.itertext()).split()) for e in self.root.query_all(selector)]

    def text(self, selector):
        found = self.all(selector)
        assert found, f"no {selector} on the page"
        return found[0]

    def has(self, text):
        return text in " ".join(" ".join(self.root.etree_element.itertext()).split())

    def value(self, name):
        element = self.root.query(f'[name="{name}"]')
        return element.etree_element.get("value")


class Browser:
    def __init__(self, app):
        self.app, self.client = app, app.test_client()

    def sign_in(self, login, password=PASSWORD):
        self.client.post(self._url("accounts.sign_out"))
        response = self.client.post(self._url("accounts.sign_in"), data={"login": login, "password": password})
        assert response.status_code == 302, response.get_data(as_text=True)
        return self

    def open(self, endpoint, expect=200, budget=None, **values):
        """GET a page. `budget` is how many SQL statements it may cost: 30, and what CASE_PAGE says for everything about a case."""
        budget = budget or (CASE_PAGE if endpoint == "arrears.show" else 30)
        with self.client:
            response = self.client.get(self._url(endpoint, **values), follow_redirects=True)
            queries = [q for q in get_recorded_queries() if "pg_current_snapshot" not in q.statement]  # core.counts: one for each page
        assert len(queries) <= budget, "\n\n".join(q.statement for q in queries)
        page = self._page(response, expect)
        page.cost = len(queries)
        return page

    def send(self, endpoint, data=None, expect=200, **values):
        response = self.client.post(
            self._url(endpoint, **values), data=data or {}, follow_redirects=True, content_type="multipart/form-data"
        )
        return self._page(response, expect)

    def fetch(self, endpoint, method="GET", data=None, **values):
        """The bare answer, no redirect followed: for downloads, headers and refusals."""
        answer = self.client.open(self._url(endpoint, **values), method=method, data=data)
        answer.get_data()  # a file that was sent is closed when it has been read
        answer.close()
        return answer

    def _url(self, endpoint, **values):
        with self.app.test_request_context():
            return url_for(endpoint, _external=False, **values)

    def _page(self, response, expect):
        assert response.status_code == expect, (response.status_code, response.get_data(as_text=True)[:3000])
        page = Page(response)
        assert len(page.all("h1")) == 1, "one h1"
        title = page.text("title").removeprefix("错误：").removeprefix("Error: ")
        assert title.startswith(page.text("h1")), (page.text("title"), page.text("h1"))
        return page
