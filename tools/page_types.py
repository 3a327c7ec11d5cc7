"""Checks the types of the page's JavaScript (tsconfig.json), and that three descriptions of the stream say the same.

They are audit-stream.js, the types beside it for other front ends, and the example in docs/protocol.md.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
WEB = ROOT / "service" / "web"
WRITTEN = "audit-stream, as written"
DECLARED = f"""
import * as declared from "/static/audit-stream/audit-stream.js";
import * as written from "{WRITTEN}";

export const stream: typeof declared = written;
"""
MISSING = """\
The types of the page's JavaScript are checked with tsc, which is not installed here. Install TypeScript 4.8 or later:
on Debian and Ubuntu `apt-get install node-typescript`. Only `make lint` needs it."""


def main() -> None:
    """Ends with what tsc says, and its exit code.

    Raises:
        SystemExit: always; with what to install where there is no tsc.
    """
    tsc = shutil.which("tsc")
    if tsc is None:
        sys.exit(MISSING)
    with TemporaryDirectory(prefix="tickmark-types-") as name:
        _write_project(Path(name))
        sys.exit(subprocess.run([tsc, "--project", name], check=False).returncode)  # noqa: S603  # nothing in it comes from outside


def _write_project(folder: Path) -> None:
    """The project's own settings, for its own files and two more: the module against its types, and the example.

    An import of the module finds the types beside it, so the module itself goes by another name.
    """
    (folder / "declared.ts").write_text(DECLARED, encoding="utf-8")
    (folder / "example.js").write_text(f'const auditId = "";\n{_example()}', encoding="utf-8")
    settings = {
        "extends": str(ROOT / "tsconfig.json"),
        "files": ["declared.ts", "example.js"],
        "compilerOptions": {
            "paths": {"/static/*": [f"{WEB}/*"], WRITTEN: [str(WEB / "audit-stream" / "audit-stream.js")]}
        },
    }
    (folder / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")


def _example() -> str:
    page = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```js\n(import \{ AuditStream \}.*?)```", page, re.DOTALL)
    return code


if __name__ == "__main__":
    main()
