"""Small reports in every format, right and wrong, and files that are none."""

from __future__ import annotations

from io import BytesIO

from docx import Document

HEAD = ("", "2025", "2024")
RIGHT = (
    ("Goods", "1,200", "1,100"),
    ("Services", "800", "700"),
    ("Licences", "300", "250"),
    ("Revenue", "2,300", "2,050"),
)
WRONG = (*RIGHT[:3], ("Revenue", "2,300", "2,150"))
INTRODUCTION = "The figures below are in thousands of euros."


def markdown(rows: tuple[tuple[str, str, str], ...]) -> bytes:
    lines = [
        "# Annual report",
        "",
        INTRODUCTION,
        "",
        "## Revenue",
        "",
        _line(HEAD),
        "|---|---:|---:|",
        *map(_line, rows),
    ]
    return "\n".join([*lines, ""]).encode()


def html(rows: tuple[tuple[str, str, str], ...]) -> bytes:
    body = "".join(f"<tr><td>{label}</td><td>{one}</td><td>{two}</td></tr>" for label, one, two in rows)
    head = "<tr><th></th><th>2025</th><th>2024</th></tr>"
    text = f"<h1>Annual report</h1><p>{INTRODUCTION}</p><h2>Revenue</h2><table>{head}{body}</table>"
    return f"<!DOCTYPE html><html><body>{text}</body></html>".encode()


def word(rows: tuple[tuple[str, str, str], ...]) -> bytes:
    document = Document()
    document.add_heading("Annual report", 1)
    document.add_paragraph(INTRODUCTION)
    document.add_heading("Revenue", 2)
    table = document.add_table(rows=0, cols=3)
    for row in (HEAD, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _line(cells: tuple[str, str, str]) -> str:
    return f"| {' | '.join(cells)} |"


PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
