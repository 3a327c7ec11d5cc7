"""The tables, for Alembic: what stands in the database. The queries are beside the store that uses them."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Text
from sqlmodel import Field, SQLModel


class EventRow(SQLModel, table=True):
    """One event. ``body`` is the exact text sent to clients, ``hash`` its SHA-256 in hex."""

    __tablename__: ClassVar[str] = "events"  # pyright: ignore[reportIncompatibleVariableOverride]

    audit_id: str = Field(primary_key=True, foreign_key="audits.audit_id")
    stream: str = Field(primary_key=True)
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    type: str
    agent_id: str | None = None
    schema_version: int
    recorded_at: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    hash: str


class AuditRow(SQLModel, table=True):
    """What a process needs to run an audit, and its head, so that altering or cutting off the last event shows."""

    __tablename__: ClassVar[str] = "audits"  # pyright: ignore[reportIncompatibleVariableOverride]
    __table_args__ = (
        Index("ix_audits_created", "created_at", "audit_id"),
        Index("ix_audits_open", "ended", "lease_until_ms"),
    )

    audit_id: str = Field(primary_key=True)
    created_at: str
    document_sha256: str = Field(foreign_key="artifacts.sha256", index=True)
    filename: str
    agents: str
    """A JSON list of agent ids."""
    head_seq: int = Field(sa_column=Column(BigInteger, nullable=False))
    head_hash: str
    ended: bool
    epoch: int
    """Raised by every claim; a runner's appends carry it."""
    sender: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Who handed it in, as far as it is known: a network address. It decides whose turn it is, and is told nobody."""
    lease_owner: str | None = None
    lease_until_ms: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    """By the database's clock, milliseconds since 1970; null when nobody runs the audit."""
    review_seq: int = Field(sa_column=Column(BigInteger, nullable=False, server_default="0"))
    """The head of its review; 0 while nothing was decided."""
    review_hash: str = Field(sa_column=Column(String, nullable=False, server_default=""))


class IdempotencyKeyRow(SQLModel, table=True):
    """Which upload has become which audit, so that an upload can be repeated safely."""

    __tablename__: ClassVar[str] = "idempotency_keys"  # pyright: ignore[reportIncompatibleVariableOverride]

    key: str = Field(primary_key=True)
    fingerprint: str
    """SHA-256 of the whole request."""
    audit_id: str = Field(foreign_key="audits.audit_id", index=True)


class ArtifactRow(SQLModel, table=True):
    """Bytes kept by their SHA-256."""

    __tablename__: ClassVar[str] = "artifacts"  # pyright: ignore[reportIncompatibleVariableOverride]

    sha256: str = Field(primary_key=True)
    size_bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """Empty where they are in pieces."""
    bundle: str | None = Field(default=None, index=True, unique=True)
    """Which pieces they are in; null where they are not."""
    pieces: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How many of them there are."""


class ArtifactPieceRow(SQLModel, table=True):
    """One of the pieces of an artifact: those of one bundle, in the order of their numbers, are its bytes."""

    __tablename__: ClassVar[str] = "artifact_pieces"  # pyright: ignore[reportIncompatibleVariableOverride]

    bundle: str = Field(primary_key=True)
    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    """1, 2, 3 ... without gaps."""
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class LooseBundleRow(SQLModel, table=True):
    """Pieces that no artifact has: on their way in until then, or on their way out."""

    __tablename__: ClassVar[str] = "loose_bundles"  # pyright: ignore[reportIncompatibleVariableOverride]
    __table_args__ = {"sqlite_with_rowid": False}

    bundle: str = Field(primary_key=True)
    until_ms: int = Field(sa_column=Column(BigInteger, nullable=False))
    """By the database's clock, milliseconds since 1970: from then on they may be swept up."""


class AuditArtifactRow(SQLModel, table=True):
    """That an audit uses an artifact, its document or one that an event names: while any does, the artifact stays."""

    __tablename__: ClassVar[str] = "audit_artifacts"  # pyright: ignore[reportIncompatibleVariableOverride]
    __table_args__ = {"sqlite_with_rowid": False}

    audit_id: str = Field(primary_key=True, foreign_key="audits.audit_id")
    sha256: str = Field(primary_key=True, foreign_key="artifacts.sha256", index=True)


class RegisterRow(SQLModel, table=True):
    """One entry of the list over all audits: the first or the last event of one, a sign-off, or its erasure.

    ``body`` is the exact text (JSON) that the entry after it names by ``hash``, its SHA-256 in hex; the other columns
    repeat what it says.
    """

    __tablename__: ClassVar[str] = "register"  # pyright: ignore[reportIncompatibleVariableOverride]
    __table_args__ = {"sqlite_with_rowid": False}

    position: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    """1, 2, 3 ... without gaps."""
    type: str
    """accepted, ended, signed_off or erased."""
    audit_id: str = Field(index=True)
    """Of an audit that may be there no more."""
    head_seq: int = Field(sa_column=Column(BigInteger, nullable=False))
    head_hash: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    hash: str


class TombstoneRow(SQLModel, table=True):
    """What is left of an erased audit. Inserting one is what erases: the database's own rules delete the rest."""

    __tablename__: ClassVar[str] = "tombstones"  # pyright: ignore[reportIncompatibleVariableOverride]
    __table_args__ = {"sqlite_with_rowid": False}

    audit_id: str = Field(primary_key=True)
    erased_at: str
    erased_by: str
    head_seq: int = Field(sa_column=Column(BigInteger, nullable=False))
    last_hash: str
