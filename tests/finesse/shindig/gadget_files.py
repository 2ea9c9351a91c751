"""A node with a folder of gadgets, and what a browser gets of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientResponse

from tests.finesse.one_node import Node

HOME = "/3rdpartygadget/files/"
CONFIG = re.compile(r"gadgets\.config\.init\((.*?)\);(?:gadgets|addEventListener)")
OTHERS = re.compile(r"gadgets\.(Prefs\.setMessages_|Prefs\.setDefaultPrefs_)\((\{.*?\})\);")
PRELOADED = re.compile(r"gadgets\.io\.preloaded_=(\[.*?\]);addEventListener")


def module(content: str, prefs: str = "", *, user_prefs: str = "", attributes: str = 'title="A"') -> str:
    """A gadget's XML, with that content in a CDATA section."""
    return (
        f"<Module><ModulePrefs {attributes}>{prefs}</ModulePrefs>{user_prefs}"
        f'<Content type="html"><![CDATA[{content}]]></Content></Module>'
    )


class GadgetFiles:
    """Files are written, and frames asked for."""

    def __init__(self, node: Node, folder: Path) -> None:
        self.node = node
        self.folder = folder

    def write(self, name: str, text: str | bytes) -> str:
        """The path at which the file is."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return HOME + name

    async def ask(self, path: str, question: object, status: int = 200) -> Any:
        """The JSON that is answered to this, or to these bytes."""
        data = question if isinstance(question, bytes) else json.dumps(question).encode()
        answer = await self.node.client.post(path, data=data, headers={"Content-Type": "application/json"})
        assert (answer.status, answer.content_type) == (status, "application/json")
        return await answer.json()

    async def frame(self, url: str, *, headers: dict[str, str] | None = None, **query: str) -> ClientResponse:
        """The answer to a frame's request."""
        asked = {"container": "default", "mid": "0", "nocache": "0", **query, "url": url}
        answer = await self.node.client.get(
            f"/gadgets/ifr?{urlencode(asked)}", headers=headers, allow_redirects=False
        )
        await answer.read()
        return answer

    async def page(self, url: str, **query: str) -> str:
        """The page of a gadget that is shown."""
        answer = await self.frame(url, **query)
        assert answer.status == 200, await answer.text()
        return await answer.text()

    async def content(self, text: str, **query: str) -> str:
        """What becomes of that content."""
        return body(await self.page(self.write("a/A.xml", module(text)), **{"nocache": "1", **query}))


def body(page: str) -> str:
    """What stands in the body, without what is ours."""
    return page.partition("<body>")[2].rpartition("\n<script>gadgets.util.runOnLoadHandlers();")[0]


def config(page: str) -> Any:
    """What the features are configured with."""
    found = CONFIG.search(page)
    assert found is not None
    return json.loads(found[1])


def told(page: str, what: str) -> Any:
    """The messages (`setMessages_`) or default preferences (`setDefaultPrefs_`) that it is told."""
    return {name.rpartition(".")[2]: json.loads(value) for name, value in OTHERS.findall(page)}.get(what)


def preloaded(page: str) -> Any:
    """The answers that it is given."""
    found = PRELOADED.search(page)
    assert found is not None
    return json.loads(found[1])
