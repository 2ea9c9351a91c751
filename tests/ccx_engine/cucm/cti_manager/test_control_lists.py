"""What a provider hears when the devices that it controls become others, and that it hears it once."""

from __future__ import annotations

from ccx_engine.cucm.configuration.administration import Administration, draft_of
from ccx_engine.cucm.configuration.cluster import ALLOW_CTI_CONTROL, Device, User
from ccx_engine.cucm.cti_manager.control_lists import ControlLists, Difference
from ccx_engine.jtapi.model import Ev, TerminalKind
from tests.ccx_engine.cucm.scene import phone, small_cluster

PROVIDER, NAME = 7, phone("1001")


class Lists:
    """The lists of one provider, whose user controls what a new phone's name begins with, too."""

    def __init__(self) -> None:
        self.cluster = small_cluster()
        self.administration = Administration(self.cluster)
        self.user = User("watcher", "", devices=(NAME, "NEW*"))
        self.lists = ControlLists(self.cluster)
        self.lists.begin(PROVIDER, self.user)

    def differences(self, *names: str) -> list[Difference]:
        return self.lists.differences(PROVIDER, self.user, names)

    def update(self, **changes: object) -> None:
        device = self.cluster.devices[NAME]
        draft = draft_of(device)
        for name, value in changes.items():
            setattr(draft, name, value)
        self.administration.update(device, draft)


def told(events: object) -> list[tuple[Ev, str, str]]:
    return [(each.ev, each.terminal, each.address) for each in events]  # type: ignore[attr-defined]


def test_a_provider_begins_with_what_its_user_controls() -> None:
    lists = Lists()
    assert lists.lists.names(PROVIDER) == [NAME]
    assert lists.differences(NAME, phone("1002")) == []


def test_a_new_device_is_created_with_its_lines_and_then_in_service() -> None:
    lists = Lists()
    lists.administration.add(Device("NEW1", TerminalKind.PHONE, ("1901", "1902"), model="Cisco 8845"))
    (difference,) = lists.differences("NEW1")
    created = [
        (Ev.TERM_CREATED, "NEW1", ""),
        (Ev.ADDR_CREATED, "NEW1", "1901"),
        (Ev.ADDR_CREATED, "NEW1", "1902"),
    ]
    assert told(difference.welcome(in_service=False)) == created
    assert told(difference.welcome(in_service=True)) == [
        *created,
        (Ev.ADDR_IN_SERVICE, "NEW1", "1901"),
        (Ev.ADDR_IN_SERVICE, "NEW1", "1902"),
        (Ev.TERM_IN_SERVICE, "NEW1", ""),
    ]
    assert next(difference.welcome(in_service=False)).model == "Cisco 8845"
    assert list(difference.farewell()) == []
    assert lists.differences("NEW1") == []


def test_a_device_that_is_gone_is_out_of_service_before_it_is_removed() -> None:
    lists = Lists()
    lists.administration.remove(lists.cluster.devices[NAME])
    (difference,) = lists.differences(NAME)
    assert told(difference.farewell()) == [
        (Ev.ADDR_OUT_OF_SERVICE, NAME, "1001"),
        (Ev.TERM_OUT_OF_SERVICE, NAME, ""),
        (Ev.ADDR_REMOVED, NAME, "1001"),
        (Ev.TERM_REMOVED, NAME, ""),
    ]
    assert list(difference.welcome(in_service=True)) == []
    assert lists.lists.names(PROVIDER) == []


def test_a_line_that_is_exchanged_is_lost_and_the_other_gained() -> None:
    lists = Lists()
    lists.update(lines=("1901",))
    (difference,) = lists.differences(NAME)
    assert (difference.lost, difference.gained, difference.gone, difference.new) == (
        ("1001",), ("1901",), False, False,
    )  # fmt: skip
    assert told(difference.farewell()) == [
        (Ev.ADDR_OUT_OF_SERVICE, NAME, "1001"),
        (Ev.ADDR_REMOVED, NAME, "1001"),
    ]


def test_what_nobody_may_control_any_more_is_restricted_until_it_may_be_again() -> None:
    lists = Lists()
    lists.update(other={ALLOW_CTI_CONTROL: "false"})
    line = lists.cluster.lines["1001"]
    draft = draft_of(line)
    draft.other = {ALLOW_CTI_CONTROL: "false"}
    lists.administration.update(line, draft)
    (difference,) = lists.differences(NAME)
    assert told(difference.changed()) == [(Ev.TERM_RESTRICTED, NAME, ""), (Ev.ADDR_RESTRICTED, NAME, "1001")]
    lists.update(other={})
    (difference,) = lists.differences(NAME)
    assert told(difference.changed()) == [(Ev.TERM_ACTIVATED, NAME, "")]


def test_a_provider_that_is_gone_is_forgotten() -> None:
    lists = Lists()
    lists.lists.forget(PROVIDER)
    lists.lists.forget(PROVIDER)
    lists.lists.begin(PROVIDER, lists.user)
    assert lists.lists.names(PROVIDER) == [NAME]
