"""What `finesse-lab up` tells when the lab is ready: what there is, and where."""

from __future__ import annotations

from lab.bench.programs import offset_of
from lab.plan.doors import Kind, console
from lab.plan.graph import BROWSERS, Plan
from vos import centre


def rows(plan: Plan, desktop: str) -> list[tuple[str, str]]:
    """Each door by what it is for."""
    wanted = plan.wanted
    rmcm = centre.read(wanted.centre_file, "rmcm")
    people = [
        f"{each.get('id', str)} ({each.get('extension', str)})" for each in rmcm.tables("resources")[:3]
    ]
    triggers = [f"{each.get('trigger', str)} {each.get('name', str)}" for each in rmcm.tables("applications")]
    administrator = centre.read(wanted.centre_file, "finesse").get("administrator", str)
    offset = offset_of(plan)
    first = rmcm.tables("applications")[0].get("trigger", str) if triggers else "1001"
    browser_port = plan.address(BROWSERS, Kind.NOTIFICATION, "https").port
    instead = wanted.external
    return [
        ("desktop", desktop),
        (
            "certificate",
            f"trust {wanted.certs / 'ca.pem'}, or accept https://{wanted.node}:{browser_port} too",
        ),
        *((("notification", f"external, XMPP at {', '.join(map(str, instead.xmpp))}"),) if instead else ()),
        ("sign in", ", ".join(people) + ", …; passwords as in the centre's file (the sample's: finesse)"),
        ("cfadmin", f"{desktop.removesuffix('desktop')}cfadmin: what desktops offer, as {administrator}"),
        ("call", f"{', '.join(triggers)}: finesse-lab call 5551234 {first}{offset}"),
        *(
            ("REST", f"https://{node.name}:{each.doors['https'].listens.port}/finesse/api/SystemInfo")
            for node in plan.nodes
            for each in plan.standing_on(node)
            if each.kind is Kind.FINESSE
        ),
        *(
            ("gadgets", f"sftp -P {each.doors['sftp'].listens.port} 3rdpartygadget@{node.name}, into /files")
            for node in plan.nodes
            for each in plan.standing_on(node)
            if each.kind is Kind.FINESSE
        ),
        *(
            ("your gadget", f"{each}: in the desktops, and loaded again whenever you save")
            for each in wanted.gadgets
        ),
        ("inspector", f"{desktop}/inspector: what happens in the gadgets of a desktop"),
        ("console", f"http://{console(wanted.port_offset)}"),
        ("logs", str(wanted.logs)),
        ("stop", f"Ctrl-C, or finesse-lab down{offset}"),
    ]
