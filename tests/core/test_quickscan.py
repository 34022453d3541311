"""The quick look at a sheet: plain rows are known as such, and whatever is not plain is left to the careful reader."""

import pytest

from casework.core.quickscan import without_plain_rows

HEAD, TAIL = b'<worksheet xmlns="x"><sheetData>', b'</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
PLAIN = (b'<row r="1" spans="1:2"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row>'
         b'<row r="2"/><row r="3"><c r="A3"/><c r="GR3"><v>45000.5</v></c></row>')


def quick(body, longest=10, rows=100, cells=100, text=10_000):
    return without_plain_rows(HEAD + body + TAIL, longest, rows, cells, text)


@pytest.mark.parametrize("body", [b"", PLAIN, b"\n " + PLAIN.replace(b"><c", b">\n<c") + b"\n"])
def test_plain_rows_are_taken_away_and_the_rest_stays(body):
    assert quick(body) == HEAD + TAIL


@pytest.mark.parametrize(("old", "new"), [
    (b"<v>45000.5</v>", b"<f>1+1</f><v>2</v>"),          # a formula
    (b'<c r="GR3">', b'<c r="GR3" t="e">'),              # an error
    (b'<c r="GR3">', b'<c r="GS3">'),                    # beyond the 200th column
    (b'<c r="A3"/>', b'<c r="A9"/>'),                    # a cell that says it stands in another row
    (b'<c r="A3"/>', b"<c/>"),                           # a cell that does not say where it stands
    (b'<c r="A3"/>', b"<c r='A3'/>"),                    # other quotes
    (b'<c r="A3"/>', b'<x:c r="A3"/>'),                  # a prefix
    (b"<v>45000.5</v>", b"<v><![CDATA[1]]></v>"),        # raw text
    (b'<row r="2"/>', b"<!-- --><row r=\"2\"/>"),        # a comment
    (b'<row r="2"/>', b'<row r="101"><c r="A101"><v>1</v></c></row>'),  # more rows than are taken
    (b'<row r="2"/>', b"</sheetData><sheetData>"),       # twice
    (b"<v>0</v></c>", b"<v>0</v>"),                      # not closed
])
def test_anything_else_is_looked_at_cell_by_cell(old, new):
    assert PLAIN.count(old) == 1
    body = PLAIN.replace(old, new)
    assert quick(body) == HEAD + body + TAIL


@pytest.mark.parametrize("limit", [{"cells": 3}, {"text": 20}, {"longest": 100_000}])
def test_more_than_is_allowed_is_left_to_the_reader_who_says_so(limit):
    assert quick(PLAIN, **limit) == HEAD + PLAIN + TAIL
