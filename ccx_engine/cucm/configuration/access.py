"""Access control groups that every cluster has, and the roles they give.

Only roles that mean something here are named; each other group has the role of its own name.
Source: CUCM Security guide, standard roles and access control groups.
"""

from __future__ import annotations

from collections.abc import Mapping

from ccx_engine.cucm.configuration.cluster import (
    AXL_ACCESS,
    AXL_READ_ONLY,
    CTI_ALL_DEVICES,
    CTI_ENABLED,
    SUPER_USERS,
)

GROUPS: Mapping[str, tuple[str, ...]] = {
    SUPER_USERS: (SUPER_USERS, AXL_ACCESS),
    "Standard AXL API Users": ("Standard AXL API Users", AXL_READ_ONLY),
    **{
        name: (name,)
        for name in (
            AXL_ACCESS,
            AXL_READ_ONLY,
            CTI_ENABLED,
            CTI_ALL_DEVICES,
            "Standard CTI Allow Call Monitoring",
            "Standard CTI Allow Call Park Monitoring",
            "Standard CTI Allow Call Recording",
            "Standard CTI Allow Calling Number Modification",
            "Standard CTI Allow Control of Phones supporting Connected Xfer and conf",
            "Standard CTI Allow Control of Phones supporting Rollover Mode",
            "Standard CTI Allow Reception of SRTP Key Material",
            "Standard CTI Secure Connection",
            "Standard Audit Users",
            "Standard CAR Admin Users",
            "Standard CCM Admin Users",
            "Standard CCM End Users",
            "Standard CCM Gateway Administration",
            "Standard CCM Phone Administration",
            "Standard CCM Read Only",
            "Standard CCM Server Maintenance",
            "Standard CCM Server Monitoring",
            "Standard EM Authentication Proxy Rights",
            "Standard Packet Sniffer Users",
            "Standard RealtimeAndTraceCollection",
            "Standard TabSync User",
        )
    },
}


def roles_of(group: str) -> tuple[str, ...]:
    """The roles that a group gives."""
    return GROUPS.get(group, (group,))
