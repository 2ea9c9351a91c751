"""columns have the names of the fields that they keep"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("finesse_workflow_actions") as batch:
        batch.alter_column("variables", new_column_name="action_variables")
    with op.batch_alter_table("finesse_layouts") as batch:
        batch.alter_column("layout", new_column_name="layoutxml")
    op.create_table(
        "finesse_chat_configs",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("primary", sa.String(length=512), nullable=False),
        sa.Column("secondary", sa.String(length=512), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finesse_chat_configs")),
    )
    op.execute(
        'INSERT INTO finesse_chat_configs (id, "primary", secondary) '
        "SELECT id, primary_url, secondary_url FROM finesse_chat_config"
    )
    op.drop_table("finesse_chat_config")
