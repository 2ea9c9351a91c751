"""What is written to a terminal: whatever it came from, no line of it does more than be read."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from vos import visible


def say(line: str) -> None:
    """A line on stdout, at once."""
    print(visible.line(line), flush=True)


def complain(line: str) -> None:
    """A line on stderr, at once."""
    print(visible.line(line), file=sys.stderr, flush=True)


def list_rows(rows: Iterable[tuple[str, str]], above: str = "") -> None:
    """Names, in bold where the terminal has that, and what there is to say of each."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    if above:
        console.print(Text(visible.line(above)), soft_wrap=True)
    for name, said in rows:
        line = Text.assemble((f"{visible.line(name):13}", "bold"), visible.line(said))
        console.print(line, soft_wrap=True)
    sys.stdout.flush()
