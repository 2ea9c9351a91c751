"""Each page's modules find what they import among what is served with them."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

from vos.http.browser_modules import DESKTOP, TUNNEL, Folders, modules

IMPORT = re.compile(r"""(?:from |import\(|import )["'](\.[^"']+)["']""")


@pytest.mark.parametrize("page", [DESKTOP, TUNNEL], ids=["desktop", "tunnel"])
def test_what_a_served_module_imports_is_served_beside_it(page: Folders) -> None:
    served = modules(page)
    imports = {
        urljoin(path, name): path
        for path, file in served.items()
        for name in IMPORT.findall(file.read_text(encoding="utf-8"))
    }
    assert imports
    assert {name: importer for name, importer in imports.items() if name not in served} == {}


def test_strangers_who_embed_the_tunnel_get_nothing_of_the_desktop() -> None:
    assert not any("desktop" in file.parts for file in modules(TUNNEL).values())
