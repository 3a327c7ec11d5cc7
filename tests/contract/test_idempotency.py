"""An upload that is repeated under its key is accepted once."""

from __future__ import annotations

import asyncio
import uuid

import pytest

from service.errors import AlreadyAccepted, IdempotencyKeyReused
from service.events import AuditCreated, Document
from service.log.store import EventStore
from service.log.values import IdempotencyKey
from tests.contract.conftest import StoreFactory

KEY = IdempotencyKey("k1", "a" * 64)


async def create(store: EventStore, key: IdempotencyKey | None) -> str:
    audit_id = str(uuid.uuid4())
    document = Document(filename="r.md", media_type="text/markdown", size_bytes=1, sha256="0" * 64)
    await store.create(audit_id, AuditCreated(name="r", document=document, agents=("a",)), b"x", idempotency=key)
    return audit_id


async def test_the_same_request_under_its_key_names_the_first_audit_and_writes_nothing(store: EventStore) -> None:
    first = await create(store, KEY)

    with pytest.raises(AlreadyAccepted) as refused:
        await create(store, KEY)

    assert refused.value.audit_id == first
    assert [record.audit_id for record in (await store.audits(10)).audits] == [first]


async def test_another_request_under_the_key_is_refused(store: EventStore) -> None:
    first = await create(store, KEY)

    with pytest.raises(IdempotencyKeyReused) as refused:
        await create(store, IdempotencyKey("k1", "b" * 64))

    assert refused.value.audit_id == first
    assert len((await store.audits(10)).audits) == 1


async def test_requests_without_a_key_are_all_accepted(store: EventStore) -> None:
    assert len({await create(store, None) for _ in range(3)}) == 3


async def test_of_many_at_once_from_two_processes_one_is_accepted(store_factory: StoreFactory) -> None:
    stores = [await store_factory(), await store_factory()]

    said = await asyncio.gather(*(create(stores[n % 2], KEY) for n in range(10)), return_exceptions=True)

    accepted = [audit_id for audit_id in said if isinstance(audit_id, str)]
    assert len(accepted) == 1
    refused = [error.audit_id for error in said if isinstance(error, AlreadyAccepted)]
    assert refused == accepted * 9
