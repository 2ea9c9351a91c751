"""The tables. Each column has the name that its value has in the centre's file.

A change here needs a migration; see docs/store.md. Table names begin with `rmcm_`, so that one database can
hold Finesse's tables as well.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Double,
    ForeignKey,
    MetaData,
    String,
    Table,
    Text,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

VERSION_TABLE = "rmcm_version"

# Limits of Resource Manager's objects (Unified CCX administration guide), and of what CUCM names.
USER_ID = String(128)
PERSON = String(64)
NAME = String(50)
DIRECTORY_NUMBER = String(24)
WORDS = String(40)


class Base(DeclarativeBase):
    """What all tables are declared in."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    __table__: ClassVar[Table]


class ObjectRow(Base):
    """A row that is one table `[[rmcm.KIND]]` of the file, its arrays left out."""

    __abstract__ = True
    KIND: ClassVar[str]


class ItemRow(Base):
    """A row that is one element of the array `LIST` in the object that the column `OWNER` names.

    The element's `id`, or all of a plain element, is in the column `ITEM`.
    """

    __abstract__ = True
    KIND: ClassVar[str]
    LIST: ClassVar[str]
    OWNER: ClassVar[str]
    ITEM: ClassVar[str]


class SkillRow(ObjectRow):
    """A skill."""

    __tablename__ = "rmcm_skills"
    KIND = "skills"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(NAME)


class CsqRow(ObjectRow):
    """A contact service queue."""

    __tablename__ = "rmcm_csqs"
    KIND = "csqs"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(NAME)
    criterion: Mapped[str] = mapped_column(WORDS)
    automatic_work: Mapped[bool]
    wrap_up_seconds: Mapped[float] = mapped_column(Double)
    service_level_seconds: Mapped[float] = mapped_column(Double)
    description: Mapped[str] = mapped_column(Text)
    resource_group: Mapped[int | None] = mapped_column(ForeignKey("rmcm_resource_groups.id"))
    service_level_percentage: Mapped[int] = mapped_column(server_default="70")


class CsqSkillRow(ItemRow):
    """A skill that a CSQ asks for, in the order of the file."""

    __tablename__ = "rmcm_csq_skills"
    KIND, LIST, OWNER, ITEM = "csqs", "skills", "csq", "skill"

    csq: Mapped[int] = mapped_column(ForeignKey("rmcm_csqs.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    skill: Mapped[int] = mapped_column(ForeignKey("rmcm_skills.id"))
    minimum: Mapped[int]
    weight: Mapped[int] = mapped_column(server_default="1")


class TeamRow(ObjectRow):
    """A team."""

    __tablename__ = "rmcm_teams"
    KIND = "teams"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(NAME)
    not_ready_when_other_line_busy: Mapped[bool] = mapped_column(server_default=false())


class ResourceRow(ObjectRow):
    """An agent or supervisor; `id` is the user id in CUCM."""

    __tablename__ = "rmcm_resources"
    KIND = "resources"

    id: Mapped[str] = mapped_column(USER_ID, primary_key=True)
    first_name: Mapped[str] = mapped_column(PERSON)
    last_name: Mapped[str] = mapped_column(PERSON)
    extension: Mapped[str] = mapped_column(DIRECTORY_NUMBER)
    team: Mapped[int] = mapped_column(ForeignKey("rmcm_teams.id"))
    type: Mapped[str] = mapped_column(WORDS)
    automatic_available: Mapped[bool]


class ResourceSkillRow(ItemRow):
    """What a resource is good at, and how good."""

    __tablename__ = "rmcm_resource_skills"
    KIND, LIST, OWNER, ITEM = "resources", "skills", "resource", "skill"

    resource: Mapped[str] = mapped_column(ForeignKey("rmcm_resources.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    skill: Mapped[int] = mapped_column(ForeignKey("rmcm_skills.id"))
    competence: Mapped[int]


class ResourceGroupRow(ObjectRow):
    """A resource group."""

    __tablename__ = "rmcm_resource_groups"
    KIND = "resource_groups"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(NAME)


class ResourceGroupAgentRow(ItemRow):
    """An agent of a resource group, in the order that the Linear and the Circular criterion go by."""

    __tablename__ = "rmcm_resource_group_agents"
    KIND, LIST, OWNER, ITEM = "resource_groups", "agents", "resource_group", "resource"

    resource_group: Mapped[int] = mapped_column(ForeignKey("rmcm_resource_groups.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    resource: Mapped[str] = mapped_column(ForeignKey("rmcm_resources.id"))


class SupervisorRow(ItemRow):
    """Who supervises a team, the primary supervisor first."""

    __tablename__ = "rmcm_supervisors"
    KIND, LIST, OWNER, ITEM = "teams", "supervisors", "team", "resource"

    team: Mapped[int] = mapped_column(ForeignKey("rmcm_teams.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    resource: Mapped[str] = mapped_column(ForeignKey("rmcm_resources.id"))


class TeamCsqRow(ItemRow):
    """A CSQ that belongs to a team."""

    __tablename__ = "rmcm_team_csqs"
    KIND, LIST, OWNER, ITEM = "teams", "csqs", "team", "csq"

    team: Mapped[int] = mapped_column(ForeignKey("rmcm_teams.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    csq: Mapped[int] = mapped_column(ForeignKey("rmcm_csqs.id"))


class CallControlGroupRow(ObjectRow):
    """CTI ports with consecutive numbers."""

    __tablename__ = "rmcm_call_control_groups"
    KIND = "call_control_groups"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_port: Mapped[str] = mapped_column(DIRECTORY_NUMBER)
    ports: Mapped[int]


class ApplicationRow(ObjectRow):
    """An application and its trigger, which is not unique here: two may exchange theirs in one change."""

    __tablename__ = "rmcm_applications"
    KIND = "applications"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(NAME)
    trigger: Mapped[str] = mapped_column(DIRECTORY_NUMBER)
    call_control_group: Mapped[int] = mapped_column(ForeignKey("rmcm_call_control_groups.id"))
    max_sessions: Mapped[int]
    description: Mapped[str] = mapped_column(Text)
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class RevisionRow(Base):
    """The one row that every change counts up in its own transaction; 0 until the database was filled."""

    __tablename__ = "rmcm_revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)


RowClass = type[ObjectRow] | type[ItemRow]

# In an order in which every row comes after those that it names.
KEPT: tuple[RowClass, ...] = (
    SkillRow,
    ResourceGroupRow,
    CsqRow,
    CsqSkillRow,
    TeamRow,
    ResourceRow,
    ResourceSkillRow,
    ResourceGroupAgentRow,
    SupervisorRow,
    TeamCsqRow,
    CallControlGroupRow,
    ApplicationRow,
)
