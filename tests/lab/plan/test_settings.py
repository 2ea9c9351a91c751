"""Which services run, with which settings."""

from pathlib import Path
from typing import Any

from lab import welcome
from lab.bench.programs import programs
from lab.plan import doors
from lab.plan.cluster import planned
from lab.plan.settings import settings_of
from lab.plan.wanted import Wanted
from vos import centre
from vos.address import Address


def settings(wanted: Wanted) -> list[Any]:
    """Of CUCM, the engine, the notification service and Finesse."""
    plan = planned(wanted)
    return [settings_of(plan, each) for each in plan.services]


def test_without_an_offset_every_service_listens_on_the_product_s_ports() -> None:
    cucm, engine, notification, finesse = settings(Wanted(Path("var")))
    assert (cucm.axl.port, cucm.jtapi.port) == (8443, 2748)
    assert engine.cti.port == 12018
    assert [notification.c2s.port, notification.c2s_tls.port] == [5222, 5223]
    assert [notification.http.port, notification.https.port] == [7071, 7443]
    assert (finesse.https.port, finesse.http.port) == (8445, 8082)
    assert doors.console(0) == Address("127.0.0.1", 8900)


def test_an_offset_moves_every_port_and_whoever_connects_to_it() -> None:
    wanted = Wanted(Path("var"), port_offset=100)
    cucm, engine, notification, finesse = settings(wanted)
    assert engine.cucm == cucm.jtapi == Address("127.0.0.1", 2848)
    assert finesse.cti == (engine.cti,) == (Address("127.0.0.1", 12118),)
    assert finesse.axl == notification.axl == cucm.axl
    assert finesse.xmpp == (notification.c2s_tls,)
    assert finesse.notification_port == notification.https.port
    product = set(doors.ports_of(0))
    assert set(doors.ports_of(100)) == {port + 100 for port in product}
    assert len(product) == sum(map(len, doors.DOORS.values())) + 1


def test_listening_elsewhere_moves_what_has_tls_and_nothing_else() -> None:
    wanted = Wanted(Path("var"), listen="0.0.0.0")
    cucm, engine, notification, finesse = settings(wanted)
    assert {cucm.axl.host, notification.c2s_tls.host, notification.https.host, finesse.https.host} == {
        "0.0.0.0"
    }
    inside = {
        cucm.jtapi.host,
        engine.cti.host,
        notification.c2s.host,
        notification.http.host,
        finesse.http.host,
    }
    assert inside == {"127.0.0.1"}
    assert doors.console(0).host == "127.0.0.1"


def test_services_find_each_other_where_they_listen() -> None:
    for listen, inside in (("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("192.0.2.5", "192.0.2.5")):
        _, engine, notification, finesse = settings(Wanted(Path("var"), listen=listen))
        assert {notification.axl.host, finesse.axl.host, finesse.xmpp[0].host, finesse.notification.host} == {
            inside
        }
        assert engine.cucm.host == finesse.cti[0].host == "127.0.0.1"


def test_the_first_host_names_the_node_and_the_certificate_is_for_all() -> None:
    wanted = Wanted(Path("var"), listen="192.0.2.5", hosts=("lab.example.com", "192.0.2.5"))
    cucm, _, notification, finesse = settings(wanted)
    assert cucm.certificate == notification.host == finesse.host == "lab.example.com"
    assert wanted.names == ("lab.example.com", "192.0.2.5", "localhost", "127.0.0.1")
    assert notification.data.name == "notification.lab.example.com.db"
    told = dict(welcome.rows(planned(wanted), "https://lab.example.com:8445/desktop"))
    assert told["REST"].startswith("https://lab.example.com:8445/")


def test_everything_that_a_lab_writes_is_in_its_home() -> None:
    wanted = Wanted(Path("/tmp/somewhere"))
    plan = planned(wanted)
    for service in plan.services:
        assert settings_of(plan, service).log_file == Path("/tmp/somewhere/logs") / f"{service.name}.log"
    cucm, engine, notification, finesse = settings(wanted)
    assert cucm.call_numbers == Path("/tmp/somewhere/data/call_numbers")
    assert engine.database == "sqlite+aiosqlite:////tmp/somewhere/data/rmcm.db"
    assert finesse.database == "sqlite+aiosqlite:////tmp/somewhere/data/finesse.db"
    assert notification.data == Path("/tmp/somewhere/data/notification.db")
    assert finesse.client_logs == Path("/tmp/somewhere/client-logs")
    with_certificates = cucm, notification, finesse
    assert {each.certs for each in with_certificates} == {Path("/tmp/somewhere/certs")}


def test_all_services_read_the_same_centre(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(centre.SAMPLE.read_text())
    assert {each.centre for each in settings(Wanted(Path("var"), own))} == {own}
    assert {each.centre for each in settings(Wanted(Path("var")))} == {centre.SAMPLE}


def test_a_program_gets_as_flags_only_what_differs_from_the_service_s_defaults() -> None:
    cucm = programs(planned(Wanted(Path("var"), log_level="INFO")))[0]
    assert cucm.module == "ccx_engine.cucm"
    assert cucm.flags == (
        "--call-numbers", "var/data/call_numbers", "--certs", "var/certs", "--log-file", "var/logs/cucm.log"
    )  # fmt: skip


def test_the_directory_names_the_doors_and_how_to_call() -> None:
    told = dict(welcome.rows(planned(Wanted(Path("var"), port_offset=5)), "https://localhost:8450/desktop"))
    assert told["desktop"] == "https://localhost:8450/desktop"
    assert told["console"] == "http://127.0.0.1:8905"
    assert "agent1 (1001)" in told["sign in"]
    assert told["call"].endswith("finesse-lab call 5551234 6001 --port-offset 5")
