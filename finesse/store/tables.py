"""The tables but those of what is configured, which `mappings` declares: teams, users, messages, revisions.

Each node of a cluster uses the same database, which may hold the engine's tables as well.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Double, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

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
    """To which teams a message was told, in the order in which they were named."""

    __tablename__ = "finesse_team_message_teams"

    message_id: Mapped[str] = mapped_column(
        ForeignKey("finesse_team_messages.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    team_id: Mapped[int]


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
