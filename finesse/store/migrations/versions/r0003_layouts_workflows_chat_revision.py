"""layouts, workflows, chat, revision"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "finesse_chat_config",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("primary_url", sa.String(length=512), nullable=False),
        sa.Column("secondary_url", sa.String(length=512), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finesse_chat_config")),
    )
    op.create_table(
        "finesse_layouts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finesse_layouts")),
    )
    op.create_table(
        "finesse_media_properties_layouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("description", sa.String(length=128), nullable=False),
        sa.Column("type", sa.String(length=8), nullable=False),
        sa.Column("header", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finesse_media_properties_layouts")),
        sa.UniqueConstraint("name", name=op.f("uq_finesse_media_properties_layouts_name")),
    )
    op.create_table(
        "finesse_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finesse_revision")),
    )
    op.create_table(
        "finesse_workflow_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("handled_by", sa.String(length=16), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("variables", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finesse_workflow_actions")),
        sa.UniqueConstraint("name", name=op.f("uq_finesse_workflow_actions_name")),
    )
    op.create_table(
        "finesse_workflows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("description", sa.String(length=128), nullable=False),
        sa.Column("media", sa.Integer(), nullable=False),
        sa.Column("trigger_set", sa.JSON(), nullable=False),
        sa.Column("condition_set", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finesse_workflows")),
        sa.UniqueConstraint("name", name=op.f("uq_finesse_workflows_name")),
    )
    op.create_table(
        "finesse_media_properties_layout_teams",
        sa.Column("media_properties_layout_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["media_properties_layout_id"],
            ["finesse_media_properties_layouts.id"],
            name=op.f("fk_finesse_media_properties_layout_teams_media_properties_layout_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "media_properties_layout_id", "team_id", name=op.f("pk_finesse_media_properties_layout_teams")
        ),
    )
    op.create_table(
        "finesse_workflow_steps",
        sa.Column("workflow_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["finesse_workflow_actions.id"],
            name=op.f("fk_finesse_workflow_steps_action_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workflow_id"],
            ["finesse_workflows.id"],
            name=op.f("fk_finesse_workflow_steps_workflow_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workflow_id", "position", name=op.f("pk_finesse_workflow_steps")),
    )
    with op.batch_alter_table("finesse_workflow_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finesse_workflow_steps_action_id"), ["action_id"], unique=False)

    op.create_table(
        "finesse_workflow_teams",
        sa.Column("workflow_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workflow_id"],
            ["finesse_workflows.id"],
            name=op.f("fk_finesse_workflow_teams_workflow_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workflow_id", "team_id", name=op.f("pk_finesse_workflow_teams")),
    )
