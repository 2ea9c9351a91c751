"""a revision for each concern in place of one for what is configured"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "finesse_revisions",
        sa.Column("concern", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("concern", name=op.f("pk_finesse_revisions")),
    )
    op.execute(
        "INSERT INTO finesse_revisions (concern, number) "
        "VALUES ('configuration', COALESCE((SELECT MAX(number) FROM finesse_revision), 0)), "
        "('team_messages', 0), ('roster', 0)"
    )
    op.drop_table("finesse_revision")
