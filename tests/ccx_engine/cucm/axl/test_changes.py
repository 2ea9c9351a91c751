"""Change notification.

# source: AXL Developer Guide, "Data Change Notification"
"""

from __future__ import annotations

import pytest

from ccx_engine.cucm.axl import changes
from tests.ccx_engine.cucm.axl.world import PHONE, USER, World, line


async def test_every_change_is_told_with_type_uuid_and_action() -> None:
    world = World()
    user = await world.uuid("addUser", f"<user>{USER}</user>")
    phone = await world.uuid("addPhone", f"<phone>{PHONE}<lines>{line('1900')}</lines></phone>")
    await world.ask("updateUser", f"<uuid>{user}</uuid><title>Lead</title>")
    await world.ask("removePhone", f"<uuid>{phone}</uuid>")
    answer = await world.ask("listChange", "")
    found = answer.findall("changes/change")
    assert [(each.get("type"), each.findtext("action"), each.findtext("doGet")) for each in found] == [
        ("User", "a", "true"),
        ("Line", "a", "true"),
        ("Phone", "a", "true"),
        ("User", "u", "true"),
        ("Phone", "r", "false"),
    ]
    assert [found[0].get("uuid"), found[2].get("uuid")] == [user, phone]
    queue = answer.find("queueInfo")
    assert queue is not None
    assert [each.text for each in queue] == ["1", "5", "6", world.changes.queue]


async def test_who_asks_from_a_number_on_hears_what_came_since_of_the_types_they_want() -> None:
    world = World()
    await world.ask("addUser", f"<user>{USER}</user>")
    start = f'<startChangeId queueId="{world.changes.queue}">2</startChangeId>'
    assert (await world.ask("listChange", start)).findall("changes/change") == []
    await world.ask("updateLine", "<pattern>1001</pattern><description>x</description>")
    await world.ask("removeUser", "<userid>cweber</userid>")
    types = "<objectList><object>User</object><object>Phone</object></objectList>"
    found = (await world.ask("listChange", start + types)).findall("changes/change")
    assert [(each.findtext("id"), each.get("type")) for each in found] == [("3", "User")]


async def test_a_wrong_queue_or_a_change_that_is_forgotten_means_that_a_full_look_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(changes, "KEPT", 2)
    world = World()
    for number in range(4):
        await world.ask("updateUser", f"<userid>agent1</userid><title>{number}</title>")
    code, message, _ = await world.fault("listChange", '<startChangeId queueId="1">1</startChangeId>')
    assert code == 5007
    assert message.startswith("The queueId value does not match the server.")
    for start in ("1", "6"):
        content = f'<startChangeId queueId="{world.changes.queue}">{start}</startChangeId>'
        assert (await world.fault("listChange", content))[0] == 5007
    content = f'<startChangeId queueId="{world.changes.queue}">x</startChangeId>'
    assert (await world.fault("listChange", content))[0] == 5003


async def test_many_changes_are_told_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "PAGE", 2)
    world = World()
    for number in range(3):
        await world.ask("updateUser", f"<userid>agent1</userid><title>{number}</title>")
    first = await world.ask("listChange", "")
    assert len(first.findall("changes/change")) == 2
    assert (first.findtext("queueInfo/nextStartChangeId"), first.findtext("queueInfo/lastChangeId")) == (
        "3",
        "3",
    )
    start = f'<startChangeId queueId="{world.changes.queue}">3</startChangeId>'
    second = await world.ask("listChange", start)
    assert second.findtext("changes/change/id") == "3"
    assert second.findtext("queueInfo/nextStartChangeId") == "4"
