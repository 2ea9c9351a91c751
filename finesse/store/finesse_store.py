"""What Finesse keeps in the database: read and written in the words of the model."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterable
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Update, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from finesse.model.configuration.phone_book import Contact
from finesse.model.identity import NEW, Identified
from finesse.model.team_message import Creator, TeamMessage
from finesse.model.user import Team, User
from finesse.realtime.state import RealtimeState
from finesse.store import tables
from finesse.store.mappings import CONTACTS, WORKFLOW_ACTIONS, WORKFLOWS
from finesse.store.object_mapping import ObjectMapping
from finesse.store.schema import SCHEMA
from finesse.store.seed import Seed
from finesse.store.tables import Concern
from vos.database import connections
from vos.database.connections import Database, DatabaseLost
from vos.database.follower import Revisions

T = TypeVar("T", bound=Identified)


class FinesseStore:
    """The database of the deployment."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def name(self) -> str:
        """The database's address without its password."""
        return self._database.name

    async def fill(self, seed: Seed) -> None:
        """Take over the contact center's file, each kind only while there is none of it.

        That is no change of an administrator's: the configuration's revision is 0 until the first one.
        """
        async with self._writing() as session:
            await SCHEMA.take_turn(await session.connection())
            filled = [await _fill(session, kind, things) for kind, things in seed.objects()]
            actions = await session.scalars(select(WORKFLOW_ACTIONS.row))
            workflows = seed.workflows(map(WORKFLOW_ACTIONS.read, actions))
            if any(filled) | await _fill(session, WORKFLOWS, workflows):
                await _number_on(session)
                await session.execute(_counting(Concern.CONFIGURATION).where(tables.RevisionRow.number > 0))

    async def revisions(self) -> Revisions:
        """How often each concern was changed: who has loaded this revision has what is in the store."""
        async with self._reading() as session:
            rows = await session.execute(select(tables.RevisionRow.concern, tables.RevisionRow.number))
            return {row.concern: row.number for row in rows}

    async def all(self, kind: ObjectMapping[T]) -> tuple[T, ...]:
        """All of a kind, in the order in which they were made."""
        async with self._reading() as session:
            return tuple(map(kind.read, await session.scalars(select(kind.row).order_by(kind.row.id))))

    async def save(self, kind: ObjectMapping[T], *things: T) -> tuple[tuple[T, ...], int]:
        """Keep new things, and changed ones; all or none. What is kept now, and the revision."""
        async with self._configuring() as (session, revision):
            rows = [await self._row(session, kind, thing) for thing in things]
            await session.flush()
            numbers = [row.id for row in rows]
            session.expire_all()
            found = await session.scalars(select(kind.row).where(kind.row.id.in_(numbers)))
            by_number = {row.id: kind.read(row) for row in found}
            return tuple(by_number[number] for number in numbers), revision

    async def remove(self, kind: ObjectMapping[T], *numbers: int) -> int:
        """Forget those things, and whatever belongs to them. The revision."""
        async with self._configuring() as (session, revision):
            await session.execute(delete(kind.row).where(kind.row.id.in_(numbers)))
            return revision

    async def replace_contacts(
        self, book: int, contacts: Iterable[Contact]
    ) -> tuple[tuple[Contact, ...], int]:
        """Give a phone book these contacts in place of all that it had; all or none."""
        async with self._configuring() as (session, revision):
            await session.execute(delete(CONTACTS.row).where(CONTACTS.row.phone_book_id == book))
            rows = [CONTACTS.made(contact) for contact in contacts]
            session.add_all(rows)
            await session.flush()
            return tuple(map(CONTACTS.read, rows)), revision

    async def team_messages(self) -> list[TeamMessage]:
        """The team messages that are kept, the oldest first."""
        async with self._reading() as session:
            rows = await session.scalars(
                select(tables.TeamMessageRow).order_by(tables.TeamMessageRow.created_at)
            )
            return [_team_message(row) for row in rows]

    async def keep_team_message(self, message: TeamMessage) -> int:
        """Keep a new message. The revision."""
        creator = message.created_by
        row = tables.TeamMessageRow(
            id=message.id,
            creator=creator.id,
            creator_first_name=creator.first_name,
            creator_last_name=creator.last_name,
            created_at=message.created_at,
            duration=message.duration,
            content=message.content,
            teams=[
                tables.TeamMessageTeamRow(position=position, team_id=team)
                for position, team in enumerate(message.teams)
            ],
        )
        async with self._writing() as session:
            session.add(row)
            return await _count_up(session, Concern.TEAM_MESSAGES)

    async def drop_team_message(self, identity: str) -> int | None:
        """Forget a message. The revision; None when the message was not there."""
        return await self._drop_team_messages(tables.TeamMessageRow.id == identity)

    async def drop_team_messages_until(self, now: float) -> int | None:
        """Forget the messages whose time is over. The revision; None when there were none."""
        ends_at = tables.TeamMessageRow.created_at + tables.TeamMessageRow.duration
        return await self._drop_team_messages(ends_at <= now)

    async def _drop_team_messages(self, which: ColumnElement[bool]) -> int | None:
        async with self._writing() as session:
            dropped = await session.scalars(
                delete(tables.TeamMessageRow).where(which).returning(tables.TeamMessageRow.id)
            )
            return await _count_up(session, Concern.TEAM_MESSAGES) if dropped.all() else None

    async def learn(self, state: RealtimeState) -> None:
        """Keep teams and users as CTI told them, in place of those kept before."""
        learnt = _rows(state)
        async with self._writing() as session:
            for kind in (tables.SupervisedTeamRow, tables.UserRow, tables.TeamRow):
                await session.execute(delete(kind))
            for rows in learnt:
                session.add_all(rows)
                await session.flush()
            await _count_up(session, Concern.ROSTER)

    async def recall(self, state: RealtimeState) -> None:
        """The teams and users that were kept: who they are, not what they do."""
        async with self._reading() as session:
            for team in await session.scalars(select(tables.TeamRow)):
                state.teams[team.id] = Team(team.id, team.name)
            for row in await session.scalars(select(tables.UserRow)):
                user = User(
                    row.login_id, row.first_name, row.last_name, row.supervisor, own_extension=row.extension
                )
                state.add(user)
                if row.team_id in state.teams:
                    user.team = state.teams[row.team_id]
                    user.team.members[user.login_id] = user
            for link in await session.scalars(select(tables.SupervisedTeamRow)):
                known = state.user(link.login_id)
                if known is not None and link.team_id in state.teams:
                    known.supervised[link.team_id] = state.teams[link.team_id]
                    state.teams[link.team_id].supervisors[known.login_id] = known

    async def _row(self, session: AsyncSession, kind: ObjectMapping[T], thing: T) -> Any:
        row = await session.get(kind.row, thing.id) if thing.id != NEW else None
        if row is None:
            row = kind.made(thing)
            session.add(row)
        else:
            kind.give_up_steps(row)
            await session.flush()
            kind.write(row, thing)
        return row

    @contextlib.asynccontextmanager
    async def _configuring(self) -> AsyncIterator[tuple[AsyncSession, int]]:
        """A transaction that changes what is configured, and the revision that it makes."""
        async with self._writing() as session:
            yield session, await _count_up(session, Concern.CONFIGURATION)

    @contextlib.asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncSession]:
        """A transaction that sees one moment. DatabaseLost when the database fails."""
        async with (
            self._database.reading() as connection,
            AsyncSession(connection, expire_on_commit=False) as session,
        ):
            yield session

    @contextlib.asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncSession]:
        """A transaction, committed in the end. DatabaseLost when the database fails."""
        async with (
            self._database.writing() as connection,
            AsyncSession(connection, expire_on_commit=False) as session,
        ):
            yield session
            await session.flush()


@contextlib.asynccontextmanager
async def opened(address: str) -> AsyncIterator[FinesseStore]:
    """The store at a SQLAlchemy address. CannotServe names the setting when it cannot be opened."""
    async with connections.opened(address) as connected:
        try:
            await SCHEMA.bring_up_to_date(connected)
        except DatabaseLost as error:
            raise connections.cannot_open(error) from error
        yield FinesseStore(connected)


async def _fill(session: AsyncSession, kind: ObjectMapping[T], things: Iterable[T]) -> bool:
    """Take over the objects of one kind while there is none of it. Whether it did."""
    if await session.scalar(select(func.count()).select_from(kind.row)):
        return False
    rows = [kind.made(thing) for thing in things]
    session.add_all(rows)
    await session.flush()
    return bool(rows)


async def _count_up(session: AsyncSession, concern: Concern) -> int:
    """The revision that this transaction makes; from here on no other one changes this concern."""
    counted = _counting(concern).returning(tables.RevisionRow.number)
    return (await session.execute(counted)).scalar_one()


def _counting(concern: Concern) -> Update:
    row = tables.RevisionRow
    return update(row).where(row.concern == concern).values(number=row.number + 1)


async def _number_on(session: AsyncSession) -> None:
    """New reason codes get numbers after those that the file gave. SQLite looks for itself."""
    if session.get_bind().dialect.name == "postgresql":
        highest = "(SELECT max(id) FROM finesse_reason_codes)"
        await session.execute(
            text(f"SELECT setval(pg_get_serial_sequence('finesse_reason_codes', 'id'), {highest})")
        )


def _rows(state: RealtimeState) -> tuple[list[tables.Base], ...]:
    """What was learnt, as it is at this moment: teams, then users, then who supervises."""
    users = list(state.users)
    return (
        [tables.TeamRow(id=team.id, name=team.name) for team in state.teams.values()],
        [
            tables.UserRow(
                login_id=user.login_id,
                first_name=user.first_name,
                last_name=user.last_name,
                supervisor=user.supervisor,
                extension=user.own_extension,
                team_id=user.team_id,
            )
            for user in users
        ],
        [
            tables.SupervisedTeamRow(login_id=user.login_id, team_id=team)
            for user in users
            for team in user.supervised
        ],
    )


def _team_message(row: tables.TeamMessageRow) -> TeamMessage:
    creator = Creator(row.creator, row.creator_first_name, row.creator_last_name)
    teams = tuple(team.team_id for team in row.teams)
    return TeamMessage(row.id, creator, row.created_at, row.duration, row.content, teams)
