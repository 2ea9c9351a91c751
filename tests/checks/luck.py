"""What makes a test depend on luck or on the machine's speed, read from the tests' source."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

ENOUGH = 20.0  # seconds that a wait must last on a machine with much to do
AT_ONCE = 0.5  # what is shorter is meant to run out
MILLISECONDS = 1000.0
SHORT = f"a wait of less than {ENOUGH:g} s: a machine with much to do needs more"
WAITS = frozenset({"asyncio.timeout", "asyncio.wait_for"})
SLEEPS = frozenset({"time.sleep", "asyncio.sleep"})
LISTENING = frozenset({"bind", "create_server", "start_server", "TCPSite"})
PATIENT = ("tests/in_a_browser.py", "lab/testing/browser.py")  # whose `expect` waits long enough

Found = Iterator[tuple[int, str]]


def found_in(source: str, name: str = "") -> list[str]:
    """Each dependence on luck in a module, with its line."""
    tree = ast.parse(source)
    return [f"{name}:{line} {what}" for line, what in sorted({*_luck(tree, name), *_constants(tree)})]


def _luck(tree: ast.Module, name: str) -> Found:
    for node, in_loop in _with_loops(tree, False):
        match node:
            case ast.ImportFrom(module="playwright.async_api", names=names) if name not in PATIENT:
                if "expect" in {each.name for each in names}:
                    yield node.lineno, "expect of Playwright waits 5 s: take that of tests.in_a_browser"
            case ast.Call(func=ast.Attribute(attr="wait_for_timeout")):
                yield node.lineno, "wait_for_timeout: wait for what is to be seen"
            case ast.Call(func=func, args=[first, *_]) if ast.unparse(func) in SLEEPS:
                if not in_loop and not (isinstance(first, ast.Constant) and first.value == 0):
                    yield node.lineno, "a sleep outside a loop that has an end: wait for what is to be"
            case ast.Call(func=func, args=arguments) if ast.unparse(func) in WAITS:
                if arguments and _too_short(arguments[-1]):
                    yield node.lineno, SHORT
            case ast.Call(func=ast.Attribute(attr=called), keywords=options) if called.startswith(
                ("to_", "not_to_", "wait_for")
            ):
                limits = [each.value for each in options if each.arg == "timeout"]
                if any(_too_short(each, MILLISECONDS) for each in limits):
                    yield node.lineno, SHORT
            case ast.Call(func=func, args=arguments) if ast.unparse(func).rpartition(".")[2] in LISTENING:
                if any(_is_port(each) for each in arguments):
                    yield node.lineno, "a fixed port: let the system choose"
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                for option, value in itertools.pairwise(parts):
                    if _text(option) == "--port-offset" and _text(value).isdigit() and int(_text(value)) > 99:
                        yield node.lineno, "a fixed port offset: take free_offset()"


def _constants(tree: ast.Module) -> Found:
    """How long the waits of a module last, where that has a name."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                is_patience = name.startswith("PATIENCE") or name == "SECONDS"
                if is_patience and _too_short(value, MILLISECONDS if name.endswith("_MS") else 1):
                    yield node.lineno, SHORT


def _with_loops(node: ast.AST, in_loop: bool) -> Iterator[tuple[ast.AST, bool]]:
    """All nodes below one, each with whether its function repeats it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            inside = False
        else:
            inside = in_loop or isinstance(child, ast.While | ast.For | ast.AsyncFor)
        yield child, inside
        yield from _with_loops(child, inside)


def _too_short(node: ast.expr, unit: float = 1) -> bool:
    match node:
        case ast.Constant(value=int() | float() as value):
            return AT_ONCE <= value / unit < ENOUGH
    return False


def _is_port(node: ast.expr) -> bool:
    """Whether a number, or an address with one, names a port that is not the system's choice."""
    match node:
        case ast.Constant(value=int() as value):
            return value > 0 and not isinstance(value, bool)
        case ast.Tuple(elts=[_, port]):
            return _is_port(port)
    return False


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
