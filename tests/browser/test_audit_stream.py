"""The stream as a module: imported alone, as its documentation shows, and where sockets are blocked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.served.scripted_server import ScriptedServer
from tests.browser.served.story import AGENTS, Story, complete, completed, finding, progress, reading, started

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NUMERIC, *_ = AGENTS
ROOT = Path(__file__).parents[2]
MODULE = ROOT / "service" / "web" / "audit-stream"
NO_SOCKETS = """
window.WebSocket = class {
  constructor() { setTimeout(() => this.onclose?.({ code: 1006, reason: "" })); }
  close() {}
};
"""


def example() -> str:
    """The example of docs/protocol.md as the body of a function: an import statement cannot stand in one."""
    (code,) = re.findall(
        r"```js\n(import \{ AuditStream \}.*?)```", (ROOT / "docs" / "protocol.md").read_text(), re.DOTALL
    )
    return re.sub(r'import (\{ AuditStream \}) from ("[^"]+");', r"const \1 = await import(\2);", code)


async def test_the_example_of_the_documentation_reads_an_audit_to_its_end(page: Page, server: ScriptedServer) -> None:
    story = Story()
    story.tell(*reading(), completed(NUMERIC, (finding(1),)), complete(1))
    audit = server.add(story)
    await page.goto(f"{server.address}/static/tickmark.svg")

    await page.evaluate(
        f"async (auditId) => {{ {example()} window.seen = seen; window.stream = stream; }}", story.audit_id
    )
    await page.wait_for_function("() => window.seen.at(-1) === 'audit_complete'")

    types = ["audit_created", "audit_started", "document_extracted", "agent_completed", "audit_complete"]
    assert await page.evaluate("window.seen") == types
    assert await page.evaluate("window.stream.texts") == audit.story.texts


async def test_the_module_needs_nothing_of_the_page() -> None:
    imported = {
        name for path in MODULE.glob("*.js") for name in re.findall(r'from "([^"]+)"', path.read_text(encoding="utf-8"))
    }

    assert imported
    assert all((MODULE / name).is_file() and name.startswith("./") and name.count("/") == 1 for name in imported)


async def test_its_types_name_what_it_has(page: Page, server: ScriptedServer) -> None:
    types = (MODULE / "audit-stream.d.ts").read_text(encoding="utf-8")
    declared = types[types.index("export class AuditStream") :]
    await page.goto(server.address)

    names = await page.evaluate(
        """async () => {
          const { AuditStream } = await import("/static/audit-stream/audit-stream.js");
          const stream = new AuditStream("a", {});
          return [...Object.keys(stream), ...Object.getOwnPropertyNames(AuditStream.prototype)];
        }"""
    )

    assert set(names) == set(re.findall(r"^  (?:readonly )?(\w+)[(:]", declared, re.MULTILINE))


async def test_where_sockets_are_blocked_events_come_over_http_from_the_cursor_on(
    page: Page, server: ScriptedServer
) -> None:
    story = Story()
    story.tell(*reading(), started(NUMERIC), progress(NUMERIC, 1, 9))
    audit = server.add(story)
    await page.add_init_script(NO_SOCKETS)
    await page.goto(f"{server.address}/#/audits/{story.audit_id}")

    await expect(page.locator(".connection")).to_have_attribute("data-phase", "live")
    await audit.tell(progress(NUMERIC, 2, 9))
    await expect(page.locator(".progress-count").filter(visible=True)).to_have_text("2 of 9")
    await audit.tell(completed(NUMERIC, (finding(1),)), complete(1))

    await expect(page.locator(".audit-head .status")).to_have_text("Complete")
    await expect(page.locator(".connection")).to_have_attribute("data-phase", "ended")
    assert audit.cursors == ["events 0"]


async def test_an_audit_that_does_not_exist_is_said_not_to_over_http_too(page: Page, server: ScriptedServer) -> None:
    await page.add_init_script(NO_SOCKETS)
    await page.goto(f"{server.address}/#/audits/7f3c")

    await expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("There is no such audit.")
