"""Small workbooks, written part by part: what a cell holds is exactly what a test says."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from service.reports.xlsx.places import name_of

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True)
class Held:
    """A number in a cell: its value as the file writes it, its format, its formula."""

    value: str | None
    code: str = "General"
    formula: str | None = None


Rows = list[list[str | Held | None]]


@dataclass
class Workbook:
    """Sheets by title. A text in a row is a string cell, None an empty one."""

    sheets: dict[str, Rows]
    hidden: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    other: dict[str, bytes] = field(default_factory=dict)
    """Parts that are written in place of, or beside, the usual ones."""
    date1904: bool = False
    names: dict[str, str] = field(default_factory=dict)

    def data(self) -> bytes:
        held = [one for rows in self.sheets.values() for row in rows for one in row if isinstance(one, Held)]
        codes = sorted({one.code for one in held})
        strings: list[str] = []
        parts = {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": self._book(),
            "xl/styles.xml": _styles(codes),
        }
        relations = [("s", "styles", "styles.xml"), ("t", "sharedStrings", "sharedStrings.xml")]
        for at, rows in enumerate(self.sheets.values(), start=1):
            parts[f"xl/worksheets/sheet{at}.xml"] = self._sheet(rows, codes, strings)
            relations.append((f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml"))
        parts["xl/_rels/workbook.xml.rels"] = _relations(relations)
        shared = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{shared}</sst>'
        return packed({name: text.encode() for name, text in parts.items()} | self.other)

    def _book(self) -> str:
        sheets = ""
        for at, title in enumerate(self.sheets, start=1):
            state = ' state="hidden"' if title in self.hidden else ""
            sheets += f'<sheet name={quoteattr(title)} sheetId="{at}" r:id="rId{at}"{state}/>'
        each = "".join(f"<definedName name={quoteattr(n)}>{escape(m)}</definedName>" for n, m in self.names.items())
        names = f"<definedNames>{each}</definedNames>" if each else ""
        epoch = '<workbookPr date1904="1"/>' if self.date1904 else ""
        return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{epoch}<sheets>{sheets}</sheets>{names}</workbook>'

    def _sheet(self, rows: Rows, codes: list[str], strings: list[str]) -> str:
        lines: list[str] = []
        for at, row in enumerate(rows):
            cells = "".join(_cell(name_of(at, column), one, codes, strings) for column, one in enumerate(row))
            hidden = ' hidden="1"' if at in self.hidden_rows else ""
            lines.append(f'<row r="{at + 1}"{hidden}>{cells}</row>')
        merged = "".join(f'<mergeCell ref="{one}"/>' for one in self.merged)
        ranges = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData>{ranges}</worksheet>'


def _cell(name: str, one: str | Held | None, codes: list[str], strings: list[str]) -> str:
    if one is None:
        return ""
    if isinstance(one, str):
        strings.append(one)
        return f'<c r="{name}" t="s"><v>{len(strings) - 1}</v></c>'
    formula = f"<f>{escape(one.formula)}</f>" if one.formula else ""
    value = f"<v>{one.value}</v>" if one.value is not None else ""
    return f'<c r="{name}" s="{codes.index(one.code) + 1}">{formula}{value}</c>'


def _styles(codes: list[str]) -> str:
    own = "".join(f'<numFmt numFmtId="{164 + at}" formatCode={quoteattr(code)}/>' for at, code in enumerate(codes))
    styles = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(codes)))
    formats = f'<numFmts>{own}</numFmts><cellXfs><xf numFmtId="0"/>{styles}</cellXfs>'
    return f'<styleSheet xmlns="{_MAIN}">{formats}</styleSheet>'


def _relations(found: list[tuple[str, str, str]]) -> str:
    each = "".join(f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for id_, kind, to in found)
    return f'<Relationships xmlns="{_PACKAGE}">{each}</Relationships>'


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip archive of these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
