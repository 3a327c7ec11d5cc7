"""Settings of the sources outside of a report: which are asked, where, and as whom. By default none is asked."""

from __future__ import annotations

from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode

SourceId = Literal["gleif", "companies_house", "ecb", "sec", "previous", "news"]
SOURCE_IDS: tuple[SourceId, ...] = get_args(SourceId)
NEEDS = {
    "sec": (
        "sec_contact",
        "the SEC answers only programs that say who asks; set TICKMARK_SEC_CONTACT to a name and an address of mail, "
        "as in TICKMARK_SEC_CONTACT='Example Audit LLP data@audit.example'",
    ),
    "companies_house": (
        "companies_house_key",
        "who asks Companies House needs a key; get one at developer.company-information.service.gov.uk and set "
        "TICKMARK_COMPANIES_HOUSE_KEY to it",
    ),
}
"""What a source cannot be asked without: the setting, and how to set it."""


class SourceSettings(BaseSettings):
    """Which sources are asked. What they need for that is declared before ``sources``, whose check looks at it."""

    sec_contact: str | None = None
    """Who asks the SEC: a name and an address of mail, sent as the User-Agent, as the SEC wants it."""
    companies_house_key: SecretStr | None = None
    gleif_url: str = "https://api.gleif.org"
    ecb_url: str = "https://data-api.ecb.europa.eu"
    sec_url: str = "https://data.sec.gov"
    companies_house_url: str = "https://api.company-information.service.gov.uk"
    source_timeout_s: float = Field(default=30, gt=0, le=300)
    """How long one question to a source may take, its repetitions included."""
    sources: Annotated[tuple[SourceId, ...], NoDecode] = ()
    """The sources that reports are held against, separated by commas."""

    @field_validator("sec_contact")
    @classmethod
    def _can_be_written_to(cls, value: str | None) -> str | None:
        if value and not ("@" in value and value.isascii() and value.isprintable()):
            raise ValueError("it is a name and an address of mail, as in 'Example Audit LLP data@audit.example'")
        return value or None

    @field_validator("gleif_url", "ecb_url", "sec_url", "companies_house_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        """Neither a name and password nor a question: both would be in the log with every answer."""
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query:
            raise ValueError("it is the address of a mirror, written as https://mirror.example/gleif")
        return value.rstrip("/")

    @field_validator("sources", mode="before")
    @classmethod
    def _are_sources(cls, value: object) -> object:
        """Said here in one sentence for all of them, and before each of them is looked at by itself."""
        if not isinstance(value, str):
            return value
        names = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
        for name in names:
            if name not in SOURCE_IDS:
                raise ValueError(f"there is no source {name!r}; there are: {', '.join(SOURCE_IDS)}")
        return names

    @field_validator("sources")
    @classmethod
    def _can_be_asked(cls, value: tuple[SourceId, ...], info: ValidationInfo) -> tuple[SourceId, ...]:
        for name in value:
            setting, how = NEEDS.get(name, ("", ""))
            if setting in info.data and not info.data[setting]:
                raise ValueError(how)
        return value
