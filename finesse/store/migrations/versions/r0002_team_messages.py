"""team messages"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "finesse_team_messages",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("creator", sa.String(length=129), nullable=False),
        sa.Column("creator_first_name", sa.String(length=32), nullable=False),
        sa.Column("creator_last_name", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("duration", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finesse_team_messages")),
    )
    op.create_table(
        "finesse_team_message_teams",
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["finesse_team_messages.id"],
            name=op.f("fk_finesse_team_message_teams_message_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_id", "position", name=op.f("pk_finesse_team_message_teams")),
    )
