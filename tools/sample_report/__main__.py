"""Writes the files of service/samples."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.sample_report import sample_files

SAMPLES = Path(__file__).parents[2] / "service" / "samples"

for name, content in sample_files().items():
    (SAMPLES / name).write_bytes(content)
    sys.stdout.write(f"{SAMPLES / name}: {len(content):,} bytes\n")
