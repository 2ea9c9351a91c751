from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from finesse import pages
from finesse.pages.finesse_js import FinesseJs
from finesse.pages.joined import NotJoined
from tests.finesse.pages.conftest import Client
from tests.gadgets.conftest import node

__all__ = ["node"]
REPOSITORY = Path(pages.__file__).parents[2]


@pytest.mark.parametrize("name", ["finesse.js", "finesse.min.js"])
async def test_the_library_is_one_script_that_is_asked_for_again_and_not_sent_twice(
    client: Client, name: str
) -> None:
    answer = await client.get(f"/desktop/assets/js/{name}", headers={"Accept-Encoding": "gzip"})
    assert (answer.status, answer.content_type) == (200, "text/javascript")
    assert (answer.headers["Cache-Control"], answer.headers["Content-Encoding"]) == ("max-age=60", "gzip")
    again = await client.get(
        f"/desktop/assets/js/{name}",
        headers={"Accept-Encoding": "gzip", "If-None-Match": answer.headers["ETag"]},
    )
    assert again.status == 304


async def test_the_script_runs_where_only_the_gadgets_api_is(
    client: Client, node: Path, tmp_path: Path
) -> None:
    script = tmp_path / "finesse.js"
    script.write_bytes(await (await client.get("/desktop/assets/js/finesse.js")).read())
    program = f"""
const vm = require("node:vm");
const text = require("node:fs").readFileSync({json.dumps(str(script))}, "utf8");
class Prefs {{ getString() {{ return ""; }} getInt() {{ return 0; }} set() {{}} }}
const given = {{ gadgets: {{ io: {{}}, Prefs }}, finesse: {{ modules: {{ Mine: 1 }} }} }};
const plain = vm.createContext(given);
plain.window = plain;
vm.runInContext(text, plain);
const defined = [];
const define = (name, needs, make) => defined.push([name, needs, make() !== undefined]);
define.amd = {{}};
const amd = vm.createContext({{ gadgets: {{ io: {{}}, Prefs }}, define }});
amd.window = amd;
vm.runInContext(text, amd);
console.log(JSON.stringify([Object.keys(plain.finesse).sort(), plain.finesse.modules, defined]));
"""
    done = subprocess.run([node, "--eval", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    names, modules, defined = json.loads(done.stdout)
    assert set(names) == {
        *("FinesseBase", "Converter", "restservices", "clientservices", "containerservices", "digital"),
        *("shortcutkey", "utilities", "cslogger", "gadget", "container", "modules"),
    }
    assert modules == {"Mine": 1}
    assert defined == [["finesse", [], True]]


# Whatever comments and white space are, the tree that a parser makes of a script is what a browser runs.
TREE = """
const [typescript, ...files] = process.argv.slice(1);
const { default: ts } = await import(typescript);
const { readFileSync } = await import("node:fs");
for (const file of files) {
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile("a.js", text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const all = [];
  const walk = (node) => {
    all.push([ts.SyntaxKind[node.kind], node.text ?? node.operator ?? node.operatorToken?.kind ?? ""]);
    ts.forEachChild(node, walk);
  };
  walk(ts.factory.createBlock(source.statements));
  console.log(JSON.stringify([source.parseDiagnostics.length, all]));
}
"""


async def test_the_minified_script_is_the_same_to_a_parser_and_much_shorter(
    client: Client, node: Path, tmp_path: Path
) -> None:
    sizes = []
    for name in ("finesse.js", "finesse.min.js"):
        text = await (await client.get(f"/desktop/assets/js/{name}")).read()
        (tmp_path / name).write_bytes(text)
        sizes.append(len(text))
    assert sizes[1] < 0.7 * sizes[0]
    typescript = REPOSITORY / "node_modules" / "typescript" / "lib" / "typescript.js"
    done = subprocess.run(
        [node, "--input-type=module", "--eval", TREE, typescript.as_uri()]
        + [str(tmp_path / name) for name in ("finesse.js", "finesse.min.js")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    whole, minified = map(json.loads, done.stdout.splitlines())
    assert whole[0] == 0
    assert len(whole[1]) > 10_000
    assert whole == minified


def modules_in(folder: Path) -> FinesseJs:
    (folder / "main.js").write_text('import { a } from "./a.js";\na();\n')
    (folder / "a.js").write_text("export function a() {}\n")
    return FinesseJs(folder)


def test_the_script_is_made_again_only_when_a_module_has_changed(tmp_path: Path) -> None:
    made = modules_in(tmp_path)
    first = made.content()
    assert made.content() is first
    (tmp_path / "a.js").write_text("export function a() { return 1; }\n")
    assert made.content().body.endswith(b"})();\n")
    assert b"return 1" in made.content().body
    assert b"return 1" in made.minified().body


def test_a_module_that_goes_is_missed(tmp_path: Path) -> None:
    made = modules_in(tmp_path)
    made.content()
    os.remove(tmp_path / "a.js")
    with pytest.raises(NotJoined, match=r"a\.js is imported, and there is no such module"):
        made.content()


async def test_the_banner_of_gadgets_is_a_script_of_its_own(client: Client) -> None:
    answer = await client.get("/desktop/js/utilities/MessageDisplay.js")
    assert (answer.status, answer.content_type) == (200, "text/javascript")
    assert "finesse.utilities.MessageDisplay" in await answer.text()


async def test_the_types_are_beside_the_library(client: Client) -> None:
    answer = await client.get("/desktop/assets/js/finesse.d.ts")
    assert (answer.status, answer.content_type) == (200, "text/plain")
    assert "declare namespace finesse {" in await answer.text()
