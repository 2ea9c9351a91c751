"""What administrators send, and how tests ask with it."""

from __future__ import annotations

from aiohttp import ClientResponse

from tests.finesse.api.answers import triplet
from tests.finesse.one_node import Node


async def ask(node: Node, method: str, path: str, body: str | None = None) -> ClientResponse:
    return await node.ask(method, path, body, user="administrator")


async def create(node: Node, path: str, body: str) -> str:
    """The path of a new object."""
    response = await ask(node, "POST", path, body)
    assert response.status == 200, await response.text()
    return response.headers["Location"].partition("/finesse/api")[2]


async def refusal(node: Node, method: str, path: str, body: str | None = None) -> tuple[int, str, str, str]:
    response = await ask(node, method, path, body)
    return (response.status, *await triplet(response))


def code(number: int, label: str, for_all: str = "true", category: str = "NOT_READY") -> str:
    return (
        f"<ReasonCode><category>{category}</category><code>{number}</code><label>{label}</label>"
        f"<forAll>{for_all}</forAll></ReasonCode>"
    )


def reason(label: str, for_all: str = "true") -> str:
    return f"<WrapUpReason><label>{label}</label><forAll>{for_all}</forAll></WrapUpReason>"


def book(label: str, kind: str = "GLOBAL") -> str:
    return f"<PhoneBook><name>{label}</name><type>{kind}</type></PhoneBook>"


def uris(root: str, item: str, *paths: str) -> str:
    return f"<{root}>" + "".join(f"<{item}><uri>{path}</uri></{item}>" for path in paths) + f"</{root}>"
