"""What public clients rely on beyond what the guide says, found by reading their code; a test per habit."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from ccx_engine.cti import messages as cti
from tests.finesse.api.runtime.calls import action, ring, talk
from tests.finesse.one_node import Node
from tests.finesse.realtime.contact_center import CALL

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def children(element: etree._Element) -> set[str]:
    return {str(child.tag) for child in element}


@pytest.mark.parametrize(
    ("path", "root", "user"),
    [
        ("/User/agent1", "User", "agent1"),
        ("/User/agent1/Dialogs", "Dialogs", "agent1"),
        ("/User/agent1/Queues", "Queues", "agent1"),
        ("/Queue/1", "Queue", "agent1"),
        ("/User/agent1/PhoneBooks", "PhoneBooks", "agent1"),
        ("/User/agent1/WrapUpReasons", "WrapUpReasons", "agent1"),
        ("/User/agent1/ReasonCodes?category=LOGOUT", "ReasonCodes", "agent1"),
        ("/User/agent1/Workflows", "Workflows", "agent1"),
        ("/User/agent1/MediaPropertiesLayout", "MediaPropertiesLayout", "agent1"),
        ("/User/agent1/MediaPropertiesLayouts", "MediaPropertiesLayouts", "agent1"),
        ("/Team/1", "Team", "agent1"),
        ("/Teams", "Teams", "administrator"),
        ("/LayoutConfig/default", "LayoutConfig", "administrator"),
        ("/SystemInfo", "SystemInfo", "agent1"),
    ],
)
async def test_finesse_js_checks_the_name_of_the_root(node: Node, path: str, root: str, user: str) -> None:
    assert (await node.get(path, user)).tag == root


async def test_finesse_js_adds_nocache_to_every_get(node: Node) -> None:
    assert (await node.get("/User/agent1?nocache=1700000000000")).tag == "User"


async def test_finesse_js_compares_events_in_upper_case_and_sources_to_the_letter(node: Node) -> None:
    await node.command("PUT", "/User/AGENT1", "<User><state>LOGIN</state><extension>1001</extension></User>")
    told = await node.desktops.hear_user("agent1", "NOT_READY")
    own = "/finesse/api/User/agent1"
    assert (told.event, told.source, told.node) == ("PUT", own, own)


async def test_finesse_js_builds_a_call_from_its_event(node: Node) -> None:
    await ring(node)
    told = await node.desktops.hear(lambda one: one.event == "POST")
    update = etree.fromstring(told.document())
    assert update.findtext("source") == "/finesse/api/User/agent1/Dialogs"
    dialog = update.find("data/dialogs/Dialog")
    assert dialog is not None
    assert dialog.findtext("uri") == f"/finesse/api/Dialog/{CALL}"
    assert next(element.text for element in update.iter("id")) == str(CALL)  # the samples take the first


async def test_finesse_js_misreads_a_single_call_variable_so_there_are_always_ten(node: Node) -> None:
    await ring(node)
    dialog = await node.get(f"/Dialog/{CALL}")
    names = [each.findtext("name") for each in dialog.iterfind("mediaProperties/callvariables/CallVariable")]
    assert [f"callVariable{number}" for number in range(1, 11)] == names[:10]


async def test_gadgets_find_their_own_part_by_the_extension_as_it_is_written(node: Node) -> None:
    await ring(node)
    extension = (await node.get("/User/agent1")).findtext("extension")
    addresses = [each.text for each in (await node.get(f"/Dialog/{CALL}")).iter("mediaAddress")]
    assert extension in addresses


async def test_no_reason_is_the_text_minus_one_and_settings_are_always_there(node: Node) -> None:
    user = await node.get("/User/agent1")
    assert user.findtext("reasonCodeId") == "-1"
    assert user.findtext("settings/wrapUpOnIncoming") == "OPTIONAL"


async def test_times_have_three_fraction_digits_and_a_z(node: Node) -> None:
    await ring(node)
    times = [
        each.text
        for path in ("/User/agent1", f"/Dialog/{CALL}", "/SystemInfo")
        for each in (await node.get(path)).iter("stateChangeTime", "startTime", "currentTimestamp")
        if each.text
    ]
    assert len(times) > 3
    assert all(TIME.fullmatch(each) for each in times)


async def test_an_ampersand_that_old_libraries_do_not_escape_is_a_bad_request(node: Node) -> None:
    await talk(node)
    body = action("UPDATE_CALL_DATA").replace("1001", "A & B")
    response = await node.ask("PUT", f"/Dialog/{CALL}", body)
    assert response.status == 400
    assert etree.fromstring(await response.read()).findtext("ApiError/ErrorType") == "Bad Request"


async def test_the_client_in_c_sharp_ends_a_tag_with_a_blank_and_finds_all_it_requires(node: Node) -> None:
    await talk(node)
    assert "</requestedAction >" in action("HOLD")
    await node.command("PUT", f"/Dialog/{CALL}", action("HOLD"))
    await node.engine.hears(cti.HoldCallReq)
    user = await node.get("/User/agent1")
    assert children(user) >= {
        "loginName", "firstName", "lastName", "teamId", "teamName", "state", "stateChangeTime", "pendingState"
    }  # fmt: skip
    dialog = await node.get(f"/Dialog/{CALL}")
    assert children(dialog) >= {
        "associatedDialogUri", "fromAddress", "id", "mediaType", "state", "toAddress", "uri",
        "mediaProperties",
    }  # fmt: skip
    properties = dialog.find("mediaProperties")
    assert properties is not None
    assert children(properties) >= {"DNIS", "callType", "dialedNumber", "outboundClassification"}
    for participant in dialog.iter("Participant"):
        assert children(participant) >= {
            "mediaAddress", "mediaAddressType", "startTime", "state", "stateCause", "stateChangeTime"
        }  # fmt: skip
    for reason in await node.get("/User/agent1/ReasonCodes?category=NOT_READY"):
        assert children(reason) >= {"uri", "category", "code", "label", "forAll"}
    assert not (await node.get("/SystemInfo")).keys()


async def test_the_client_in_c_sharp_looks_for_both_tags_of_an_empty_list(node: Node) -> None:
    assert await (await node.ask("GET", "/User/agent1/Dialogs")).text() == "<Dialogs></Dialogs>"


async def test_the_client_in_go_takes_the_first_event_after_its_request_as_the_result(node: Node) -> None:
    response = await node.ask(
        "PUT",
        "/User/agent1",
        "<User><state>LOGIN</state><extension>1001</extension></User>",
        RequestId="abcdefghij",
    )
    assert response.headers["requestId"] == "abcdefghij"
    await node.desktops.hear_user("agent1", "NOT_READY")
    own = [one for one in node.desktops.heard if one.node == "/finesse/api/User/agent1"]
    assert own[0].request_id == "abcdefghij"
    assert etree.fromstring(own[0].document()).findtext("data/user/uri") == "/finesse/api/User/agent1"


async def test_the_samples_call_from_the_path_of_their_extension(node: Node) -> None:
    await node.sign_in("agent1")
    body = (
        "<Dialog><requestedAction>MAKE_CALL</requestedAction><fromAddress>1001</fromAddress>"
        "<toAddress>1002</toAddress></Dialog>"
    )
    await node.command("POST", "/User/1001/Dialogs", body)
    assert (await node.engine.hears(cti.MakeCallReq)).dialed_number == "1002"


async def test_the_sample_in_python_reads_every_element_without_looking_first(
    node: Node,
) -> None:
    await node.sign_in("agent1")
    assert children(await node.get("/User/agent1")) >= {
        "dialogs", "extension", "firstName", "lastName", "loginId", "loginName", "pendingState",
        "reasonCodeId", "roles", "settings", "state", "stateChangeTime", "teamId", "teamName", "uri",
    }  # fmt: skip


async def test_the_client_in_java_asks_for_xml(node: Node) -> None:
    response = await node.ask("GET", "/User/agent1", Accept="application/xml")
    assert response.content_type == "application/xml"
