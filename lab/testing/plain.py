"""The lab for plain tests: every verb returns when it is done, without `await`.

What listens to the lab runs in an event loop of its own, in a thread of the tests' process.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from lab.console.client import ask
from lab.failure import LabError
from lab.testing import running_lab
from lab.testing.agent import Agent
from lab.testing.feed import Feed, Update
from lab.testing.own_task import in_own_task
from lab.testing.running_lab import RunningLab
from lab.workbench.here import asked
from vos.address import Address

POLL_SECONDS = 0.02

T = TypeVar("T")


class LoopInThread:
    """An event loop for those who have none."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="finesse-lab", daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """What it returns, or raises."""
        __tracebackhide__ = True
        try:
            return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()
        except AssertionError as error:  # says all there is to say: how it waited is nobody's concern
            raise error.with_traceback(None) from None

    @contextlib.contextmanager
    def entered(self, context: AbstractAsyncContextManager[T]) -> Iterator[T]:
        """The context, entered and left there by one task."""
        owned = in_own_task(context)
        value = self.run(owned.__aenter__())
        try:
            yield value
        finally:
            self.run(owned.__aexit__(None, None, None))

    def close(self) -> None:
        """Stop it; nothing runs in it any more."""
        self.run(self._loop.shutdown_asyncgens())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class PlainFeed:
    """What somebody's desktop would hear, in order."""

    def __init__(self, feed: Feed, loop: LoopInThread) -> None:
        self._feed = feed
        self._loop = loop

    def until(self, wanted: Callable[[Update], bool], what: str, within: float | None = None) -> Update:
        """The next update that is wanted; AssertionError lists what came instead. See Feed.until."""
        __tracebackhide__ = True
        return self._loop.run(self._feed.until(wanted, what, within))

    def heard(self, wanted: Callable[[Update], bool]) -> list[Update]:
        """All updates so far that are wanted, waited for or not."""
        return self._feed.heard(wanted)


class PlainAgent:
    """One agent at work: clicks by REST, hears by XMPP."""

    def __init__(self, agent: Agent, loop: LoopInThread) -> None:
        self._agent = agent
        self._loop = loop
        self.login = agent.login
        self.extension = agent.extension
        self.feed = PlainFeed(agent.feed, loop)

    def sign_in(self) -> None:
        """Sign in, and hear that it is so."""
        __tracebackhide__ = True
        self._loop.run(self._agent.sign_in())

    def go_ready(self) -> None:
        """Go Ready, and hear that it is so."""
        __tracebackhide__ = True
        self._loop.run(self._agent.go_ready())

    def set_state(self, state: str, more: str = "") -> None:
        """Ask for a state; the feed tells what comes of it."""
        self._loop.run(self._agent.set_state(state, more))

    def act(self, call: str, action: str) -> None:
        """ANSWER, HOLD, RETRIEVE, DROP and so on; the feed tells what comes of it."""
        self._loop.run(self._agent.act(call, action))

    def make_call(self, to: str) -> None:
        """Dial; the feed tells what comes of it."""
        self._loop.run(self._agent.make_call(to))

    def state(self) -> tuple[str, str]:
        """State and reason code id, by REST."""
        return self._loop.run(self._agent.state())

    def dialogs(self) -> dict[str, dict[str, str]]:
        """By REST: each dialog's id, with the address and state of everybody on it."""
        return self._loop.run(self._agent.dialogs())

    def reason(self, category: str, code: str) -> str:
        """The database id of a reason code, by REST. AssertionError if there is none."""
        return self._loop.run(self._agent.reason(category, code))


@dataclass(frozen=True)
class Call:
    """A call that somebody made; its id is the dialog's id, too."""

    id: str
    console: Address
    patience: float

    def __str__(self) -> str:
        return self.id

    def look(self) -> dict[str, Any]:
        """The call as the lab's JSON API shows it."""
        shown: dict[str, Any] = ask(self.console, "GET", f"calls/{self.id}")
        return shown

    @property
    def state(self) -> str:
        """`dialing`, `ringing`, `connected` or `ended`, as the caller would say."""
        return str(self.look()["state"])

    def until(self, state: str, within: float | None = None) -> None:
        """Return once the caller would say so; AssertionError tells how the call stands instead."""
        __tracebackhide__ = True
        seconds = self.patience if within is None else within
        give_up = time.monotonic() + seconds
        while (shown := self.look())["state"] != state:
            if time.monotonic() > give_up:
                on_it = ", ".join(f"{party['address']} {party['connection']}" for party in shown["parties"])
                cause = f" ({shown['cause']})" if shown["cause"] else ""
                raise AssertionError(
                    f"call {self.id} is not {state} after {seconds:g} s but {shown['state']}{cause}; "
                    f"on it: {on_it or 'nobody'}"
                )
            time.sleep(POLL_SECONDS)

    def press(self, digits: str) -> None:
        """The caller presses keys."""
        ask(self.console, "POST", f"calls/{self.id}/digits", {"digits": digits})

    def hang_up(self) -> None:
        """The caller hangs up."""
        ask(self.console, "DELETE", f"calls/{self.id}")


class Lab:
    """A lab that runs: where everything is, and the hands of callers, agents and those at phones."""

    def __init__(self, running: RunningLab, loop: LoopInThread, stack: ExitStack, patience: float) -> None:
        self._running = running
        self._loop = loop
        self._stack = stack
        self._patience = patience

    @property
    def url(self) -> str:
        """Where Finesse is; `/finesse/api` and `/desktop` are below it."""
        return self._running.base

    @property
    def desktop(self) -> str:
        """The desktop's URL."""
        return self._running.desktop

    @property
    def ca(self) -> str:
        """The file with the lab's CA: what a client verifies HTTPS and XMPP with."""
        return str(self._running.ca)

    @property
    def domain(self) -> str:
        """The XMPP domain, which is the node's name."""
        return self._running.host

    @property
    def bosh(self) -> str:
        """The notification service's BOSH URL."""
        return f"https://{self.domain}:{self.address('notification', 'https').port}/http-bind"

    @property
    def websocket(self) -> str:
        """The notification service's WebSocket URL."""
        return f"wss://{self.domain}:{self.address('notification', 'https').port}/ws/"

    @property
    def home(self) -> str:
        """The lab's folder: logs, certificates, databases."""
        return str(self._running.home)

    def address(self, service: str, what: str) -> Address:
        """Host and port of a service: `("notification", "c2s_tls")`, `("ccx_engine", "cti")`, …"""
        return self._running.address(service, what)

    def password(self, login: str) -> str:
        """Somebody's password, as the contact centre's file has it."""
        return self._running.people.passwords[login]

    def extension(self, login: str) -> str:
        """An agent's extension, as the contact centre's file has it."""
        return self._running.people.extensions[login]

    def call(self, caller: str, to: str, **variables: str) -> Call:
        """A caller from outside dials. LabError if that cannot be."""
        made = self.ask("POST", "calls", {"from": caller, "to": to, "variables": variables})
        return Call(str(made["id"]), self._running.console, self._patience)

    def phone(self, extension: str, key: str, to: str = "") -> Call | None:
        """A hand at a phone: `answer`, `hold`, `retrieve`, `drop`, `dial` and so on. The call it meant."""
        body = {"dial": {"to": to}, "digits": {"digits": to}}.get(key, {})
        meant = self.ask("POST", f"phones/{extension}/{key}", body)
        return Call(str(meant["id"]), self._running.console, self._patience) if meant else None

    def add_gadget(self, gadget: str | Path, role: str = "", tab: str = "") -> dict[str, Any]:
        """Show a gadget in every desktop, for this test: its XML, its folder or its address.

        What the lab says of it: `name`, `url` and more. LabError if it is none.
        """
        made: dict[str, Any] = self.ask("POST", "gadgets", asked(gadget, role, tab))
        self._stack.callback(self._remove_gadget, made["name"])
        return made

    def _remove_gadget(self, name: str) -> None:
        with contextlib.suppress(LabError):  # the test has removed it itself
            self.ask("DELETE", f"gadgets/{name}")

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The lab's JSON API. LabError when it refuses."""
        return ask(self._running.console, method, path, body)

    def agent(self, login: str) -> PlainAgent:
        """An agent who listens, and signs in with `sign_in()`; he leaves when the test ends."""
        agent = self._stack.enter_context(self._loop.entered(self._running.agent(login)))
        return PlainAgent(agent, self._loop)

    @contextlib.asynccontextmanager
    async def async_agent(self, login: str) -> AsyncIterator[Agent]:
        """An agent for asynchronous tests, in the test's own loop: `async with`, and `await` each verb."""
        async with (
            running_lab.opened(self._running.console, self._patience) as lab,
            lab.agent(login) as agent,
        ):
            yield agent

    @contextlib.contextmanager
    def for_one_test(self) -> Iterator[Lab]:
        """This lab at its beginning: no calls, nobody signed in. Agents leave with the context."""
        self.ask("POST", "reset", {})
        with ExitStack() as stack:
            yield Lab(self._running, self._loop, stack, self._patience)


@contextlib.contextmanager
def at(console: Address, patience: float) -> Iterator[Lab]:
    """The lab whose console listens there, as it stands. LabError if there is none."""
    ask(console, "GET", "status")
    loop = LoopInThread()
    try:
        with loop.entered(running_lab.opened(console, patience)) as running, ExitStack() as stack:
            yield Lab(running, loop, stack, patience)
    finally:
        loop.close()
