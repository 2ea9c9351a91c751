"""The tables. Each node of a cluster uses the same database, which may hold the engine's tables as well.

After a change: `python -m alembic -c finesse/store/migrations/alembic.ini -x database=ADDRESS revision
--autogenerate -m "what changes"`, and HEAD; tests hold tables and migrations to the same result.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Double, ForeignKey, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

HEAD = "0005"  # the version of these tables: the newest migration
VERSION_TABLE = "finesse_version"


class Base(DeclarativeBase):
    """What all tables are declared in."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
        }
    )


class TeamRow(Base):
    """A team of the contact center."""

    __tablename__ = "finesse_teams"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(50))


class UserRow(Base):
    """An agent or supervisor."""

    __tablename__ = "finesse_users"

    login_id: Mapped[str] = mapped_column(String(129), primary_key=True)
    first_name: Mapped[str] = mapped_column(String(32))
    last_name: Mapped[str] = mapped_column(String(32))
    supervisor: Mapped[bool]
    extension: Mapped[str] = mapped_column(String(16))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("finesse_teams.id", ondelete="SET NULL"))


class SupervisedTeamRow(Base):
    """Who supervises which team."""

    __tablename__ = "finesse_supervised_teams"

    login_id: Mapped[str] = mapped_column(
        ForeignKey("finesse_users.login_id", ondelete="CASCADE"), primary_key=True
    )
    team_id: Mapped[int] = mapped_column(ForeignKey("finesse_teams.id", ondelete="CASCADE"), primary_key=True)


class ReasonCodeRow(Base):
    """Why an agent is not ready or signed out."""

    __tablename__ = "finesse_reason_codes"
    __table_args__ = (UniqueConstraint("category", "code"), UniqueConstraint("category", "label"))

    id: Mapped[int] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(String(16))
    code: Mapped[int]
    label: Mapped[str] = mapped_column(String(40))
    for_all: Mapped[bool]
    system_code: Mapped[bool]
    teams: Mapped[list[ReasonCodeTeamRow]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class ReasonCodeTeamRow(Base):
    """To which teams a reason code is assigned."""

    __tablename__ = "finesse_reason_code_teams"

    reason_code_id: Mapped[int] = mapped_column(
        ForeignKey("finesse_reason_codes.id", ondelete="CASCADE"), primary_key=True
    )
    team_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class WrapUpReasonRow(Base):
    """What a call was about."""

    __tablename__ = "finesse_wrap_up_reasons"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(39), unique=True)
    for_all: Mapped[bool]
    teams: Mapped[list[WrapUpReasonTeamRow]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class WrapUpReasonTeamRow(Base):
    """To which teams a wrap-up reason is assigned."""

    __tablename__ = "finesse_wrap_up_reason_teams"

    wrap_up_reason_id: Mapped[int] = mapped_column(
        ForeignKey("finesse_wrap_up_reasons.id", ondelete="CASCADE"), primary_key=True
    )
    team_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class PhoneBookRow(Base):
    """A phone book."""

    __tablename__ = "finesse_phone_books"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    type: Mapped[str] = mapped_column(String(8))
    contacts: Mapped[list[ContactRow]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="ContactRow.id"
    )
    teams: Mapped[list[PhoneBookTeamRow]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class ContactRow(Base):
    """A line of a phone book."""

    __tablename__ = "finesse_contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    phone_book_id: Mapped[int] = mapped_column(
        ForeignKey("finesse_phone_books.id", ondelete="CASCADE"), index=True
    )
    first_name: Mapped[str] = mapped_column(String(128))
    last_name: Mapped[str] = mapped_column(String(128))
    phone_number: Mapped[str] = mapped_column(String(32))
    description: Mapped[str] = mapped_column(String(128))


class PhoneBookTeamRow(Base):
    """To which teams a phone book is assigned."""

    __tablename__ = "finesse_phone_book_teams"

    phone_book_id: Mapped[int] = mapped_column(
        ForeignKey("finesse_phone_books.id", ondelete="CASCADE"), primary_key=True
    )
    team_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class TeamMessageRow(Base):
    """What a supervisor told teams; `created_at` in seconds since 1970, `duration` in seconds."""

    __tablename__ = "finesse_team_messages"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    creator: Mapped[str] = mapped_column(String(129))
    creator_first_name: Mapped[str] = mapped_column(String(32))
    creator_last_name: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[float] = mapped_column(Double)
    duration: Mapped[int]
    content: Mapped[str] = mapped_column(String(255))
    teams: Mapped[list[TeamMessageTeamRow]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="TeamMessageTeamRow.position"
    )


class TeamMessageTeamRow(Base):
    """To which teams, in the order in which they were named."""

    __tablename__ = "finesse_team_message_teams"

    message_id: Mapped[str] = mapped_column(
        ForeignKey("finesse_team_messages.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    team_id: Mapped[int]


class MediaPropertiesLayoutRow(Base):
    """Which call variables a desktop shows. What is in it is read and written as a whole."""

    __tablename__ = "finesse_media_properties_layouts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    description: Mapped[str] = mapped_column(String(128))
    type: Mapped[str] = mapped_column(String(8))
    header: Mapped[list[Any]] = mapped_column(JSON)
    columns: Mapped[list[Any]] = mapped_column(JSON)
    teams: Mapped[list[MediaPropertiesLayoutTeamRow]] = relationship(
        lazy="selectin", cascade="all, delete-orphan"
    )


class MediaPropertiesLayoutTeamRow(Base):
    """To which teams a layout of call variables is assigned."""

    __tablename__ = "finesse_media_properties_layout_teams"

    media_properties_layout_id: Mapped[int] = mapped_column(
        ForeignKey("finesse_media_properties_layouts.id", ondelete="CASCADE"), primary_key=True
    )
    team_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class WorkflowActionRow(Base):
    """What a workflow does."""

    __tablename__ = "finesse_workflow_actions"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    type: Mapped[str] = mapped_column(String(16))
    handled_by: Mapped[str] = mapped_column(String(16))
    params: Mapped[list[Any]] = mapped_column(JSON)
    variables: Mapped[list[Any]] = mapped_column(JSON)


class WorkflowRow(Base):
    """What a desktop does by itself when something happens to a call."""

    __tablename__ = "finesse_workflows"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    description: Mapped[str] = mapped_column(String(128))
    media: Mapped[int]
    trigger_set: Mapped[dict[str, Any]] = mapped_column(JSON)
    condition_set: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    actions: Mapped[list[WorkflowStepRow]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="WorkflowStepRow.position"
    )
    teams: Mapped[list[WorkflowTeamRow]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class WorkflowStepRow(Base):
    """Which actions a workflow has, in their order."""

    __tablename__ = "finesse_workflow_steps"

    workflow_id: Mapped[int] = mapped_column(
        ForeignKey("finesse_workflows.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    action_id: Mapped[int] = mapped_column(
        ForeignKey("finesse_workflow_actions.id", ondelete="CASCADE"), index=True
    )
    action: Mapped[WorkflowActionRow] = relationship(lazy="selectin")


class WorkflowTeamRow(Base):
    """To which teams a workflow is assigned, and as which of theirs it runs."""

    __tablename__ = "finesse_workflow_teams"

    workflow_id: Mapped[int] = mapped_column(
        ForeignKey("finesse_workflows.id", ondelete="CASCADE"), primary_key=True
    )
    team_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int]


class LayoutRow(Base):
    """The layout of a team's desktops; of 0, everybody's."""

    __tablename__ = "finesse_layouts"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    layout: Mapped[str] = mapped_column(Text)


class ChatConfigRow(Base):
    """Where desktops find the servers of their chat: one row."""

    __tablename__ = "finesse_chat_config"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    primary_url: Mapped[str] = mapped_column(String(512))
    secondary_url: Mapped[str] = mapped_column(String(512))


class Concern(StrEnum):
    """What one node changes and another follows, each with a revision of its own."""

    CONFIGURATION = "configuration"
    TEAM_MESSAGES = "team_messages"
    ROSTER = "roster"  # teams and users


class RevisionRow(Base):
    """Counts the changes of a concern, so that the other node learns of them."""

    __tablename__ = "finesse_revisions"

    concern: Mapped[str] = mapped_column(String(16), primary_key=True)
    number: Mapped[int]
