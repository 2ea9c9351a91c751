"""An agent signs in."""

from lab.testing.feed import user_is
from lab.testing.running_lab import RunningLab


async def test_an_agent_who_signs_in_is_not_ready_and_then_ready(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna:
        assert (await anna.state())[0] == "LOGOUT"
        await anna.set_state("LOGIN", "<extension>1001</extension>")
        signed_in = await anna.feed.until(user_is("NOT_READY"), "signed in, Not Ready")
        assert signed_in.node == signed_in.source == "/finesse/api/User/agent1"
        assert signed_in.event == "PUT"
        assert signed_in.text("data/user/extension") == "1001"
        assert signed_in.text("data/user/reasonCode/code") == "32760"
        user = await anna.rest.get("/User/agent1")
        assert (user.findtext("state"), user.findtext("extension")) == ("NOT_READY", "1001")
        assert user.findtext("stateChangeTime") == signed_in.text("data/user/stateChangeTime")

        await anna.set_state("READY")
        await anna.feed.until(user_is("READY"), "Ready")
        assert (await anna.state())[0] == "READY"


async def test_an_agent_goes_not_ready_with_a_reason(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
        await anna.go_ready()
        lunch = await anna.reason("NOT_READY", "2")
        await anna.set_state("NOT_READY", f"<reasonCodeId>{lunch}</reasonCodeId>")
        update = await anna.feed.until(user_is("NOT_READY", lunch), "Not Ready for lunch")
        assert update.text("data/user/reasonCode/code") == "2"
        assert update.text("data/user/reasonCode/label") == "Lunch"
        assert await anna.state() == ("NOT_READY", lunch)


async def test_an_extension_that_is_another_s_is_refused_on_the_feed(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna:
        await anna.set_state("LOGIN", "<extension>1002</extension>")
        refused = await anna.feed.until(
            lambda update: bool(update.text("data/apiErrors/apiError/errorType")), "an error"
        )
        assert refused.node == "/finesse/api/User/agent1"
        assert refused.text("data/apiErrors/apiError/errorType") == "Invalid Device"
        assert (await anna.state())[0] == "LOGOUT"


async def test_a_wrong_password_is_refused_and_the_next_sign_in_is_served(lab: RunningLab) -> None:
    wrong = await lab.rest("agent1", "wrong").ask(
        "PUT", "/User/agent1", "<User><state>LOGIN</state><extension>1001</extension></User>"
    )
    assert wrong.status == 401
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
