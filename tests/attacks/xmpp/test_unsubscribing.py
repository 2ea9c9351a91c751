"""A user's unsubscribing touches only what he subscribed himself."""

from __future__ import annotations

import pytest
from slixmpp.exceptions import IqError

from lab.testing.running_lab import RunningLab
from tests.attacks import honest

OWN = ("", "/Dialogs", "/Media", "/Dialogs/Media")


async def test_who_unsubscribes_from_all_that_he_hears_goes_on_hearing_it(lab_in_loop: RunningLab) -> None:
    """Somebody with his password for a moment cannot make him deaf: not now, and not at his next sign-in."""
    lab = lab_in_loop
    async with lab.feed("agent2").listening() as thief:
        pubsub = thief.client["xep_0060"]
        for node in (*(f"/finesse/api/User/agent2{part}" for part in OWN), "/finesse/api/SystemInfo"):
            with pytest.raises(IqError, match="unexpected-request"):
                await pubsub.unsubscribe("pubsub.localhost", node, bare=True)
    await honest.begins_and_works(lab)


async def test_who_subscribes_to_his_own_feed_and_ends_it_hears_it_still(lab_in_loop: RunningLab) -> None:
    """As a gadget does that counts its listeners: the first subscribes, the last unsubscribes."""
    lab = lab_in_loop
    async with lab.agent("agent2") as ben:
        pubsub = ben.feed.client["xep_0060"]
        for bare in (True, False):
            await pubsub.subscribe("pubsub.localhost", "/finesse/api/User/agent2/Dialogs", bare=bare)
            await pubsub.unsubscribe("pubsub.localhost", "/finesse/api/User/agent2/Dialogs", bare=bare)
        await ben.sign_in()
        await ben.go_ready()
        await honest.works(lab, ben)
