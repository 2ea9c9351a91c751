"""A script while it runs for one caller: digits and time go in, and what it does is done to the caller.

Source: Unified CCX administration guide, System Parameters, for how many steps a script may execute.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Protocol

from ccx_engine.engine.scripts.script import (
    Branch,
    Collect,
    Dequeue,
    Go,
    Greet,
    HangUp,
    Queue,
    Set,
    SetPriority,
    Step,
    Transfer,
    Wait,
)

logger = logging.getLogger(__name__)

MOST_EXECUTED = 1000  # steps of one run; a script that does more is ended
MOST_TYPED = 64  # digits that wait to be collected

NEXT = ""  # go on with the next step; other texts are labels


class Caller(Protocol):
    """Whom a script serves: what it may look at and do."""

    @property
    def waits(self) -> bool:
        """Whether he waits in a queue."""
        ...

    def position(self) -> int:
        """His place in the queue, 1 for the first."""
        ...

    def variable(self, name: str) -> str: ...

    def set(self, values: Mapping[str, str]) -> None: ...

    def queue(self, csqs: tuple[int, ...], priority: int) -> None: ...

    def dequeue(self, csqs: tuple[int, ...]) -> None: ...

    def set_priority(self, priority: int) -> None: ...

    def transfer(self, number: str) -> None:
        """Send him away. `Run.transfer_failed` is called when that cannot be done."""
        ...

    def hang_up(self) -> None: ...


class Run:
    """One run. `deadline` is when `tick` has something to do; None while others must act."""

    def __init__(
        self, steps: tuple[Step, ...], caller: Caller, configured: Callable[[float], float] = float
    ) -> None:
        """`configured` cuts the times of prompts short, where the profile of timers does so."""
        self.deadline: float | None = None
        self.over = False
        self._steps = steps
        self._caller = caller
        self._configured = configured
        self._at = 0
        self._executed = 0
        self._typed = ""
        self._tries = 0
        self._overflows: float | None = None
        self._prompting = False

    # --- What comes in ------------------------------------------------------------------------------------

    def begin(self, now: float) -> None:
        """The port has answered: the script runs from its first step."""
        self._execute(now)

    def press(self, digits: str, now: float) -> None:
        """The caller pressed keys. Those that no step collects yet wait for one that does."""
        self._typed = (self._typed + digits)[:MOST_TYPED]
        step = self._step()
        if isinstance(step, Collect) and not self.over:
            self._go_on(self._typed_into(step, now), now)

    def tick(self, now: float) -> None:
        """The time of `deadline` has come: a prompt is over, or a wait for digits."""
        step = self._step()
        if self.over or self.deadline is None or self.deadline > now:
            return
        self.deadline = None
        match step:
            case Collect():
                self._go_on(self._try_again(step, now), now)
            case Wait():
                self._go_on(self._round_over(step, now), now)
            case _:
                self._go_on(NEXT, now)

    def transfer_failed(self, now: float) -> None:
        """The number of the Transfer step cannot be reached."""
        step = self._step()
        if isinstance(step, Transfer) and not self.over:
            self._go_on(step.otherwise, now)

    # --- Step by step -------------------------------------------------------------------------------------

    def _step(self) -> Step | None:
        return self._steps[self._at] if self._at < len(self._steps) else None

    def _go_on(self, where: str | None, now: float) -> None:
        """Leave the step for a label or NEXT; None stays."""
        if where is not None:
            self._leave_for(where)
            self._execute(now)

    def _leave_for(self, where: str) -> None:
        self.deadline = None
        if where == NEXT:
            self._at += 1
        else:
            self._at = next(at for at, step in enumerate(self._steps) if step.label == where)

    def _execute(self, now: float) -> None:
        while not self.over:
            step = self._step()
            if step is None:
                if not self._caller.waits:
                    self._end()
                return
            if self._executed == MOST_EXECUTED:
                logger.warning(
                    "a script has executed %d steps and is ended; look for steps that go round", MOST_EXECUTED
                )
                self._end()
                return
            self._executed += 1
            where = self._enter(step, now)
            if where is None:
                return
            self._leave_for(where)

    def _end(self) -> None:
        self.over = True
        self.deadline = None
        self._caller.hang_up()

    def _enter(self, step: Step, now: float) -> str | None:
        """Do a step. Gives where to go on, or None when that takes time."""
        match step:
            case Greet():
                seconds = self._configured(step.seconds)
                self.deadline = now + seconds
                return None if seconds else NEXT
            case Collect():
                self._tries = 0
                self._typed = self._typed.removeprefix(step.terminator)  # of the digits before these
                return self._listen(step, now)
            case Set():
                self._caller.set(step.variables)
            case Queue():
                self._caller.queue(step.csqs, step.priority)
            case Dequeue():
                self._caller.dequeue(step.csqs)
            case SetPriority():
                self._caller.set_priority(step.priority)
            case Wait():
                self._overflows = now + step.seconds if step.seconds else None
                return self._begin_round(step, now)
            case Branch():
                return step.case(self._caller.variable(step.variable))
            case Go():
                return step.to
            case Transfer():
                self._caller.transfer(step.number)
                return None
            case HangUp():
                self._end()
                return None
        return NEXT

    # --- Collect ------------------------------------------------------------------------------------------

    def _listen(self, step: Collect, now: float) -> str | None:
        self.deadline = now + step.timeout_seconds
        return self._typed_into(step, now) if self._typed else None

    def _typed_into(self, step: Collect, now: float) -> str | None:
        head = self._typed[: step.length]
        if step.terminator and step.terminator in head:
            digits, _, self._typed = self._typed.partition(step.terminator)
        elif len(head) == step.length:
            digits, self._typed = head, self._typed[step.length :]
        else:
            self.deadline = now + step.timeout_seconds
            return None
        if not digits:
            return self._try_again(step, now)
        self._caller.set({step.into: digits})
        return NEXT

    def _try_again(self, step: Collect, now: float) -> str | None:
        self._tries += 1
        self._typed = ""
        if self._tries > step.retries:
            return step.otherwise
        self.deadline = now + step.timeout_seconds
        return None

    # --- Wait ---------------------------------------------------------------------------------------------

    def _begin_round(self, step: Wait, now: float) -> str | None:
        if not self._caller.waits and self._overflows is None:
            return NEXT  # for nothing
        if step.position and self._caller.position() > step.position:
            return step.overflow
        self._prompting = True
        self._wake_after(self._configured(step.prompt_seconds), now)
        return None

    def _round_over(self, step: Wait, now: float) -> str | None:
        """The prompt is over, or the delay after it."""
        if self._overflows is not None and now >= self._overflows:
            return step.overflow
        if self._prompting:
            self._prompting = False
            self._wake_after(self._configured(step.delay_seconds), now)
            return None
        return self._begin_round(step, now)

    def _wake_after(self, seconds: float, now: float) -> None:
        wake = now + seconds
        self.deadline = wake if self._overflows is None else min(wake, self._overflows)
