"""The bundled sample report, and where its files are."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent
SAMPLE_REPORT = "tolveren-annual-report-2025.docx"
PLANTED_ERRORS = "planted-errors.json"


def sample_names() -> tuple[str, ...]:
    """The names of the bundled files, in order."""
    return tuple(sorted(path.name for path in _FOLDER.iterdir() if path.suffix in (".md", ".docx", ".json")))


def sample_path(name: str = SAMPLE_REPORT) -> Path:
    """The path of the bundled file ``name``. Raises FileNotFoundError, naming those there are."""
    if name not in sample_names():
        raise FileNotFoundError(f"there is no sample {name!r}; there are: {', '.join(sample_names())}")
    return _FOLDER / name
