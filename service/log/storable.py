"""Text that a database can hold. PostgreSQL knows no NUL, and UTF-8 no half of a surrogate pair; SQLite is asked for no
more, so that what is refused does not depend on where the log lies."""

from __future__ import annotations

import re

from service.errors import AuditNotFound

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> bool:
    """Whether a column can hold ``text``; what none can hold stands in no row."""
    return _UNSTORABLE.search(text) is None


def require_storable(audit_id: str) -> None:
    """Do nothing if an audit could have this id.

    Raises:
        AuditNotFound: no database could hold it.
    """
    if not storable(audit_id):
        raise AuditNotFound(audit_id)
