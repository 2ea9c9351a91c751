"""Every object is written as the product's documents show it."""

from __future__ import annotations

from datetime import datetime

from finesse.model.configuration.phone_book import PHONE_BOOKS, Contact, PhoneBook
from finesse.model.configuration.reason import (
    REASON_CODES,
    WRAP_UP_REASONS,
    ReasonCode,
    ReasonCodes,
    WrapUpReason,
)
from finesse.model.dialog import DIALOGS, Dialog, Participant, State
from finesse.model.system_info import SYSTEM_INFO, Host, Status, SystemInfo
from finesse.model.user import TEAM, TEAMS, USER, USERS, Team, User, UserState
from finesse.realtime import actions
from finesse.realtime.failures import failure
from finesse.realtime.notification import dialog_added, member_changed, request_failed, user_changed
from tests.finesse.golden import golden, indented


def at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def a_team(number: int, name: str, *members: User) -> Team:
    team = Team(number, name)
    for member in members:
        team.members[member.login_id] = member
        member.team = team
    return team


def test_a_user_with_everything_a_user_can_have() -> None:
    user = User(
        "6021",
        "LPU",
        "Test 21",
        supervisor=True,
        state=UserState.NOT_READY,
        extension="2830",
        reason=ReasonCode(49, "NOT_READY", 27, "Lunch", for_all=False),
        state_change_time=at("2023-01-13T11:07:11.466+00:00"),
    )
    user.supervised[5005] = a_team(5005, "LPU_test", user)

    assert USER.xml(user) == golden("user.xml")


def test_a_user_who_is_signed_out() -> None:
    user = User("6022", "LPU", "Test 22")
    a_team(5005, "LPU_test", user)

    assert USER.xml(user) == golden("user_signed_out.xml")
    assert USERS.xml([user]) == f"<Users>{golden('user_signed_out.xml')}</Users>"


def ann() -> User:
    user = User("1001001", "Ann", "Agent", extension="2001")
    user.state_change_time = at("2023-01-13T11:21:47.026+00:00")
    a_team(5, "Team5", user)
    return user


def test_the_notification_of_a_user() -> None:
    user = ann()
    user.state = UserState.READY
    notification = user_changed(user)

    assert notification.node == "/finesse/api/User/1001001"
    document = notification.document().replace(
        "<requestId></requestId>", "<requestId>0be528bc-744b-4c44-a9ed-b564c97397ba</requestId>"
    )
    assert document == indented("user_update.xml")


def test_the_notification_of_a_team_member() -> None:
    user = ann()
    user.state = UserState.NOT_READY
    user.reason = ReasonCode(2, "NOT_READY", 4, "Lunch")
    (notification,) = member_changed(user)

    assert notification.node == "/finesse/api/Team/5/Users"
    assert notification.document() == indented("member_update.xml")


def test_a_team() -> None:
    user = User("1235", "Jack", "Brawn", extension="1001002", state=UserState.NOT_READY)
    user.reason = ReasonCode(1, "NOT_READY", 12, "Lunch Break")
    user.state_change_time = at("2012-03-01T18:22:25.123+00:00")
    team = a_team(34, "My Team", user)

    assert TEAM.xml(team) == golden("team.xml")
    assert TEAMS.xml([team]) == golden("teams.xml")


def a_ringing_call() -> tuple[Dialog, User]:
    start = at("2017-10-13T16:17:55.401+00:00")
    user = User("1001", extension="215194")
    dialog = Dialog(
        53149720,
        "OTHER_IN",
        from_address="335892",
        to_address="215194",
        queue_id=5022,
        queue_name="Support_CSQ",
        wrap_up_reasons=("Sales Call", "Follow-up"),
    )
    dialog.variables |= {"callVariable1": "a < b & c", "user.myEcc": "x"}
    dialog.participants["215194"] = Participant("215194", State.ALERTING, start, start, user)
    dialog.participants["335892"] = Participant("335892", State.INITIATED, start, start)
    actions.refresh(dialog)
    return dialog, user


def test_a_call_that_rings() -> None:
    dialog, user = a_ringing_call()

    assert DIALOGS.xml([dialog.view(user)]) == golden("dialogs.xml")


def test_the_notification_of_a_call_that_rings() -> None:
    notification = dialog_added(*a_ringing_call())

    assert notification.node == "/finesse/api/User/1001/Dialogs"
    assert notification.document() == indented("dialogs_update.xml")


def test_no_calls_are_an_element_with_both_tags() -> None:
    assert DIALOGS.xml([]) == "<Dialogs></Dialogs>"


def test_reason_codes_name_their_category() -> None:
    codes = ReasonCodes("NOT_READY", (ReasonCode(1, "NOT_READY", 12, "Lunch"),))

    assert REASON_CODES.xml(codes) == golden("reason_codes.xml")
    assert REASON_CODES.xml(ReasonCodes("LOGOUT", ())) == '<ReasonCodes category="LOGOUT"></ReasonCodes>'


def test_wrap_up_reasons() -> None:
    reason = WrapUpReason(205, "Product Question", root="/finesse/api/User/1234")

    assert WRAP_UP_REASONS.xml((reason,)) == golden("wrap_up_reasons.xml")


def test_phone_books_hold_their_contacts() -> None:
    contact = Contact(1, 1, "kathy", "wong", "5054", "Kathy jabber extn")

    assert PHONE_BOOKS.xml((PhoneBook(1, "TestBook", "GLOBAL", (contact,)),)) == golden("phone_books.xml")


def system_info(secondary: Host | None) -> SystemInfo:
    return SystemInfo(
        now=at("2022-05-05T07:34:07.188+00:00"),
        status=Status.IN_SERVICE,
        status_reason="",
        heartbeat_ok=True,
        last_heartbeat=1651736045.266,
        cti_version=14,
        heartbeat_interval=5,
        license="PREMIUM",
        primary=Host("uccx1.example.com"),
        secondary=secondary,
        timezone_offset=330,
        host="uccx1.example.com",
    )


def test_system_info() -> None:
    assert SYSTEM_INFO.xml(system_info(Host("uccx2.example.com"))) == golden("system_info.xml")


def test_a_single_node_has_no_secondary_node() -> None:
    assert "secondaryNode" not in SYSTEM_INFO.xml(system_info(None))


def test_an_asynchronous_error() -> None:
    notification = request_failed(
        "/finesse/api/User/1001001",
        "/finesse/api/User/1001001",
        failure(22),
        "abcdefghij",
        agent="1001001",
        call=None,
        event="put",
    )

    assert notification.document() == indented("user_error_update.xml")
