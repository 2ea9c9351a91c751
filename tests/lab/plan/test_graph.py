"""A lab as a graph: further nodes and relays in links are data."""

from pathlib import Path

import pytest

from lab.bench.programs import programs
from lab.plan.cluster import planned, planned_on_free_ports
from lab.plan.doors import Kind
from lab.plan.external_notification import NotificationChoice
from lab.plan.graph import LAB, Link, Plan
from lab.plan.settings import settings_of
from lab.plan.wanted import Wanted
from vos.address import Address

WANTED = Wanted(Path("/srv/lab"))
RELAY = Address("127.0.0.1", 9999)
A_CTI, B_CTI = Address("127.0.0.1", 12018), Address("127.0.0.2", 12018)


def flags(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {each.name: each.flags for each in programs(plan)}


def test_one_node_has_one_service_of_each_kind_and_cucm_counts_to_it() -> None:
    plan = planned(WANTED)
    (node,) = plan.nodes
    assert [each.name for each in plan.standing_on(node)] == [
        "cucm", "ccx_engine", "notification", "finesse"
    ]  # fmt: skip
    assert plan.service("cucm").node is None


def test_a_second_node_has_services_of_its_own_at_an_address_of_its_own() -> None:
    plan = planned(WANTED, nodes=2)
    a, b = plan.nodes
    assert [each.name for each in plan.standing_on(b)] == ["ccx_engine-b", "notification-b", "finesse-b"]
    assert "cucm" in [each.name for each in plan.standing_on(a)]
    doors = [door.listens for each in plan.services for door in each.doors.values()]
    assert len(doors) == len(set(doors))
    assert {door.listens.host for each in plan.standing_on(b) for door in each.doors.values()} == {
        "127.0.0.2"
    }
    assert len({each.log for each in programs(plan)}) == len(plan.services)


def test_a_second_node_changes_no_service_of_the_first_but_finesse() -> None:
    one, two = flags(planned(WANTED)), flags(planned(WANTED, nodes=2))
    assert [name for name in one if one[name] != two[name]] == ["finesse"]


def test_both_finesses_know_both_engines_and_each_its_own_notification_service() -> None:
    plan = planned(WANTED, nodes=2)
    a, b = (settings_of(plan, each) for each in plan.of_kind(Kind.FINESSE))
    assert a.cti == b.cti == (A_CTI, B_CTI)
    assert a.axl == b.axl == plan.service("cucm").doors["axl"].reached
    assert a.database == b.database
    assert (a.xmpp, a.notification) == ((Address("127.0.0.1", 5223),), Address("127.0.0.1", 7443))
    assert (b.xmpp, b.notification) == ((Address("127.0.0.2", 5223),), Address("127.0.0.2", 7443))
    assert (a.primary, a.secondary_host, a.is_secondary) == ("localhost", "127.0.0.2", False)
    assert (b.primary, b.secondary_host, b.is_secondary) == ("localhost", "127.0.0.2", True)


def test_both_engines_and_the_lab_know_the_one_cucm_and_the_lab_both_engines() -> None:
    plan = planned(WANTED, nodes=2)
    a, b = (settings_of(plan, each) for each in plan.of_kind(Kind.ENGINE))
    assert a.cucm == b.cucm == plan.address(LAB, Kind.CUCM, "jtapi") == Address("127.0.0.1", 2748)
    assert (a.cti, b.cti) == plan.addresses(LAB, Kind.ENGINE, "cti") == (A_CTI, B_CTI)
    assert a.database == b.database


@pytest.mark.parametrize(
    ("source", "target", "door"),
    [
        ("finesse", "ccx_engine", "cti"),
        ("finesse", "ccx_engine-b", "cti"),
        ("finesse-b", "cucm", "axl"),
        ("finesse-b", "notification-b", "c2s_tls"),
        ("finesse", "notification", "https"),
        ("ccx_engine-b", "cucm", "jtapi"),
        ("notification", "cucm", "axl"),
    ],
)
def test_a_relay_in_a_link_changes_the_settings_of_the_one_who_asks_alone(
    source: str, target: str, door: str
) -> None:
    plan = planned(WANTED, nodes=2)
    (link,) = [each for each in plan.links if each == Link(source, target, door)]
    before, after = flags(plan), flags(plan.relayed(link, RELAY))
    assert [name for name in before if before[name] != after[name]] == [source]
    assert str(RELAY) in str(after[source])


def test_a_relay_before_the_first_engine_stands_in_its_place_among_finesse_s() -> None:
    plan = planned(WANTED, nodes=2)
    link = plan.links_of("finesse-b", Kind.ENGINE, "cti")[0]
    relayed = plan.relayed(link, RELAY)
    assert settings_of(relayed, relayed.service("finesse-b")).cti == (RELAY, B_CTI)
    assert settings_of(relayed, relayed.service("finesse")).cti == (A_CTI, B_CTI)


def test_who_starts_later_finds_a_service_at_the_port_that_the_system_chose() -> None:
    plan = planned_on_free_ports(WANTED)
    found = {"axl": Address("127.0.0.1", 40001), "jtapi": Address("127.0.0.1", 40002)}
    plan = plan.listening(plan.service("cucm"), found)
    assert settings_of(plan, plan.service("ccx_engine")).cucm == found["jtapi"]
    assert settings_of(plan, plan.service("notification")).axl == found["axl"]
    assert settings_of(plan, plan.service("ccx_engine")).cti.port == 0


def test_an_xmpp_server_of_others_stands_in_the_graph_and_is_not_started() -> None:
    choice = NotificationChoice.of("external", "192.0.2.9:5223,192.0.2.10:5224", 7444)
    plan = planned(Wanted(Path("/srv/lab"), notification=choice), nodes=2)
    assert Kind.NOTIFICATION not in {each.kind for each in plan.services}
    for finesse in plan.of_kind(Kind.FINESSE):
        settings = settings_of(plan, finesse)
        assert settings.xmpp == (Address("192.0.2.9", 5223), Address("192.0.2.10", 5224))
        assert (settings.notification, settings.notification_port) == (Address("192.0.2.9", 7444), 7444)
