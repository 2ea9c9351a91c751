"""What the gadget server may reach, spelling by spelling."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from finesse.shindig.fetcher import Asked, Fetcher, FetchRefused, NotFetched, Unreachable
from finesse.shindig.fetching.exchange import Exchange
from finesse.shindig.reach import OWN_PATHS, Destination, Kind, Reach
from vos.address import Address
from vos.http.web_url import WebOrigin

NAMED = (
    "https://crm.example.com",
    "http://crm.example.com:8080",
    "http://10.1.2.3:81",
    "http://[fd12::5]",
    "http://localhost:5173",
    "http://xn--bcher-kva.example",
)


def a_reach() -> Reach:
    """Of node finesse.example in a cluster with second.example, at ports with an offset of 10."""
    reach = Reach(
        ["finesse.example", "10.9.9.9"],
        ["finesse.example", "second.example", "127.0.0.2"],
        [WebOrigin.parse(origin) for origin in NAMED],
        node_ports=[8455],
    )
    reach.own_ports([8455, 8092])
    return reach


OWN, NODE, NAMED_ONE, FORBIDDEN, NONE = "own", "node", "named", "forbidden", "badRequest"
API = "/finesse/api/SystemInfo"
SPELLINGS = {
    # This node, by every name and port that gadgets know
    "http://localhost:8082" + API: OWN,
    "http://localhost" + API: OWN,
    "https://localhost" + API: OWN,
    "https://localhost:8445" + API: OWN,
    "http://localhost:8080" + API: OWN,
    "http://LOCALHOST:8082" + API: OWN,
    "HTTP://localhost:8082" + API: OWN,
    "https://localhost:8082" + API: OWN,
    "http://finesse.example:8082" + API: OWN,
    "https://Finesse.Example:8445" + API: OWN,
    "https://finesse.example:8455" + API: OWN,
    "http://finesse.example:8092" + API: OWN,
    "http://127.0.0.1:8082" + API: OWN,
    "http://[::1]:8082" + API: OWN,
    "http://[0:0:0:0:0:0:0:1]:8082" + API: OWN,
    "http://10.9.9.9:8082" + API: OWN,
    "http://localhost:8082/3rdpartygadget/files/x/y.xml?a=../b": OWN,
    "http://localhost:8082/desktop/assets/js/finesse.js": OWN,
    "http://localhost:8082/gadgets/js/core.js#part": OWN,
    "http://localhost:8082/finesse/api/User/a b/\u00fc": OWN,
    # and of it nothing else
    "http://localhost:8082/": FORBIDDEN,
    "http://localhost:8082": FORBIDDEN,
    "http://localhost:8082/http-bind/": FORBIDDEN,
    "http://localhost:8082/finesse/apiary": FORBIDDEN,
    "http://localhost:8082/finesse/api/../../http-bind/": FORBIDDEN,
    "http://localhost:8082/finesse/api/%2e%2e/%2E%2e/http-bind/": FORBIDDEN,
    "http://localhost:8082/finesse/api/..%2f..%2fhttp-bind/": FORBIDDEN,
    "http://localhost:8082/finesse/api/..%5c..%5chttp-bind/": FORBIDDEN,
    "http://localhost:8082/finesse/api/x%00": FORBIDDEN,
    "http://localhost:8082/./finesse/api": FORBIDDEN,
    # This machine's other ports
    "http://localhost:8900/lab/v1/status": FORBIDDEN,
    "https://localhost:8443/axl/": FORBIDDEN,
    "https://localhost:7443/http-bind/": FORBIDDEN,
    "http://127.0.0.1:22/": FORBIDDEN,
    "http://[::1]:5173/": FORBIDDEN,
    "http://127.0.0.1:5173/": FORBIDDEN,
    "http://127.0.0.3:8082" + API: FORBIDDEN,
    "http://0.0.0.0:8082" + API: FORBIDDEN,
    "http://[::]:8082" + API: FORBIDDEN,
    "http://localhost.localdomain:8082" + API: FORBIDDEN,
    "http://sub.localhost:8082" + API: FORBIDDEN,
    "http://localtest.me:8082" + API: FORBIDDEN,
    "http://127.0.0.1.nip.io:8082" + API: FORBIDDEN,
    # The cluster's other node, at its web ports only
    "https://second.example:8445" + API: NODE,
    "https://second.example:8455" + API: NODE,
    "https://second.example" + API: NODE,
    "https://127.0.0.2:8445" + API: NODE,
    "http://second.example:8445" + API: FORBIDDEN,
    "https://second.example:8443/axl/": FORBIDDEN,
    "https://second.example:7443/": FORBIDDEN,
    "http://127.0.0.2:8900/": FORBIDDEN,
    # Whom the settings name, exactly so
    "https://crm.example.com": NAMED_ONE,
    "https://crm.example.com/": NAMED_ONE,
    "https://crm.example.com:443/x?y": NAMED_ONE,
    "https://CRM.example.com/x?y#z": NAMED_ONE,
    "http://crm.example.com:8080?y": NAMED_ONE,
    "http://10.1.2.3:81/": NAMED_ONE,
    "http://[fd12::5]/": NAMED_ONE,
    "http://[FD12:0:0::5]:80/": NAMED_ONE,
    "http://localhost:5173/src/gadget.xml": NAMED_ONE,
    "http://xn--bcher-kva.example/": NAMED_ONE,
    "http://crm.example.com/": FORBIDDEN,
    "https://crm.example.com:8443/": FORBIDDEN,
    "https://www.crm.example.com/": FORBIDDEN,
    "https://example.com/": FORBIDDEN,
    "https://crm.example.com.evil.example/": FORBIDDEN,
    "http://10.1.2.3/": FORBIDDEN,
    "http://10.1.2.4:81/": FORBIDDEN,
    # Nobody's, private, link-local, metadata
    "http://169.254.169.254/latest/meta-data/": FORBIDDEN,
    "http://[fe80::1]/": FORBIDDEN,
    "http://[fd00:ec2::254]/": FORBIDDEN,
    "http://metadata.google.internal/": FORBIDDEN,
    "http://100.100.100.200/": FORBIDDEN,
    "http://192.168.0.1/": FORBIDDEN,
    "http://172.16.0.1/": FORBIDDEN,
    "http://255.255.255.255/": FORBIDDEN,
    "http://8.8.8.8/": FORBIDDEN,
    # An IPv4 address within an IPv6 one
    "http://[::ffff:127.0.0.1]:8082" + API: FORBIDDEN,
    "http://[::ffff:7f00:1]:8082" + API: FORBIDDEN,
    "http://[::127.0.0.1]:8082" + API: FORBIDDEN,
    "http://[2002:7f00:1::]:8082" + API: FORBIDDEN,
    "http://[64:ff9b::7f00:1]:8082" + API: FORBIDDEN,
    "http://[64:ff9b::a9fe:a9fe]/": FORBIDDEN,
    # Spellings that programs read in different ways
    "http://2130706433:8082" + API: NONE,
    "http://0x7f000001:8082" + API: NONE,
    "http://0x7f.1:8082" + API: NONE,
    "http://0177.0.0.1:8082" + API: NONE,
    "http://017700000001:8082" + API: NONE,
    "http://127.1:8082" + API: NONE,
    "http://127.0.1:8082" + API: NONE,
    "http://127.0.0.01:8082" + API: NONE,
    "http://127.0.0.256:8082" + API: NONE,
    "http://127.0.0.1.:8082" + API: NONE,
    "http://1.2.3.4.5:8082" + API: NONE,
    "http://127.0.0.0x1:8082" + API: NONE,
    "http://localhost.:8082" + API: NONE,
    "http://crm.example.com./": NONE,
    "http://[fe80::1%eth0]/": NONE,
    "http://[fe80::1%25eth0]/": NONE,
    "http://[::1:8082" + API: NONE,
    "http://::1:8082" + API: NONE,
    "http://[127.0.0.1]:8082" + API: NONE,
    "http://[::1]x:8082" + API: NONE,
    "http://\uff11\uff12\uff17.0.0.1:8082" + API: NONE,
    "http://127\u30020.0.1:8082" + API: NONE,
    "http://loc\u00adalhost:8082" + API: NONE,
    "http://\u24db\u24de\u24d2alhost:8082" + API: NONE,
    "http://b\u00fccher.example/": NONE,
    "http://local%68ost:8082" + API: NONE,
    "http://127.0.0.1%2f:8082" + API: NONE,
    "http://localhost%00.crm.example.com:8082" + API: NONE,
    "http://user:pass@localhost:8082" + API: NONE,
    "http://crm.example.com@localhost:8082" + API: NONE,
    "https://crm.example.com:443@127.0.0.1:22/": NONE,
    "http://localhost:8082\\@crm.example.com/": NONE,
    "http:\\\\localhost:8082" + API: NONE,
    "http://crm.example.com:8080\\.evil.example/": NONE,
    "http://localhost:8082/finesse\\api": NONE,
    "http://localhost:/finesse/api": NONE,
    "http://localhost:0/finesse/api": NONE,
    "http://localhost:08082/finesse/api": NONE,
    "http://localhost:+8082/finesse/api": NONE,
    "http://localhost:65536/finesse/api": NONE,
    "http://localhost:73618/finesse/api": NONE,
    "http://localhost:99999999999999999999/finesse/api": NONE,
    "http://localhost:\u0668\u0660/finesse/api": NONE,
    "http://localhost:80:8082/finesse/api": NONE,
    "http://localhost: 8082/finesse/api": NONE,
    "http://localhost :8082/finesse/api": NONE,
    " http://localhost:8082/finesse/api": NONE,
    "http://local\thost:8082/finesse/api": NONE,
    "http://localhost:8082/finesse\n/api": NONE,
    "http://localhost:8082/finesse/api\r\nHost: evil": NONE,
    "http://localhost\u200b:8082/finesse/api": NONE,
    "http://localhost:8082/\x00": NONE,
    "http:/localhost:8082/finesse/api": NONE,
    "http:localhost:8082/finesse/api": NONE,
    "http:///finesse/api": NONE,
    "http://": NONE,
    "//localhost:8082/finesse/api": NONE,
    "/finesse/api/SystemInfo": NONE,
    "": NONE,
    "http://-localhost:8082/": NONE,
    "http://local..host:8082/": NONE,
    "http://local host/": NONE,
    "http://*.example.com/": NONE,
    # No web server
    "file:///etc/passwd": NONE,
    "ftp://localhost/": NONE,
    "gopher://localhost:6379/_x": NONE,
    "ws://localhost:8082/": NONE,
    "javascript:alert(1)": NONE,
    "data:text/html,x": NONE,
    "jar:http://localhost:8082!/": NONE,
    "view-source:http://localhost:8082/": NONE,
    "unix:///var/run/docker.sock": NONE,
    "http://localhost:8082/" + "x" * 8_000: NONE,
}


@pytest.mark.parametrize(("url", "happens"), SPELLINGS.items(), ids=range(len(SPELLINGS)))
def test_each_spelling_is_reached_or_refused(url: str, happens: str) -> None:
    assert _happens(url) == happens


def _happens(url: str) -> str:
    try:
        kind = a_reach().destination(url).kind
    except FetchRefused as refused:
        return refused.code
    return {Kind.OWN: OWN, Kind.NODE: NODE, Kind.NAMED: NAMED_ONE}[kind]


def test_there_are_enough_spellings() -> None:
    assert len(SPELLINGS) > 150


@pytest.mark.parametrize(
    "host", ["169.254.169.254", "[fe80::1]", "0.0.0.0", "[::ffff:10.0.0.1]", "224.0.0.1"]
)
def test_what_is_never_reached_is_not_by_being_named_either(host: str) -> None:
    named = WebOrigin.parse(f"http://{host}")
    with pytest.raises(FetchRefused, match=r"never reached|an IPv4 address within"):
        Reach([], named=[named]).destination(f"http://{host}/")


@pytest.mark.parametrize(
    ("url", "address", "may"),
    [
        ("https://crm.example.com/", "203.0.113.7", True),
        ("https://crm.example.com/", "2001:db8::7", True),
        ("https://crm.example.com/", "10.0.0.7", True),  # a house's own servers are named by hand
        ("https://crm.example.com/", "fd12::7", True),
        ("https://crm.example.com/", "127.0.0.1", False),
        ("https://crm.example.com/", "127.8.8.8", False),
        ("https://crm.example.com/", "::1", False),
        ("https://crm.example.com/", "0.0.0.0", False),
        ("https://crm.example.com/", "::", False),
        ("https://crm.example.com/", "169.254.169.254", False),
        ("https://crm.example.com/", "168.63.129.16", False),
        ("https://crm.example.com/", "fe80::1", False),
        ("https://crm.example.com/", "fe80::1%eth0", False),
        ("https://crm.example.com/", "::ffff:203.0.113.7", False),
        ("https://crm.example.com/", "64:ff9b::1", False),
        ("https://crm.example.com/", "2002:7f00:1::", False),
        ("https://crm.example.com/", "224.0.0.1", False),
        ("https://crm.example.com/", "ff02::1", False),
        ("https://crm.example.com/", "255.255.255.255", False),
        ("https://crm.example.com/", "fd00:ec2::254", False),
        ("https://crm.example.com/", "/var/run/socket", False),
        ("http://localhost:5173/", "127.0.0.1", True),
        ("http://localhost:5173/", "::1", True),
        ("http://localhost:5173/", "169.254.0.1", False),
        ("https://second.example/finesse/api", "127.0.0.2", True),
        ("https://second.example/finesse/api", "169.254.0.1", False),
    ],
)
def test_each_address_of_a_name_is_judged(url: str, address: str, may: bool) -> None:
    assert (a_reach().destination(url).fault(address) == "") is may


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://localhost:8082/desktop/a%20b.html?c=1#d", "/desktop/a%20b.html"),
        ("http://localhost:8082/var/log", None),
        ("http://localhost:3306/", None),
        ("no address", None),
    ],
)
def test_of_this_nodes_addresses_the_path_is_known(url: str, path: str | None) -> None:
    assert a_reach().own_path(url) == path


def test_what_the_workbench_names_is_reached_until_it_names_others() -> None:
    reach = a_reach()
    reach.name_also([WebOrigin.parse("http://localhost:3000")])
    assert reach.destination("http://localhost:3000/x").kind is Kind.NAMED
    reach.name_also([])
    with pytest.raises(FetchRefused):
        reach.destination("http://localhost:3000/x")


HOSTS = [
    "localhost",
    "crm.example.com",
    "127.0.0.1",
    "second.example",
    "[::1]",
    "10.1.2.3",
    "evil.example",
    "127.1",
    "0x7f",
]
PORTS = ["443", "8082", "80", "5173", "8445"]
SIGNS = [*":/?#@\\.%[]& \t\n\u3002\uff0f", "//", "%2f", "%00", "http", "https"]
BITS = st.sampled_from([*HOSTS, *PORTS, *SIGNS])
URLS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["http://", "https://", "HTTP://", "http:/", "http:\\\\", ""]),
    st.lists(BITS | st.text(max_size=3), max_size=6).map("".join),
    st.sampled_from(["", "/finesse/api", "/x", "?x", "#x"]),
)


@given(URLS)
def test_what_is_reached_is_named_and_read_by_others_in_the_same_way(url: str) -> None:
    try:
        found = a_reach().destination(url)
    except FetchRefused:
        return
    origin = found.url.origin
    assert found.kind is not Kind.NAMED or str(origin) in NAMED
    for sent in (url, str(found.url)):
        split, yarl = urlsplit(sent), URL(sent, encoded=True)
        assert (split.hostname, yarl.raw_host) == (origin.host, origin.host)
        assert (split.port or origin.port, yarl.port) == (origin.port, origin.port)
    if found.kind is Kind.OWN:
        assert found.url.path.startswith(OWN_PATHS)
    assert found.url.target.isascii()
    assert found.url.target.startswith("/")
    assert not set(found.url.target) & set(" \r\n\t\\#")


ADDRESSES = st.one_of(
    st.ip_addresses().map(str),
    st.sampled_from(
        ["127.0.0.1", "::1", "169.254.1.1", "fe80::1", "0.0.0.0", "::ffff:127.0.0.1", "10.0.0.1"]
    ),
)


@given(st.sampled_from(sorted(SPELLINGS)) | URLS, st.lists(ADDRESSES, max_size=4))
def test_no_url_leads_to_an_address_that_is_forbidden(url: str, addresses: list[str]) -> None:
    connected = asyncio.run(_connected(url, addresses))
    for destination, address, port in connected:
        ip = ipaddress.ip_address(address)
        if destination.kind is Kind.OWN:
            assert (address, port) == ("127.0.0.1", 18082)
            continue
        assert address in addresses
        assert port == destination.url.origin.port
        assert not any((ip.is_link_local, ip.is_multicast, ip.is_unspecified))
        assert getattr(ip, "ipv4_mapped", None) is None
        if ip.is_loopback:
            assert destination.kind is Kind.NODE or destination.url.origin.host == "localhost"


async def _connected(url: str, addresses: list[str]) -> list[tuple[Destination, str, int]]:
    """Where connections are made for that URL, if names stand for these addresses."""
    connected: list[tuple[Destination, str, int]] = []

    class Watched(Fetcher):
        async def _connect(self, destination: Destination, address: str, port: int, _: object) -> Exchange:
            connected.append((destination, address, port))
            raise Unreachable("as far as that")

        async def _addresses(self, origin: WebOrigin) -> list[str]:
            return addresses

        def _trusting(self) -> ssl.SSLContext:
            return ssl.create_default_context()

    fetcher = Watched(a_reach(), Path(), Address("127.0.0.1", 18082))
    with pytest.raises(NotFetched):
        await fetcher.fetch(Asked(url), largest=1, seconds=5)
    return connected


async def test_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DNS that answers something else the second time changes nothing."""
    asked: list[str] = []

    def look_up(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        address = "192.0.2.1" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    connected: list[str] = []

    async def connect(_: object, host: str, port: int, **__: object) -> None:
        connected.append(host)
        raise OSError("nobody there")

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(loop, "create_connection", connect)
    fetcher = Fetcher(a_reach(), Path(), Address("127.0.0.1", 18082))
    with pytest.raises(Unreachable):
        await fetcher.fetch(Asked("http://crm.example.com:8080/"), largest=1, seconds=5)
    assert (asked, connected) == (["crm.example.com"], ["192.0.2.1"])
    with pytest.raises(FetchRefused, match="which is this machine"):
        await fetcher.fetch(Asked("http://crm.example.com:8080/"), largest=1, seconds=5)
    assert connected == ["192.0.2.1"]
    fetcher.close()
