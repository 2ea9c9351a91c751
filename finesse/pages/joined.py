"""ES modules joined to one classic script, each in a function of its own, in the order of their imports.

Three forms are known, each on one line: `import { A, B as C } from "./x.js";`, `export class`, `function` or
`const`, and `export { A };`. Whatever else begins with `import` or `export` is refused, as are circles.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

IMPORT = re.compile(r'import \{ (\w+(?: as \w+)?(?:, \w+(?: as \w+)?)*) \} from "(\.\.?/[\w./-]+\.js)";')
DECLARED = re.compile(r"export ((?:class|const|function|async function) (\w+)\b.*)", re.DOTALL)
LISTED = re.compile(r"export \{ (\w+(?:, \w+)*) \};")
STATEMENT = re.compile(r"(?:import|export)\b")
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*$", re.DOTALL | re.MULTILINE)
UNKNOWN_LATER = re.compile(r"\bimport\s*[(.]")  # import(...) and import.meta


class NotJoined(ValueError):
    """Modules that no classic script can be made of; says which, and what to write instead."""


@dataclass(frozen=True)
class Module:
    """A module's body as a function's, and what goes in and out."""

    imports: tuple[tuple[str, str], ...]  # (what it asks for, of which module)
    exports: tuple[str, ...]
    body: str


def joined(entry: str, text_of: Callable[[str], str]) -> str:
    """The script of `entry` and of all that it imports. `text_of` gives a module's text by its path."""
    modules = dict(_in_order(entry, text_of))
    for name, module in modules.items():
        for asked, other in module.imports:
            if missing := [word for word in _names(asked) if word not in modules[other].exports]:
                raise NotJoined(f"{name} imports {missing[0]}, which {other} does not export")
    parts = [
        f'$modules["{name}"] = (() => {{\n{module.body}\nreturn {{ {", ".join(module.exports)} }};\n}})();\n'
        for name, module in modules.items()
    ]
    return "\n".join(['(() => {\n"use strict";\nconst $modules = Object.create(null);\n', *parts, "})();\n"])


def _in_order(entry: str, text_of: Callable[[str], str]) -> Iterator[tuple[str, Module]]:
    """Each module after those that it imports, as a browser evaluates them."""
    done: set[str] = set()
    under_way: dict[str, tuple[Module, Iterator[str]]] = {}

    def begin(name: str) -> None:
        module = module_of(name, text_of(name))
        under_way[name] = module, iter([other for _, other in module.imports])

    begin(entry)
    while under_way:
        name, (module, others) = next(reversed(under_way.items()))
        other = next((each for each in others if each not in done), None)
        if other is None:
            del under_way[name]
            done.add(name)
            yield name, module
        elif other in under_way:
            circle = [*list(under_way)[list(under_way).index(other) :], other]
            raise NotJoined(f"modules that import each other in a circle: {' -> '.join(circle)}")
        else:
            begin(other)


def module_of(name: str, text: str) -> Module:
    """What a module of that text asks for, gives and does."""
    imports: list[tuple[str, str]] = []
    exports: list[str] = []
    body: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not STATEMENT.match(line):
            body.append(line)
        elif found := IMPORT.fullmatch(line):
            other = posixpath.normpath(posixpath.join(name, "..", found[2]))
            if other.startswith("../"):
                raise NotJoined(f"{name}:{number} imports {found[2]}, which lies outside the library")
            imports.append((found[1], other))
            body.append(f'const {{ {found[1].replace(" as ", ": ")} }} = $modules["{other}"];')
        elif found := DECLARED.fullmatch(line):
            exports.append(found[2])
            body.append(found[1])
        elif found := LISTED.fullmatch(line):
            exports += found[1].split(", ")
        else:
            raise NotJoined(
                f"{name}:{number} has {line!r}; write imports and exports by name, each on one line"
            )
    if found := UNKNOWN_LATER.search(COMMENT.sub("", "\n".join(body))):
        raise NotJoined(f"{name} has {found[0]!r}, which a classic script lacks; import at the top, by name")
    return Module(tuple(imports), tuple(exports), "\n".join(body))


def _names(asked: str) -> list[str]:
    return [word.partition(" as ")[0] for word in asked.split(", ")]
