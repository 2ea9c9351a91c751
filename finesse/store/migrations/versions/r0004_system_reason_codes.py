"""the system's reason codes as Unified CCX 12.5 has them

They get the numbers 26 to 51; what an administrator configured there moves behind them, and gets another
label where the system has that one now.
"""

from __future__ import annotations

import itertools
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

SYSTEM = (
    (27, "LOGOUT", 32767, "Device Conflict"),
    (28, "LOGOUT", 32766, "Agent Initiated"),
    (29, "LOGOUT", 32765, "System Disconnect"),
    (30, "LOGOUT", 32764, "System Standby"),
    (31, "NOT_READY", 32763, "Call Not Answered"),
    (32, "NOT_READY", 32762, "Offhook"),
    (33, "NOT_READY", 32761, "Non ACD Busy"),
    (34, "NOT_READY", 32760, "Agent Logon"),
    (35, "NOT_READY", 32759, "Phone Failure"),
    (36, "NOT_READY", 32758, "Wrap Up Timer Expiry"),
    (37, "NOT_READY", 32757, "CUCM Failover"),
    (38, "NOT_READY", 32756, "Phone Working"),
    (39, "NOT_READY", 32755, "Call Ended"),
    (40, "NOT_READY", 32754, "Restricted Device"),
    (41, "NOT_READY", 32753, "Restricted Line"),
    (42, "NOT_READY", 32752, "Cancel Reservation Preview Call"),
    (43, "NOT_READY", 32751, "Skip Preview Call"),
    (44, "NOT_READY", 32750, "Extension Modified"),
    (45, "NOT_READY", 32749, "Call Cancel"),
    (46, "LOGOUT", 32748, "Agent Deleted"),
    (47, "NOT_READY", 32742, "Non ACD Offhook"),
    (48, "LOGOUT", 32741, "Extension Conflict"),
    (49, "LOGOUT", 32740, "System Initiated Relogin"),
    (50, "LOGOUT", 255, "Connection Failure"),
    (51, "NOT_READY", 33, "Supervisor Initiated"),
    (26, "LOGOUT", 22, "Supervisor Initiated"),
)
LABEL = 40

CODES = sa.table(
    "finesse_reason_codes",
    sa.column("id", sa.Integer),
    sa.column("category", sa.String),
    sa.column("code", sa.Integer),
    sa.column("label", sa.String),
    sa.column("for_all", sa.Boolean),
    sa.column("system_code", sa.Boolean),
)
TEAMS = sa.table(
    "finesse_reason_code_teams", sa.column("reason_code_id", sa.Integer), sa.column("team_id", sa.Integer)
)


def upgrade() -> None:
    connection = op.get_bind()
    before = [row._asdict() for row in connection.execute(sa.select(CODES).order_by(CODES.c.id))]
    if not before:
        return  # the contact center's file fills what is empty
    own = [row for row in before if not row["system_code"]]
    links = [row._asdict() for row in connection.execute(sa.select(TEAMS))]
    connection.execute(sa.delete(TEAMS))
    connection.execute(sa.delete(CODES))
    moved = _moved(own)
    system = [
        {
            "id": number,
            "category": category,
            "code": code,
            "label": label,
            "for_all": True,
            "system_code": True,
        }
        for number, category, code, label in SYSTEM
    ]
    connection.execute(sa.insert(CODES), [*own, *system])
    if links := [link for link in links if link["reason_code_id"] in moved]:
        for link in links:
            link["reason_code_id"] = moved[link["reason_code_id"]]
        connection.execute(sa.insert(TEAMS), links)
    if connection.dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('finesse_reason_codes', 'id'), "
            "(SELECT max(id) FROM finesse_reason_codes))"
        )


def _moved(own: list[dict[str, Any]]) -> dict[int, int]:
    """Their new numbers and labels are in the rows; by their old number the new one."""
    taken = {row[0] for row in SYSTEM}
    behind = itertools.count(max([*taken, *(row["id"] for row in own)]) + 1)
    labels = {(category, label) for _, category, _, label in SYSTEM}
    numbers: dict[int, int] = {}
    for row in own:
        old = row["id"]
        if old in taken:
            row["id"] = next(behind)
        numbers[old] = row["id"]
        others = {(one["category"], one["label"]) for one in own if one is not row}
        for suffix in itertools.count(2):
            if (row["category"], row["label"]) not in labels | others:
                break
            row["label"] = f"{row['label'][: LABEL - 6]} ({suffix})"
    return numbers
