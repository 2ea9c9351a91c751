"""A page of another site makes an agent's browser write: it has the credentials, and asks nobody before.

Source: OWASP, Cross-Site Request Forgery; Fetch standard, CORS-safelisted methods and request-headers.
"""

from __future__ import annotations

from lab.testing.running_lab import RunningLab
from tests.attacks.doors import basic, doors_of

EVIL = "https://evil.example.com"
CALL = (
    b"<Dialog><requestedAction>MAKE_CALL</requestedAction><fromAddress>1001</fromAddress>"
    b"<toAddress>1002</toAddress></Dialog>"
)
NEW_PASSWORD = (
    b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" '
    b'xmlns:n="http://www.cisco.com/AXL/API/12.5"><e:Body><n:updateUser><userid>agent1</userid>'
    b"<password>stolen</password></n:updateUser></e:Body></e:Envelope>"
)
FORM = "----x"
CONTACTS = (
    f'--{FORM}\r\nContent-Disposition: form-data; name="datafile"; filename="c.csv"\r\n\r\n'
    f'"First Name","Last Name","Phone Number","Notes"\r\n"E","vil","666",""\r\n--{FORM}--\r\n'
).encode()


async def test_no_other_page_makes_an_agents_browser_call_somebody(lab_in_loop: RunningLab) -> None:
    lab = lab_in_loop
    dialogs = "/finesse/api/User/agent1/Dialogs"
    async with lab.agent("agent1") as agent1:
        await agent1.sign_in()
        for name in ("8445", "8082"):
            door = doors_of(lab)[name]
            for media in ("", "text/plain", "text/plain; x=application/xml", "nonsense"):
                for headers in (
                    f"Origin: {EVIL}\r\n",
                    "Origin: null\r\n",
                    f"Origin: https://evil.example.com:{door.address.port}\r\n",
                    "Sec-Fetch-Site: cross-site\r\n",
                ):
                    sent = door.post(headers, CALL, media).replace(
                        b"PUT /finesse/api/User/agent1", b"POST " + dialogs.encode()
                    )
                    (answer,) = await door.ask(sent)
                    assert (answer.status, media, headers) == (403, media, headers)
        assert await agent1.dialogs() == {}
        own = door.post(f"Origin: http://{door.host}\r\n", CALL, "").replace(
            b"PUT /finesse/api/User/agent1", b"POST " + dialogs.encode()
        )
        assert (await door.ask(own))[0].status == 202  # its own page may


async def test_no_other_page_uploads_a_phone_book_and_the_administrators_own_does(
    lab_in_loop: RunningLab,
) -> None:
    lab = lab_in_loop
    door = doors_of(lab)["8445"]
    administrator = lab.rest("administrator")
    book = (await administrator.get("/PhoneBooks")).findtext("PhoneBook/uri") or ""
    before = len(await administrator.get(f"{book.removeprefix('/finesse/api')}/Contacts"))

    def upload(headers: str) -> bytes:
        sent = door.post(headers, CONTACTS, f"multipart/form-data; boundary={FORM}")
        path = f"POST {book}/Contacts/csvFileContent".encode()
        credentials = basic("administrator").encode()
        return sent.replace(b"PUT /finesse/api/User/agent1", path).replace(door.headers.encode(), credentials)

    (forged,) = await door.ask(upload(f"Origin: {EVIL}\r\n"))
    assert forged.status == 403
    assert len(await administrator.get(f"{book.removeprefix('/finesse/api')}/Contacts")) == before
    for headers in (f"Origin: https://{door.host}\r\n", ""):
        assert (await door.ask(upload(headers)))[0].status == 202


async def test_no_other_page_changes_what_axl_configures(lab_in_loop: RunningLab) -> None:
    """Neither with the password that the browser knows, nor with the cookie that it has."""
    lab = lab_in_loop
    door = doors_of(lab)["8443"]
    cookie = (await door.ask(door.get()))[0].headers["set-cookie"]
    assert {part.strip().lower() for part in cookie.split(";")[1:]} == {
        "httponly",
        "path=/",
        "samesite=strict",
        "secure",
    }
    sent = [
        (door.post(f"Origin: {EVIL}\r\n", NEW_PASSWORD, "text/plain"), 403),
        (door.post(f"Origin: {EVIL}\r\n", NEW_PASSWORD), 403),
        (door.post("Origin: null\r\n", NEW_PASSWORD), 403),
        (door.post("Sec-Fetch-Site: same-site\r\n", NEW_PASSWORD), 403),
        (door.post("", NEW_PASSWORD, "text/plain"), 415),
        (door.post("", NEW_PASSWORD, "application/x-www-form-urlencoded"), 415),
        (door.post("", NEW_PASSWORD, ""), 415),
    ]
    for request, status in sent:
        with_cookie = request.replace(door.headers.encode(), f"Cookie: {cookie.split(';')[0]}\r\n".encode())
        for forged in (request, with_cookie):
            assert (await door.ask(forged))[0].status == status
    for method in ("PUT", "DELETE"):
        forged = door.get(method, f"Origin: {EVIL}\r\n")
        assert (await door.ask(forged))[0].status == 403
    assert (await lab.rest("agent1").ask("GET", "/User/agent1")).status == 200  # with the password he had
    assert (await door.ask(door.post()))[0].status == 200


async def test_only_the_consoles_own_page_writes_there(lab_in_loop: RunningLab) -> None:
    """A page of the same machine is another site's, too: whatever else is developed there."""
    door = doors_of(lab_in_loop)["8900"]
    for headers in (
        f"Origin: {EVIL}\r\n",
        "Origin: http://localhost:3000\r\n",
        f"Origin: http://127.0.0.1:{door.address.port}\r\n",  # not the name it was asked by
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
    ):
        for media in ("application/json", "text/plain"):
            (answer,) = await door.ask(door.post(headers, media=media))
            assert (answer.status, headers, b"cure" in answer.body) == (403, headers, True)
    assert await lab_in_loop.ask("GET", "calls") == {"calls": []}
    assert (await door.ask(door.post(f"Origin: http://{door.host}\r\n")))[0].status == 201
