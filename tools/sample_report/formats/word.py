"""The report as a Word document: real headings, real tables, spanning headers merged in the grid."""

# pyright: standard
# python-docx has no types for the elements of its XML.

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from tools.sample_report import company
from tools.sample_report.document import Block, Blocks, Heading, Paragraph, Table
from tools.sample_report.formats.word_tables import add_table

INK = RGBColor(0x17, 0x4A, 0x5B)
WRITTEN = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
ZIP_DATE = (2026, 3, 3, 9, 0, 0)
HEADING_SIZES = {1: 30, 2: 18, 3: 12}  # points


def word(blocks: Blocks) -> bytes:
    """The report as the bytes of a .docx file, the same bytes every time."""
    document = docx.Document()
    _set_up(document)
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        _add(document, block)
        if isinstance(block, Paragraph) and isinstance(after, Table):
            document.paragraphs[-1].paragraph_format.keep_with_next = True
    buffer = io.BytesIO()
    document.save(buffer)
    return _dated(buffer.getvalue())


def _set_up(document: Document) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.9)
    page.top_margin = page.bottom_margin = Cm(2)
    _styles(document)
    _footer(page.footer.paragraphs[0])
    _properties(document)


def _styles(document: Document) -> None:
    normal = _style(document, "Normal")
    _font(normal, 10)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    for level, size in HEADING_SIZES.items():
        style = _style(document, f"Heading {level}")
        _font(style, size)
        style.font.color.rgb = INK
        style.font.bold = level > 1
        style.paragraph_format.space_before = Pt(14 if level > 1 else 190)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.keep_with_next = True


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _font(style: ParagraphStyle, size: float) -> None:
    style.font.name = "Calibri"
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[theme]
    for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), "Calibri")


def _footer(paragraph: WordParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(f"{company.NAME}, {company.TITLE.lower()}    ")
    run.font.size, run.font.color.rgb = Pt(8), INK
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        number = paragraph.add_run()
        number.font.size, number.font.bold = Pt(8), True
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        number._r.append(element)


def _properties(document: Document) -> None:
    properties = document.core_properties
    properties.title = f"{company.NAME}: {company.TITLE}"
    properties.author = properties.last_modified_by = company.NAME
    properties.comments = "An invented company. Some figures in this report are wrong on purpose."
    properties.language = "en-GB"
    properties.created = properties.modified = WRITTEN.replace(tzinfo=None)
    properties.revision = 1
    # The template's thumbnail shows another document.
    package = document.part.package
    assert package is not None
    relations = package.rels
    for name in [name for name, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[name]


def _add(document: Document, block: Block) -> None:
    if isinstance(block, Heading):
        heading = document.add_heading(block.text, block.level)
        heading.paragraph_format.page_break_before = block.new_page or None
    elif isinstance(block, Table):
        add_table(document, block)
    else:
        _text(document.add_paragraph(), block)


def _text(paragraph: WordParagraph, block: Paragraph) -> None:
    run = paragraph.add_run(block.text)
    match block.style:
        case "unit":
            run.italic, run.font.size = True, Pt(9)
            paragraph.paragraph_format.keep_with_next = True
        case "cover":
            run.font.size, run.font.color.rgb = Pt(14), INK
            paragraph.paragraph_format.space_after = Pt(18)
        case "contents":
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.paragraph_format.left_indent = Cm(0.6)
        case "footnote":
            run.font.size = Pt(8)
            paragraph.paragraph_format.space_after = Pt(2)
        case "signature":
            run.italic = True
            paragraph.paragraph_format.space_before = Pt(10)
        case _:
            paragraph.paragraph_format.widow_control = True


def _dated(saved: bytes) -> bytes:
    """The same package with one fixed date on every part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3  # the same on every system
            new.writestr(part, old.read(name))
    return buffer.getvalue()
