"""Settings, from environment variables with the prefix TICKMARK_. None is needed to start."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import NoDecode, SettingsConfigDict

from service.errors import ConfigurationError
from service.materiality import wanted
from service.source_settings import SourceSettings


class Settings(SourceSettings):
    """Every setting, its unit in its name."""

    model_config = SettingsConfigDict(env_prefix="TICKMARK_", frozen=True, extra="ignore")

    data_dir: Path = Field(default_factory=lambda: platformdirs.user_data_path("tickmark"))
    database_url: str | None = None
    """``sqlite+aiosqlite:///PATH`` or ``postgresql+asyncpg://...``; by default tickmark.db in ``data_dir``."""

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    insecure_no_auth: bool = False
    """Whether to serve beyond this machine although there are no credentials."""
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = ()
    """Origins besides its own from which pages may talk to the service, separated by commas."""

    max_connections: int = Field(default=12_000, ge=1)
    """Connections that one server process holds, as far as it may open so many files."""
    connections_per_address: int = Field(default=10_000, ge=1)
    """How many of these one client address may have; never more than five sixths of all."""

    max_upload_bytes: int = Field(default=100 * 2**20, gt=0)
    concurrent_uploads: int = Field(default=32, ge=1)
    """Uploads that come in at once, each on its way to the disk; one more is asked to come again."""
    concurrent_audits: int = Field(default=2, ge=1)
    """Audits running at once in one process; more of them wait in the log."""
    audits_in_process: bool = True
    """Whether `tickmark serve` runs audits itself; if not, `tickmark worker` processes do (PostgreSQL only)."""
    workers: int = Field(default=2, ge=1)
    """Worker processes that read and check reports."""
    reading_processes: int = Field(default=4, ge=1)
    """How many processes read pages of one PDF at once, at most; never more than processors are free."""
    worker_variables: Annotated[tuple[str, ...], NoDecode] = ()
    """Names of environment variables that worker processes are told, for checks of other packages that need them."""
    worker_paths: Annotated[tuple[str, ...], NoDecode] = ()
    """Files and folders that worker processes may read and write, for checks of other packages that need them."""
    worker_memory_bytes: int = Field(default=3 * 2**30, ge=256 * 2**20)
    extract_timeout_s: float = Field(default=120, gt=0)
    agent_timeout_s: float = Field(default=300, gt=0)
    agent_max_attempts: int = Field(default=3, ge=1)
    """How often an agent is tried at most: attempts that failed and processes that died while it ran, together."""
    agent_retry_pause_s: float = Field(default=1, ge=0, le=60)
    """How long an agent pauses after its first failed attempt; twice as long after each further one, at most 60 s."""

    materiality: str | None = None
    """What severities are judged by: an amount in whole currency units, or a percentage (service/materiality.py)."""

    disclosures: Path | None = None
    """A folder of checklists of disclosures besides those that come with Tickmark (docs/disclosures.md)."""

    model: str | None = None
    """The model that is asked what cannot be computed (service/agents/models/naming.py); none is unless this is set."""
    model_strong: str | None = None
    """The one that looks at claims again; by default the same."""
    model_base_url: str | None = None
    model_api_key: SecretStr | None = None
    model_calls_at_once: int = Field(default=4, ge=1)
    model_calls_per_minute: int = Field(default=60, ge=1)
    model_call_timeout_s: float = Field(default=120, gt=0)
    model_tries: int = Field(default=4, ge=1)
    """How often one question is tried at most where a call fails for something that passes."""
    model_tokens_per_audit: int = Field(default=2_000_000, ge=1)
    model_output_tokens: int = Field(default=16_384, ge=256)
    """What one answer may have, thoughts included."""
    model_time_s: float = Field(default=1800, gt=0)
    """What judging may take of an agent's time besides its ``agent_timeout_s``."""
    model_passes: int = Field(default=3, ge=1)
    """How often a report is read by each lens."""

    lease_s: float = Field(default=10, gt=0, le=10)
    heartbeat_s: float = Field(default=15, gt=0)
    poll_s: float = Field(default=1, gt=0)
    """How long a lost wake-up can delay a watcher at most."""
    slow_client_s: float = Field(default=30, gt=0)
    """How long a watcher may take next to nothing before it is closed with 1013."""
    shutdown_grace_s: float = Field(default=5, ge=0)
    """How long running audits may go on after SIGTERM before they are left for resumption."""

    @field_validator("allowed_origins", "worker_variables", "worker_paths", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
        return value

    @field_validator("allowed_origins")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """An origin as browsers say it: a bare host would be in nobody's Origin header, and let nobody in."""
        for origin in value:
            parts = urlsplit(origin)
            if (
                parts.scheme not in {"http", "https"}
                or origin != f"{parts.scheme}://{parts.netloc}"
                or not parts.hostname
            ):
                message = f"{origin} is not an origin; one is written as https://audits.example or http://10.1.2.3:8000"
                raise ValueError(message)
        return value

    @field_validator("worker_variables")
    @classmethod
    def _are_names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if not name.isidentifier():
                raise ValueError(f"each is the name of a variable, and {name!r} is none; separate them with commas")
        return value

    @field_validator("worker_paths")
    @classmethod
    def _are_there(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for path in value:
            if not Path(path).is_absolute() or not Path(path).exists():
                raise ValueError(
                    f"each is an absolute path that is there, and {path!r} is none; correct it, or create it"
                )
        return value

    @field_validator("model", "model_strong", "model_base_url", "model_api_key", mode="before")
    @classmethod
    def _given(cls, value: object) -> object:
        return (value.strip() or None) if isinstance(value, str) else value

    @field_validator("materiality")
    @classmethod
    def _understood(cls, value: str | None) -> str | None:
        if value:
            wanted(value)
        return value or None

    @property
    def is_on_loopback(self) -> bool:
        """Whether only programs on this machine can reach the service."""
        try:
            return ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return self.host.lower() == "localhost"

    @property
    def of_checks(self) -> dict[str, str]:
        """What checks, and those who judge, may ask for by its name: checks are handed it in their worker processes."""
        said = {
            "materiality": self.materiality,
            "disclosures": self.disclosures and str(self.disclosures.absolute()),
            "model_passes": self.model and str(self.model_passes),
        }
        return {name: text for name, text in said.items() if text}

    @property
    def database(self) -> str:
        """The database URL, the embedded database in ``data_dir`` unless one was set."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'tickmark.db'}"


_NOT_PARSED = {
    "int_parsing": "it must be a whole number",
    "float_parsing": "it must be a number",
    "bool_parsing": "it must be true or false",
}


def load_settings(**chosen: object) -> Settings:
    """The settings of this process; ``chosen`` ones go before the environment's.

    Raises:
        ConfigurationError: a value cannot be used; the text names the variable, the value and the reason.
    """
    try:
        return Settings(**chosen)  # pyright: ignore[reportArgumentType]
    except ValidationError as error:
        first = error.errors()[0]
        name = f"TICKMARK_{'_'.join(map(str, first['loc'])).upper()}"
        raise ConfigurationError(f"{name} is {first['input']!r}: {_wrong(first)}") from error


def _wrong(error: ErrorDetails) -> str:
    """What is wrong with a value, and what it must be."""
    message = error["msg"].removeprefix("Value error, ").replace("Input should be", "it must be")
    return _NOT_PARSED.get(error["type"], message[0].lower() + message[1:])
