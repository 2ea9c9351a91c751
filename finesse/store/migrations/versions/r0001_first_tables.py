"""first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "finesse_phone_books",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finesse_phone_books")),
        sa.UniqueConstraint("name", name=op.f("uq_finesse_phone_books_name")),
    )
    op.create_table(
        "finesse_reason_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("for_all", sa.Boolean(), nullable=False),
        sa.Column("system_code", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finesse_reason_codes")),
        sa.UniqueConstraint("category", "code", name=op.f("uq_finesse_reason_codes_category_code")),
        sa.UniqueConstraint("category", "label", name=op.f("uq_finesse_reason_codes_category_label")),
    )
    op.create_table(
        "finesse_teams",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finesse_teams")),
    )
    op.create_table(
        "finesse_wrap_up_reasons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=39), nullable=False),
        sa.Column("for_all", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finesse_wrap_up_reasons")),
        sa.UniqueConstraint("label", name=op.f("uq_finesse_wrap_up_reasons_label")),
    )
    op.create_table(
        "finesse_contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone_book_id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.String(length=128), nullable=False),
        sa.Column("last_name", sa.String(length=128), nullable=False),
        sa.Column("phone_number", sa.String(length=32), nullable=False),
        sa.Column("description", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(
            ["phone_book_id"],
            ["finesse_phone_books.id"],
            name=op.f("fk_finesse_contacts_phone_book_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finesse_contacts")),
    )
    with op.batch_alter_table("finesse_contacts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_finesse_contacts_phone_book_id"), ["phone_book_id"], unique=False
        )

    op.create_table(
        "finesse_phone_book_teams",
        sa.Column("phone_book_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["phone_book_id"],
            ["finesse_phone_books.id"],
            name=op.f("fk_finesse_phone_book_teams_phone_book_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("phone_book_id", "team_id", name=op.f("pk_finesse_phone_book_teams")),
    )
    op.create_table(
        "finesse_reason_code_teams",
        sa.Column("reason_code_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["reason_code_id"],
            ["finesse_reason_codes.id"],
            name=op.f("fk_finesse_reason_code_teams_reason_code_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reason_code_id", "team_id", name=op.f("pk_finesse_reason_code_teams")),
    )
    op.create_table(
        "finesse_users",
        sa.Column("login_id", sa.String(length=129), nullable=False),
        sa.Column("first_name", sa.String(length=32), nullable=False),
        sa.Column("last_name", sa.String(length=32), nullable=False),
        sa.Column("supervisor", sa.Boolean(), nullable=False),
        sa.Column("extension", sa.String(length=16), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id"], ["finesse_teams.id"], name=op.f("fk_finesse_users_team_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("login_id", name=op.f("pk_finesse_users")),
    )
    op.create_table(
        "finesse_wrap_up_reason_teams",
        sa.Column("wrap_up_reason_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["wrap_up_reason_id"],
            ["finesse_wrap_up_reasons.id"],
            name=op.f("fk_finesse_wrap_up_reason_teams_wrap_up_reason_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("wrap_up_reason_id", "team_id", name=op.f("pk_finesse_wrap_up_reason_teams")),
    )
    op.create_table(
        "finesse_supervised_teams",
        sa.Column("login_id", sa.String(length=129), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["login_id"],
            ["finesse_users.login_id"],
            name=op.f("fk_finesse_supervised_teams_login_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["finesse_teams.id"],
            name=op.f("fk_finesse_supervised_teams_team_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("login_id", "team_id", name=op.f("pk_finesse_supervised_teams")),
    )
