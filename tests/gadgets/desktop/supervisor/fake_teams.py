"""A Finesse server with teams: `agent1` is their supervisor, whose members the test has do things."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

from aiohttp import web
from lxml import etree

from tests.gadgets.desktop.fake_finesse import Call, FakeFinesse, now, refusal, xml

MONITOR = Call(
    id="900",
    caller="1001",
    state="ACTIVE",
    actions=("DROP", "BARGE_CALL"),
    outgoing=True,
    call_type="SUPERVISOR_MONITOR",
)


@dataclass
class Member:
    """An agent of a team, as its node tells of him."""

    id: str
    first: str
    last: str
    extension: str = ""
    state: str = "LOGOUT"
    reason: tuple[str, int] | None = None
    pending: str = ""
    since: str = field(default_factory=now)
    busy: bool = False
    calls: list[Call] = field(default_factory=list)

    def xml(self, tag: str) -> str:
        reason = (
            f"<reasonCode><category>NOT_READY</category><code>{self.reason[1]}</code><id>1</id>"
            f"<label>{escape(self.reason[0])}</label></reasonCode>"
            if self.reason
            else ""
        )
        return (
            f"<{tag}><dialogs>/finesse/api/User/{self.id}/Dialogs</dialogs><extension>{self.extension}</extension>"
            f"<firstName>{escape(self.first)}</firstName><lastName>{escape(self.last)}</lastName>"
            f"<loginId>{self.id}</loginId><pendingState>{self.pending}</pendingState>{reason}<state>{self.state}</state>"
            f"<stateChangeTime>{self.since}</stateChangeTime><uri>/finesse/api/User/{self.id}</uri>"
            f"<mediaState>{'BUSY' if self.busy else 'IDLE'}</mediaState></{tag}>"
        )


@dataclass
class Message:
    """A message to teams; `since` and `seconds` say from when and for how long it is shown."""

    id: str
    content: str
    by: str = "agent1"
    since: float = 0
    seconds: int = 600
    teams: list[str] = field(default_factory=lambda: ["1"])

    def xml(self, created: str) -> str:
        teams = "".join(f"<team>{team}</team>" for team in self.teams)
        return (
            f"<TeamMessage><id>{self.id}</id><createdBy><id>{self.by}</id><firstName>Su</firstName>"
            f"<lastName>Per</lastName></createdBy><createdAt>{created}</createdAt><duration>{self.seconds}</duration>"
            f"<content>{escape(self.content)}</content><teams>{teams}</teams></TeamMessage>"
        )


class FakeTeams(FakeFinesse):
    """Support has three members and Sales one."""

    def __init__(self) -> None:
        super().__init__()
        self.roles = ["Agent", "Supervisor"]
        self.teams = {"1": "Support", "2": "Sales"}
        self.members = {
            "1": [
                Member("ann", "Ann", "Archer", "1001", "READY"),
                Member("bob", "Bob", "Baker", "1002", "TALKING"),
                Member("cid", "Cid", "Cook"),
            ],
            "2": [Member("dee", "Dee", "Dunn", "1005", "NOT_READY", ("Lunch", 2))],
        }
        self.messages: list[Message] = []
        self.written = Message("", "")
        self.message_refusal = 0  # the status with which messages are refused
        self.reads: list[str] = []  # what was read of teams and of their members' calls
        self.refuses: dict[str, int] = {}  # CTI's number with which a state is refused

    def app(self, *given: object) -> web.Application:
        app = super().app(*given)  # type: ignore[arg-type]
        app.add_routes(
            [
                web.get("/finesse/api/Team/{id}", self.get_team),
                web.post("/finesse/api/TeamMessage", self.post_message),
                web.delete("/finesse/api/TeamMessage/{id}", self.delete_message),
            ]
        )
        return app

    def member(self, name: str) -> Member:
        return next(one for members in self.members.values() for one in members if one.id == name)

    # What a test makes happen

    def move(self, name: str, state: str, **changed: object) -> None:
        """A member's state changes."""
        member = self.member(name)
        fresh = {"reason": None, "pending": "", "since": now(self.ahead)} | changed
        for key, value in {"state": state, **fresh}.items():
            setattr(member, key, value)
        self.tell_member(member)

    def tell_member(self, member: Member) -> None:
        team = next(team for team, members in self.members.items() if member in members)
        self.notify(
            f"/finesse/api/Team/{team}/Users",
            "PUT",
            member.xml("user"),
            source=f"/finesse/api/User/{member.id}",
        )

    def tell_call_of(self, name: str, call: Call, event: str = "PUT") -> None:
        """A call of a member begins, changes or ends."""
        member = self.member(name)
        member.calls = [one for one in member.calls if one.id != call.id]
        if event != "DELETE":
            member.calls.append(call)
        node, source = f"/finesse/api/User/{name}/Dialogs", f"/finesse/api/Dialog/{call.id}"
        if event == "PUT":
            self.notify(node, event, call.xml("dialog", member.extension), source=source)
        else:
            self.notify(node, event, f"<dialogs>{call.xml('Dialog', member.extension)}</dialogs>")

    def tell_message(self, message: Message, event: str = "POST") -> None:
        """A message is there for its teams, or is taken back."""
        self.messages = [one for one in self.messages if one.id != message.id]
        if event == "POST":
            self.messages.append(message)
        for team in message.teams:
            node = f"/finesse/api/Team/{team}/TeamMessages"
            self.notify(node, event, message.xml(str(int(time.time() + self.ahead))))

    # REST

    def user(self, tag: str) -> str:
        teams = "".join(
            f"<Team><id>{id}</id><name>{escape(name)}</name></Team>" for id, name in self.teams.items()
        )
        return super().user(tag).replace("<teamId>", f"<teams>{teams}</teams><teamId>")

    async def get_team(self, request: web.Request) -> web.Response:
        self.let_in(request)
        id = request.match_info["id"]
        self.reads.append(f"Team {id}")
        users = "".join(member.xml("User") for member in self.members[id])
        return xml(f"<Team><id>{id}</id><name>{self.teams[id]}</name><users>{users}</users></Team>")

    async def get_team_messages(self, request: web.Request) -> web.Response:
        self.let_in(request)
        team = request.match_info["id"]
        messages = [one.xml(now(self.ahead + one.since)) for one in self.messages if team in one.teams]
        return xml(f"<TeamMessages>{''.join(messages)}</TeamMessages>")

    async def post_message(self, request: web.Request) -> web.Response:
        self.let_in(request)
        if self.message_refusal:
            raise refusal(
                self.message_refusal,
                "System Resource Limit Exceeded",
                "MAX_ACTIVE_MESSAGE_LIMIT_EXCEEDED",
                "teammessage.max.limit.exceeded",
            )
        body = etree.fromstring(await request.read())
        self.written = Message(
            str(uuid.uuid4()),
            body.findtext("content", ""),
            seconds=int(body.findtext("duration", "")),
            teams=[team.text or "" for team in body.iterfind("teams/team")],
        )
        self.tell_message(self.written)
        return web.Response(status=200)

    async def delete_message(self, request: web.Request) -> web.Response:
        self.let_in(request)
        self.tell_message(next(one for one in self.messages if one.id == request.match_info["id"]), "DELETE")
        return web.Response(status=200)

    async def get_dialogs(self, request: web.Request) -> web.Response:
        if (name := request.match_info["id"]) == "agent1":
            return await super().get_dialogs(request)
        self.let_in(request)
        self.reads.append(f"Dialogs {name}")
        member = self.member(name)
        return xml(
            f"<Dialogs>{''.join(call.xml('Dialog', member.extension) for call in member.calls)}</Dialogs>"
        )

    async def put_user(self, request: web.Request) -> web.Response:
        if (name := request.match_info["id"]) == "agent1":
            return await super().put_user(request)
        body = await self.command(request)
        state, member = body["state"], self.member(name)
        if code := self.refuses.get(state):
            node = "/finesse/api/User/agent1"
            source = f"/finesse/api/User/{name}"
            self.fail(node, source, "Invalid State", "CF_X", code, request.headers["requestId"])
        elif member.state == "TALKING":
            self.move(name, "TALKING", pending=state, since=member.since)
        else:
            reason = ("Supervisor Initiated", 33) if state == "NOT_READY" else None
            self.move(name, state, reason=reason)
        return web.Response(status=202)

    async def post_dialogs(self, request: web.Request) -> web.Response:
        body = await self.command(request)
        match body["requestedAction"]:
            case "SILENT_MONITOR":
                if code := self.refuses.get("SILENT_MONITOR"):
                    node = "/finesse/api/User/agent1/Dialogs"
                    self.fail(node, node, str(code), "CF_X", code, request.headers["requestId"])
                else:
                    self.tell_call(replace(MONITOR, dialled=body["toAddress"]), "POST")
            case "BARGE_CALL":
                assert body["associatedDialogUri"] == f"/finesse/api/Dialog/{MONITOR.id}", refusal
                self.tell_call(self.calls[MONITOR.id], "DELETE")
                self.tell_call(
                    Call(id="901", state="ACTIVE", actions=("HOLD", "DROP", "PARTICIPANT_DROP")), "POST"
                )
        return web.Response(status=202)
