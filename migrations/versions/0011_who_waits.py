"""Audits say who handed them in, so that nobody waits for all that another has handed in.

It is a network address, known to the processes that run audits and to nobody else: no event has it, and it goes when
the audit is erased. Of audits that there are already it is not known; they count as those of one sender.

Revision ID: 0011
Revises: 0010
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE audits ADD COLUMN sender VARCHAR DEFAULT '' NOT NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE audits DROP COLUMN sender")
