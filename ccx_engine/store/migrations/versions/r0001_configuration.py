"""What RmCm is configured with, and the revision that counts its changes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "rmcm_call_control_groups",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_port", sa.String(length=24), nullable=False),
        sa.Column("ports", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rmcm_call_control_groups")),
    )
    op.create_table(
        "rmcm_csqs",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("criterion", sa.String(length=40), nullable=False),
        sa.Column("automatic_work", sa.Boolean(), nullable=False),
        sa.Column("wrap_up_seconds", sa.Double(), nullable=False),
        sa.Column("service_level_seconds", sa.Double(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rmcm_csqs")),
    )
    op.create_table(
        "rmcm_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_rmcm_revision_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rmcm_revision")),
    )
    op.create_table(
        "rmcm_skills",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rmcm_skills")),
    )
    op.create_table(
        "rmcm_teams",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rmcm_teams")),
    )
    op.create_table(
        "rmcm_applications",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("trigger", sa.String(length=24), nullable=False),
        sa.Column("call_control_group", sa.Integer(), nullable=False),
        sa.Column("csq", sa.Integer(), nullable=False),
        sa.Column("max_sessions", sa.Integer(), nullable=False),
        sa.Column("greeting_seconds", sa.Double(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_control_group"],
            ["rmcm_call_control_groups.id"],
            name=op.f("fk_rmcm_applications_call_control_group"),
        ),
        sa.ForeignKeyConstraint(["csq"], ["rmcm_csqs.id"], name=op.f("fk_rmcm_applications_csq")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rmcm_applications")),
    )
    op.create_table(
        "rmcm_csq_skills",
        sa.Column("csq", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("skill", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["csq"], ["rmcm_csqs.id"], name=op.f("fk_rmcm_csq_skills_csq")),
        sa.ForeignKeyConstraint(["skill"], ["rmcm_skills.id"], name=op.f("fk_rmcm_csq_skills_skill")),
        sa.PrimaryKeyConstraint("csq", "position", name=op.f("pk_rmcm_csq_skills")),
    )
    op.create_table(
        "rmcm_resources",
        sa.Column("id", sa.String(length=128), nullable=False),
        sa.Column("first_name", sa.String(length=64), nullable=False),
        sa.Column("last_name", sa.String(length=64), nullable=False),
        sa.Column("extension", sa.String(length=24), nullable=False),
        sa.Column("team", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("automatic_available", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["rmcm_teams.id"], name=op.f("fk_rmcm_resources_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rmcm_resources")),
    )
    op.create_table(
        "rmcm_team_csqs",
        sa.Column("team", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("csq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["csq"], ["rmcm_csqs.id"], name=op.f("fk_rmcm_team_csqs_csq")),
        sa.ForeignKeyConstraint(["team"], ["rmcm_teams.id"], name=op.f("fk_rmcm_team_csqs_team")),
        sa.PrimaryKeyConstraint("team", "position", name=op.f("pk_rmcm_team_csqs")),
    )
    op.create_table(
        "rmcm_resource_skills",
        sa.Column("resource", sa.String(length=128), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("skill", sa.Integer(), nullable=False),
        sa.Column("competence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource"], ["rmcm_resources.id"], name=op.f("fk_rmcm_resource_skills_resource")
        ),
        sa.ForeignKeyConstraint(["skill"], ["rmcm_skills.id"], name=op.f("fk_rmcm_resource_skills_skill")),
        sa.PrimaryKeyConstraint("resource", "position", name=op.f("pk_rmcm_resource_skills")),
    )
    op.create_table(
        "rmcm_supervisors",
        sa.Column("team", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("resource", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource"], ["rmcm_resources.id"], name=op.f("fk_rmcm_supervisors_resource")
        ),
        sa.ForeignKeyConstraint(["team"], ["rmcm_teams.id"], name=op.f("fk_rmcm_supervisors_team")),
        sa.PrimaryKeyConstraint("team", "position", name=op.f("pk_rmcm_supervisors")),
    )
    op.execute("INSERT INTO rmcm_revision (id, number) VALUES (1, 0)")
