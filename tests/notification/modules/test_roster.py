"""The roster that clients fetch at sign-in."""

from tests.notification.people import DOMAIN, new_router, signed_in

GET = "<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>"


def change(item: str) -> str:
    return f"<iq type='set' id='r'><query xmlns='jabber:iq:roster'>{item}</query></iq>"


def test_finesse_is_always_on_it() -> None:
    ann = signed_in(new_router(), "ann")
    assert ann.says(GET) == [
        f'<iq type="result" id="r" from="ann@{DOMAIN}" to="ann@{DOMAIN}/desktop">'
        f'<query xmlns="jabber:iq:roster"><item jid="finesse@{DOMAIN}" subscription="both"/></query></iq>'
    ]


def test_watched_users_can_be_removed_and_nobody_added() -> None:
    router = new_router()
    ann = signed_in(router, "ann")
    ann.says(f"<presence type='subscribe' to='bob@{DOMAIN}'/>")
    assert f'jid="bob@{DOMAIN}" subscription="to"' in ann.says(GET)[0]
    assert 'type="result"' in ann.says(change(f"<item jid='bob@{DOMAIN}' subscription='remove'/>"))[0]
    assert "bob" not in ann.says(GET)[0]
    assert "<not-allowed " in ann.says(change(f"<item jid='bob@{DOMAIN}' name='Bob'/>"))[0]
    assert "<bad-request " in ann.says(change(""))[0]
