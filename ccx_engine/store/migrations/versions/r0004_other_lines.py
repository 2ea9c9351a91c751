"""A team may mind that another line of an agent's phone is in use."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("rmcm_teams") as batch:
        batch.add_column(
            sa.Column(
                "not_ready_when_other_line_busy", sa.Boolean(), server_default=sa.false(), nullable=False
            )
        )
