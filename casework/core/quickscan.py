"""A sheet of nothing but plain cells, as bytes: told apart by one expression, in a tenth of the time of a look at each cell.

It may say “I do not know” of any sheet, and then the careful reader of core.sheets looks at every cell; it never says that a
sheet is plain when it has a formula, an error, a comment, a section of raw text, or anything beyond the limits.
"""

import re

OPEN, CLOSE = b"<sheetData>", b"</sheetData>"
_CELL = (rb'<c r="(?:[A-F]?[A-Z]|G[A-R])(?P=row)"(?: s="\d{1,6}")?(?: t="(?:s|n|b|d|str|inlineStr)")?'
         rb'(?:/>|>(?:<v>[^<]*+</v>|<is><t(?: xml:space="preserve")?>[^<]*+</t></is>)?</c>)')  # columns A to GR: 200
_ROW = re.compile(rb'\s*<row r="(?P<row>\d{1,7})"[^<>]*+(?<!/)>(?:\s*' + _CELL + rb')*+\s*</row>|\s*<row r="\d{1,7}"[^<>]*+(?<=/)>')


def without_plain_rows(xml, longest, rows, cells, text):
    """The part without its rows when all of them are plain and within the limits, else the part as it came.

    longest: characters of the longest shared text; rows, cells, text: the most that is allowed.
    """
    begin, end = xml.find(OPEN), xml.rfind(CLOSE)
    if begin < 0 or end < begin or xml.count(OPEN) != 1 or xml.count(CLOSE) != 1 or b"<!" in xml:
        return xml
    count, shared = xml.count(b"<c ", begin, end), xml.count(b't="s"', begin, end)
    if count > cells or shared * longest + (end - begin) - len(b'<c r="A1"/>') * count > text:
        return xml
    at = begin + len(OPEN)
    last = 0
    while at < end:
        match = _ROW.match(xml, at, end)
        if match is None:
            return xml if xml[at:end].strip() else xml[:begin] + OPEN + xml[end:]
        if (number := match["row"]) is not None:
            last = max(last, int(number))
        at = match.end()
    return xml if last > rows else xml[:begin] + OPEN + xml[end:]
