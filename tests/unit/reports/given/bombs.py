"""Files made to hang or exhaust whoever reads them, by name."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from service.reports.limits import MAX_UNCOMPRESSED_BYTES
from tests.unit.reports.given.damage import packed, whole
from tests.unit.reports.given.drawn import Drawing, file_of

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = f'<!DOCTYPE r [<!ENTITY l0 "1,234 ">{_LAUGHS}]>'
"""A thousand million copies of a figure in a few hundred bytes."""
_XHTML = "<?xml version='1.0'?>" + ENTITIES.replace("DOCTYPE r", "DOCTYPE html")
MANY = 100_000
MANY_TRIED = 25_000
"""Where each is tried dozens of times even by a reader that sets itself a bound; without one it would be an hour."""


def _word(body: str | bytes, head: str = "") -> bytes:
    content = body.encode() if isinstance(body, str) else body
    before = f"{head}<w:document {_W}><w:body>".encode()
    return packed({"word/document.xml": b"%b%b</w:body></w:document>" % (before, content)})


def _cell(properties: str = "", inside: str = "") -> str:
    text = "<w:p><w:r><w:t>1,234</w:t></w:r></w:p>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}{text}</w:tc>"


def _sheet(rows: str, after: str = "", head: str = "", shared: str = "") -> bytes:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = f'<workbook {_S} xmlns:r="{relations}"><sheets><sheet name="A" sheetId="1" r:id="a"/></sheets></workbook>'
    sheet = f"{head}<worksheet {_S}><sheetData>{rows}</sheetData>{after}</worksheet>"
    links = f'<Relationship Id="a" Type="{relations}/worksheet" Target="s.xml"/>'
    parts = {"xl/workbook.xml": book, "xl/s.xml": sheet}
    if shared:
        links += f'<Relationship Id="b" Type="{relations}/sharedStrings" Target="t.xml"/>'
        parts["xl/t.xml"] = f"<sst {_S}><si><t>{shared}</t></si></sst>"
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{links}</Relationships>"
    return packed({name: text.encode() for name, text in parts.items()})


def _page(content: bytes, resources: str = "", *more: bytes, compressed: bool = False) -> bytes:
    """A PDF of one page."""
    filters = "/Filter /FlateDecode " if compressed else ""
    body = zlib.compress(content, 1) if compressed else content
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {resources} >> /Contents 4 0 R >>"
    return file_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page.encode(),
            b"<< %s/Length %d >>\nstream\n%s\nendstream" % (filters.encode(), len(body), body),
            *more,
        ]
    )


_FONT = "/Font << /F0 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
_FORM = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 5 >>"


def _tree(kids: str, count: str) -> bytes:
    pages = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return file_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages.encode(), page])


def _far_apart() -> bytes:
    drawing = Drawing()
    for at in range(40):
        drawing.text(50, 100 + 14 * at, "Revenue of the year")
        drawing.text(10**9, 100 + 14 * at, "1,234")
    return drawing.data()


def _small_type() -> bytes:
    texts = b" ".join(b"BT /F0 1 Tf 1 0 0 1 %d %d Tm (1) Tj ET" % (at % 590, at // 590 % 800) for at in range(150_000))
    return _page(texts, _FONT)


def _table(cells: str) -> bytes:
    return f"<html><body><p>Figures: 1,234</p><table><tr>{cells}</tr></table></body></html>".encode()


def one_text_in_every_cell(characters: int = 200_000, cells: int = 2_000) -> bytes:
    """A workbook that has a text once and shows it often: its file is small, what it shows is not."""
    rows = "".join(
        f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c><c r="B{at}"><v>{at}</v></c></row>' for at in range(1, cells + 1)
    )
    return _sheet(rows, shared="1,234 " + "x" * characters)


_PAGE = f"<w:p><w:r><w:t>{'a page of text ' * 1_300}</w:t></w:r></w:p>"
"""Its copies are packed away to next to nothing."""

BOMBS: dict[str, Callable[[], bytes]] = {
    "a part that unpacks beyond the limit.docx": lambda: _word(b" " * (MAX_UNCOMPRESSED_BYTES + 1)),
    "entities.docx": lambda: _word("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", ENTITIES),
    "a span of a thousand million columns.docx": lambda: _word(
        "<w:tbl><w:tr>" + _cell('<w:gridSpan w:val="1000000000"/>') * 2 + "</w:tr></w:tbl>"
    ),
    "tables within tables.docx": lambda: _word(
        "<w:tbl><w:tr><w:tc>" * 20_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 20_000
    ),
    "a column merged over all rows.docx": lambda: _word(
        f"<w:tbl>{('<w:tr>' + _cell('<w:vMerge/>') * 4 + '</w:tr>') * 20_000}</w:tbl>"
    ),
    "entities.xlsx": lambda: _sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>', "", ENTITIES),
    "a cell at the end of the sheet.xlsx": lambda: _sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    ),
    "the whole sheet merged.xlsx": lambda: _sheet(
        '<row r="1"><c r="A1"><v>1234</v></c><c r="B1"><v>5</v></c></row>',
        "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 1_000 + "</mergeCells>",
    ),
    "rows and columns beyond all numbers.xlsx": lambda: _sheet(
        f'<row r="{"9" * 400}"><c r="{"Z" * 4_000}{"9" * 4_000}"><v>{"9" * MANY}</v></c></row>'
    ),
    "a long text in every cell.xlsx": one_text_in_every_cell,
    "a page in every cell.docx": lambda: _word(
        f"<w:tbl>{('<w:tr>' + _cell(inside=_PAGE) * 2 + '</w:tr>') * 400}</w:tbl>"
    ),
    "entities.xhtml": f"{_XHTML}<html><body>1 &l9;</body></html>".encode,
    "spans.html": lambda: _table('<td colspan="1000000000" rowspan="1000000000">1,234</td>' * 50),
    "rows that span all others.html": lambda: _table("</tr><tr>".join(['<td rowspan="65534">1</td>'] * 2_000)),
    "deep.html": lambda: b"<html><body>" + b"<div>" * MANY + b"1,234" + b"</div>" * MANY,
    "tables within tables.html": lambda: b"<html><body>" + b"<table><tr><td>1,234" * 10_000,
    "open tags.html": lambda: b"<html><body>1,234" + b"<b><i><p>" * 50_000,
    "styles.html": lambda: b"<html><body><style>" + b"a,b{" * MANY + b"</style><p style='" + b"x:(" * MANY + b"'>1,234",
    "quotes.md": lambda: b">" * MANY + b" 1,234\n",
    "lists.md": lambda: b"".join(b" " * at + b"- 1,234\n" for at in range(1_500)),
    "brackets.md": lambda: b"[" * MANY_TRIED + b"1,234" + b"](" * MANY_TRIED,
    "stars.md": lambda: b"1,234 " + b"*a_ " * MANY,
    "bars.md": lambda: b"|" * MANY + b"\n" + b"|-" * MANY + b"|\n" + b"|1" * MANY + b"|\n",
    "one line.md": lambda: b"1,234 " * 500_000,
    "figures everywhere.txt": lambda: b"".join(
        b" " * (7 * at % 61) + b"1,234" + b" " * (at % 23 + 2) + b"56\n" for at in range(3_000)
    ),
    "columns without end.txt": lambda: (b"1,234  " * 80 + b"\n") * 1_000,
    "pages of one line.txt": lambda: b"<PAGE>\nCash        1,234     1,118\n" * 10_000,
    "rows that never end.md": lambda: (b"|1\n" * 11 + b"|---|---|\n") * 4_000,
    "tables never closed.md": lambda: b"<table><tr><td>1,234\n" * 20_000,
    "column marks without end.html": lambda: (
        b"<html><body><table>" + b"<S> <C>  1,234  <C> 2,345\n" * 5_000 + b"</table>"
    ),
    "a million objects.pdf": lambda: _page(
        b"0 0 1 1 re f " * 1_100_000 + b"BT /F0 9 Tf (1,234) Tj ET", _FONT, compressed=True
    ),
    "a stream that unpacks beyond the limit.pdf": lambda: _page(b" " * MAX_UNCOMPRESSED_BYTES, _FONT, compressed=True),
    "a form within itself.pdf": lambda: _page(
        b"/X Do BT /F0 9 Tf (1,234) Tj ET", f"/XObject << /X 5 0 R >> {_FONT}", _FORM + b"\nstream\n/X Do\nendstream"
    ),
    "pages within themselves.pdf": lambda: _tree("2 0 R 2 0 R 3 0 R", "3"),
    "pages that are not there.pdf": lambda: _tree("3 0 R", "1000000000"),
    "one page a million times.pdf": lambda: _tree("3 0 R " * 1_000_000, "1000000"),
    "texts a mile apart.pdf": _far_apart,
    "type of one point.pdf": _small_type,
    "every object torn.pdf": lambda: whole("report.pdf").replace(b"endobj", b"endojb"),
}
