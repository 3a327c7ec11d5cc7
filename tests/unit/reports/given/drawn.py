"""Small PDFs, drawn text by text: what stands where is exactly what a test says."""

from __future__ import annotations

from dataclasses import dataclass, field

PAGE = (595, 842)
_NARROW = {",": 278, ".": 278, " ": 278, "(": 333, ")": 333, "-": 333, "%": 889, "$": 556, "–": 556, "€": 556, "i": 222}
_FONTS = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")


def width(text: str, size: float) -> float:
    """The width of figures in Helvetica; letters are taken to be as wide as digits, which is near enough."""
    return sum(_NARROW.get(char, 556) for char in text) * size / 1000


@dataclass
class Drawing:
    """A PDF while it is drawn. Places are points from the top left corner of the page."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    rotate: int = 0
    matrix: str = ""

    def page(self) -> None:
        self.pages.append([])

    def text(self, x: float, y: float, text: str, size: float = 10, font: int = 0, mode: int = 0) -> None:
        escaped = "".join(f"\\{char}" if char in "\\()" else char for char in text)
        shown = escaped.encode("cp1252").decode("latin-1")
        place = f"1 0 0 1 {x:.2f} {PAGE[1] - y:.2f} Tm"
        self.pages[-1].append(f"BT /F{font} {size} Tf {mode} Tr {place} ({shown}) Tj ET")

    def right(self, x: float, y: float, text: str, size: float = 10, font: int = 0) -> None:
        """A figure whose digits end at ``x``; a closing bracket hangs beyond it."""
        digits = text.rstrip(")%")
        self.text(x - width(digits, size), y, text, size, font)

    def row(self, y: float, label: str, edges: tuple[float, ...], figures: tuple[str, ...], x: float = 50) -> None:
        if label:
            self.text(x, y, label)
        for edge, figure in zip(edges, figures, strict=True):
            if figure:
                self.right(edge, y, figure)

    def data(self) -> bytes:
        """The file."""
        objects: list[bytes] = []
        kids = " ".join(f"{4 + len(_FONTS) + 2 * at - 1} 0 R" for at in range(len(self.pages)))
        objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
        objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>".encode())
        objects += [
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
            for name in _FONTS
        ]
        fonts = " ".join(f"/F{at} {3 + at} 0 R" for at in range(len(_FONTS)))
        box = f"/MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /Rotate {self.rotate} /Resources << /Font << {fonts} >> >>"
        for drawn in self.pages:
            content = "\n".join([self.matrix, *drawn] if self.matrix else drawn).encode("latin-1")
            objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {len(objects) + 2} 0 R >>".encode())
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        return file_of(objects)


def file_of(objects: list[bytes], trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
