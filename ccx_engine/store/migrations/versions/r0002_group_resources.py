"""Resource groups, the weight of skills, and the percentage of the service level."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "rmcm_resource_groups",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rmcm_resource_groups")),
    )
    op.create_table(
        "rmcm_resource_group_agents",
        sa.Column("resource_group", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("resource", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource"], ["rmcm_resources.id"], name=op.f("fk_rmcm_resource_group_agents_resource")
        ),
        sa.ForeignKeyConstraint(
            ["resource_group"],
            ["rmcm_resource_groups.id"],
            name=op.f("fk_rmcm_resource_group_agents_resource_group"),
        ),
        sa.PrimaryKeyConstraint("resource_group", "position", name=op.f("pk_rmcm_resource_group_agents")),
    )
    with op.batch_alter_table("rmcm_csq_skills") as batch:
        batch.add_column(sa.Column("weight", sa.Integer(), server_default="1", nullable=False))

    with op.batch_alter_table("rmcm_csqs") as batch:
        batch.add_column(sa.Column("resource_group", sa.Integer(), nullable=True))
        batch.add_column(
            sa.Column("service_level_percentage", sa.Integer(), server_default="70", nullable=False)
        )
        batch.create_foreign_key(
            batch.f("fk_rmcm_csqs_resource_group"), "rmcm_resource_groups", ["resource_group"], ["id"]
        )
