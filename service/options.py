"""What an audit was asked to check, and by what to judge: kept in its log, so that a result says what made it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Options(BaseModel):
    """What checks may be told, each left as it is by default; ``service.checks.asking`` refuses what cannot be done."""

    model_config = ConfigDict(frozen=True)

    materiality: str | None = None
    """What severities are judged by, in place of the service's setting: "1500000", "3%", "0.5% of revenue"."""
    framework: str | None = None
    """The accounting framework, in place of what the report says: "IFRS"."""
    select: tuple[str, ...] = ()
    """Only the rules of these ids, or whose ids begin so."""
    ignore: tuple[str, ...] = ()
    """None of the rules of these ids, or whose ids begin so."""

    @property
    def of_checks(self) -> dict[str, str]:
        """What is asked, by the names that checks take it by."""
        said = {
            "materiality": self.materiality,
            "framework": self.framework,
            "select": ",".join(self.select),
            "ignore": ",".join(self.ignore),
        }
        return {name: text for name, text in said.items() if text}
