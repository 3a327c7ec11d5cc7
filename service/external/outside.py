"""What is outside of a report, as an agent is handed it: which sources are enabled, and how they are asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from service.external.cache import Cache
from service.external.fetching import Fetcher, SourceAccess
from service.source_settings import SourceSettings

AGE_S = 24 * 3600.0
"""An answer is kept for a day: no source here changes what it says more often than that."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier audit of this database, and its report as extracted."""

    audit_id: str
    name: str
    created_at: str
    sha256: str
    report: bytes


class Archive(Protocol):
    """The audits of this database, as far as an agent may look at them."""

    async def mentioning(self, audit_id: str, needles: tuple[str, ...]) -> list[Earlier]:
        """Other complete audits whose reports say one of ``needles``, the newest first, each report once; a few."""
        ...


@dataclass(frozen=True, slots=True)
class Outside:
    """The sources that are enabled, by name, and the ways to ask them."""

    sources: tuple[str, ...]
    fetcher: Fetcher
    archive: Archive

    async def close(self) -> None:
        """Close what was opened to ask."""
        await self.fetcher.close()


def outside(settings: SourceSettings, data_dir: Path, archive: Archive) -> Outside:
    """What ``settings`` enable. Answers are kept in ``data_dir``."""
    return Outside(
        settings.sources,
        Fetcher(_access(settings), Cache(data_dir / "sources", AGE_S), settings.source_timeout_s),
        archive,
    )


def _access(settings: SourceSettings) -> dict[str, SourceAccess]:
    key = settings.companies_house_key
    json = {"Accept": "application/json"}
    return {
        "gleif": SourceAccess(settings.gleif_url, {"Accept": "application/vnd.api+json"}),
        "ecb": SourceAccess(settings.ecb_url, {"Accept": "text/csv"}),
        "sec": SourceAccess(settings.sec_url, json | {"User-Agent": settings.sec_contact or ""}),
        "companies_house": SourceAccess(settings.companies_house_url, json, key.get_secret_value() if key else None),
    }
