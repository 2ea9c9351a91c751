from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.pages.joined import NotJoined, joined
from tests.gadgets.conftest import node

__all__ = ["node"]


def script(modules: dict[str, str]) -> str:
    return joined("main.js", modules.__getitem__)


def said(node: Path, modules: dict[str, str]) -> str:
    """What the joined script says when it runs as a classic one."""
    command = [node, "--input-type=commonjs", "--eval", script(modules)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_what_is_imported_runs_first_and_keeps_its_names_to_itself(node: Path) -> None:
    modules = {
        "main.js": 'import { word, Greeter as G } from "./parts/greeter.js";\n'
        'import { own } from "./own.js";\n'
        "const inner = 3;\nconsole.log(word, new G().name(), own(), inner);\n",
        "own.js": "const inner = 2;\nexport async function later() {}\n"
        "export function own() {\n  return inner;\n}\n",
        "parts/greeter.js": 'import { own } from "../own.js";\n'
        "const inner = 1;\nclass Greeter {\n  name() {\n    return own() + inner;\n  }\n}\n"
        'export const word = "hello";\nexport { Greeter };\n',
    }
    assert said(node, modules) == "hello 3 2 3"


def test_a_module_that_two_others_import_runs_once(node: Path) -> None:
    modules = {
        "main.js": 'import { a } from "./a.js";\nimport { b } from "./b.js";\nconsole.log(a, b);\n',
        "a.js": 'import { count } from "./c.js";\nexport const a = count();\n',
        "b.js": 'import { count } from "./c.js";\nexport const b = count();\n',
        "c.js": "let times = 0;\nexport function count() {\n  return (times += 1);\n}\n",
    }
    assert said(node, modules) == "1 2"


def test_the_same_modules_make_the_same_script() -> None:
    modules = {"main.js": 'import { a } from "./a.js";\na();\n', "a.js": "export function a() {}\n"}
    assert script(modules) == script(dict(reversed(modules.items())))


def test_text_that_looks_like_an_import_within_a_comment_is_no_import() -> None:
    modules = {"main.js": '/** @type {import("./a.js").A} */\n  // import("./b.js")\nexport const a = 1;\n'}
    assert "./b.js" in script(modules)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ('import x from "./a.js";', "write imports and exports by name"),
        ('import * as x from "./a.js";', "write imports and exports by name"),
        ('import "./a.js";', "write imports and exports by name"),
        ("import {", "each on one line"),
        ('import { a } from "jquery";', "write imports and exports by name"),
        ('import { a } from "../a.js";', "lies outside the library"),
        ('import { nothing } from "./a.js";', "which a.js does not export"),
        ("export default 1;", "write imports and exports by name"),
        ("export let x = 1;", "write imports and exports by name"),
        ('export * from "./a.js";', "write imports and exports by name"),
        ('export { a } from "./a.js";', "write imports and exports by name"),
        ('const a = await import("./a.js");', "a classic script lacks"),
        ("const here = import.meta.url;", "a classic script lacks"),
    ],
)
def test_what_cannot_be_joined_is_refused_with_the_reason(statement: str, why: str) -> None:
    with pytest.raises(NotJoined, match=r"^main\.js.*" + why):
        script({"main.js": f"{statement}\n", "a.js": "export const a = 1;\n"})


def test_a_circle_is_refused_by_its_modules() -> None:
    modules = {
        "main.js": 'import { a } from "./a.js";',
        "a.js": 'import { b } from "./b.js";\nexport const a = 1;',
        "b.js": 'import { a } from "./a.js";\nexport const b = 1;',
    }
    with pytest.raises(NotJoined, match=r"circle: a\.js -> b\.js -> a\.js$"):
        script(modules)


@given(st.lists(st.lists(st.integers(0, 9), max_size=4, unique=True), min_size=1, max_size=10))
def test_every_module_comes_after_those_that_it_imports(asked: list[list[int]]) -> None:
    names = ["main.js", *(f"m{number}.js" for number in range(1, len(asked)))]
    needs = {
        names[at]: [names[other] for other in others if at < other < len(names)]
        for at, others in enumerate(asked)
    }
    modules = {
        name: "".join(f'import {{ v }} from "./{other}";\n' for other in others[:1]) + "export const v = 1;\n"
        for name, others in needs.items()
    }
    text = script(modules)
    for name, others in needs.items():
        for other in others[:1]:
            if f'$modules["{name}"] = ' in text:
                assert text.index(f'$modules["{other}"] = ') < text.index(f'$modules["{name}"] = ')
