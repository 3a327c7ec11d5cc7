"""`tickmark audit` on a machine that has no process left for one file: the others are audited all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.commands.audit.local_audit import LocalAuditor
from service.commands.audit.progress import SilentBoard
from service.options import Options
from service.settings import Settings
from service.workers.process import Beyond, WorkerProcess
from tests.integration.asked import reports


async def test_a_machine_that_can_not_go_on_is_the_result_of_that_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def none_left(_: int, __: Beyond) -> WorkerProcess:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    data, settings = reports.markdown(reports.RIGHT), Settings(data_dir=tmp_path)
    async with LocalAuditor.opened(settings, ("numeric_validation",), options=Options(), ticks=False) as auditor:
        with monkeypatch.context() as patch:
            patch.setattr(WorkerProcess, "start", none_left)
            refused = await auditor.audit(Path("refused.md"), data, SilentBoard())
        audited = await auditor.audit(Path("audited.md"), data, SilentBoard())

    assert (refused.status, refused.exit_code) == ("failed", 2)
    assert "Resource temporarily unavailable" in (refused.error or "")
    assert "then audit the file again" in (refused.error or "")
    assert audited.status == "complete"
