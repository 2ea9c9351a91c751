"""How objects refer to each other in AXL: by name or number, and by UUID."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from ccx_engine.cucm.axl.soap import Given, Text
from ccx_engine.cucm.configuration.administration import LINE_OF_USER, REFERRED, Missing
from ccx_engine.cucm.configuration.cluster import Cluster, NamedKind


def new_uuid() -> str:
    """The UUID of a new object."""
    return "{" + str(uuid.uuid4()).upper() + "}"


def bare(text: str) -> str:
    """A UUID without braces, in capitals: requests may bring it in any form."""
    return text.strip("{}").upper()


def number_of(cluster: Cluster, given: Given) -> str:
    """The number of the line that is referred to by UUID or pattern; empty when it refers to none."""
    asked = bare(given.attribute("uuid"))
    if not asked:
        return given.text.removeprefix("\\")
    for line in cluster.lines.values():
        if bare(line.uuid) == asked:
            return line.number
    raise Missing(f"there is no line {asked}", LINE_OF_USER)


def named(cluster: Cluster, kind: NamedKind, name: str) -> Text | None:
    """A reference to a partition, calling search space or device pool."""
    found = cluster.named[kind].get(name)
    return Text(name, found.uuid) if found else None


def name_of(cluster: Cluster, kind: NamedKind, given: Given) -> str:
    """The name of what is referred to by UUID or name; empty when it refers to nothing."""
    asked = bare(given.attribute("uuid"))
    if not asked:
        return given.text
    for each in cluster.named[kind].values():
        if bare(each.uuid) == asked:
            return each.name
    raise Missing(f"there is no {kind} {asked}", REFERRED[kind])


def line_reference(cluster: Cluster, number: str) -> Mapping[str, object] | None:
    """A line by its pattern, partition and UUID."""
    line = cluster.lines.get(number)
    if line is None:
        return None
    partition = named(cluster, NamedKind.PARTITION, line.partition)
    return {"pattern": line.pattern, "routePartitionName": partition, "uuid": line.uuid}
