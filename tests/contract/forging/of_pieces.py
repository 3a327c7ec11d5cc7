"""Forgeries of the pieces in which a large artifact lies: in the honest log its report, in three of them."""

from __future__ import annotations

from collections.abc import Callable

from service.log.pieces.tables import PIECE_BYTES
from tests.contract.forging.forger import Forger
from tests.contract.forging.forgery import Forgery


def _sql(statement: str, *values: object) -> Callable[[Forger], object]:
    return lambda forger: forger.sql(statement, *values)


def _one_more(forger: Forger) -> None:
    forger.sql("INSERT INTO artifact_pieces SELECT bundle, 4, data FROM artifact_pieces WHERE number = 3")


def _without_its_key(forger: Forger) -> None:
    """So that a piece can be there twice."""
    forger.sql("CREATE TABLE other AS SELECT * FROM artifact_pieces")
    forger.sql("INSERT INTO other SELECT * FROM artifact_pieces WHERE number = 1")
    forger.sql("DROP TABLE artifact_pieces")
    forger.sql("ALTER TABLE other RENAME TO artifact_pieces")


PIECES = (
    Forgery("a piece gone", _sql("DELETE FROM artifact_pieces WHERE number = 2"), "artifact", "lost its piece 2"),
    Forgery(
        "the last piece gone",
        _sql("DELETE FROM artifact_pieces WHERE number = 3"),
        "artifact",
        "it has 2 pieces, and says that it has 3",
    ),
    Forgery("no piece left", _sql("DELETE FROM artifact_pieces"), "one", "has 0 pieces, and says that it has 3"),
    Forgery(
        "a piece changed",
        _sql("UPDATE artifact_pieces SET data = ? WHERE number = 2", b"2" * PIECE_BYTES),
        "artifact",
        "it was altered: its bytes now hash to",
    ),
    Forgery(
        "a piece named as changed",
        _sql("UPDATE artifact_pieces SET data = ? WHERE number = 2", b"2" * PIECE_BYTES),
        "one",
        "what event 5 names was altered or is gone",
    ),
    Forgery("a piece more", _one_more, "artifact", "it has 4 pieces, and says that it has 3"),
    Forgery(
        "a piece doubled",
        _without_its_key,
        "artifact",
        "it has piece 1 twice",
        "sqlite",
    ),
    Forgery(
        "a piece as text",
        _sql("UPDATE artifact_pieces SET data = CAST(data AS TEXT) WHERE number = 2"),
        "artifact",
        "it has a piece 2 that is text, not bytes",
        "sqlite",
    ),
    Forgery(
        "a number of pieces", _sql("UPDATE artifacts SET pieces = 2 WHERE pieces = 3"), "artifact", "says that it has 2"
    ),
    Forgery(
        "bytes beside pieces",
        _sql("UPDATE artifacts SET data = ? WHERE pieces = 3", b"more"),
        "artifact",
        "it has 4 bytes of its own beside its pieces",
    ),
    Forgery(
        "pieces of nobody's",
        _sql("INSERT INTO artifact_pieces (bundle, number, data) VALUES ('nobody', 1, ?)", b"piece"),
        "pieces nobody",
        "no artifact has them, and there is one of them",
    ),
    Forgery(
        "pieces without their artifact",
        _sql("DELETE FROM artifacts WHERE pieces = 3"),
        "pieces",
        "no artifact has them, and there are 3 of them",
    ),
    Forgery(
        "pieces said to be loose",
        _sql("INSERT INTO loose_bundles (bundle, until_ms) SELECT bundle, 0 FROM artifacts WHERE pieces = 3"),
        "artifact",
        "it has its pieces, and they are said to be loose",
    ),
)
