"""End users and application users."""

from __future__ import annotations

import re
from typing import Any

from ccx_engine.cucm.axl.objects import Draft, Kind, Property, always, text_of
from ccx_engine.cucm.axl.references import line_reference, named, new_uuid, number_of
from ccx_engine.cucm.axl.soap import Given, Text
from ccx_engine.cucm.configuration.access import GROUPS, roles_of
from ccx_engine.cucm.configuration.administration import DEVICE_OF_USER, Missing, Unfit
from ccx_engine.cucm.configuration.cluster import Cluster, EndUser, NamedKind, User

USERID = re.compile(r"[^\x00-\x1f]{1,128}")
GROUP_OF_USER = "fk_enduserdirgroupmap_fkdirgroup"
PROFILE_OF_USER = "fk_enduserdevicemap_fkdevice"
PRESENCE_GROUP = "Standard Presence group"


def _take_userid(cluster: Cluster, draft: Draft, given: Given) -> None:
    if not USERID.fullmatch(given.text):
        raise Unfit("userid has 1 to 128 characters")
    draft.thing.userid = given.text


def _take_password(cluster: Cluster, draft: Draft, given: Given) -> None:
    draft.thing.password = draft.hashes.get("password", "")


def _take_pin(cluster: Cluster, draft: Draft, given: Given) -> None:
    draft.thing.pin = draft.hashes.get("pin", "")


def _take_display_name(cluster: Cluster, draft: Draft, given: Given) -> None:
    draft.thing.other["displayName"] = given.text


def _devices(cluster: Cluster, user: User) -> Any:
    return {"device": [device.name for device in cluster.associated_with(user)]}


def _take_devices(cluster: Cluster, draft: Draft, given: Given) -> None:
    draft.thing.devices = tuple(dict.fromkeys(each.text for each in given.children("device") if each.text))
    for name in draft.thing.devices:
        if name not in cluster.devices:  # AXL takes no prefixes
            raise Missing(f"there is no device {name!r}", DEVICE_OF_USER)


def _groups(cluster: Cluster, user: User) -> Any:
    return {
        "userGroup": [
            {"name": name, "userRoles": {"userRole": list(roles_of(name))}} for name in user.access_groups
        ]
    }


def _take_groups(cluster: Cluster, draft: Draft, given: Given) -> None:
    names = [group.child("name") for group in given.children("userGroup")]
    groups = tuple(dict.fromkeys(name.text for name in names if name is not None and name.text))
    for name in groups:
        if name not in GROUPS and name not in draft.thing.roles:
            raise Missing(f"there is no access control group {name!r}", GROUP_OF_USER)
    draft.thing.groups = groups
    draft.thing.roles = frozenset(role for name in groups for role in roles_of(name))


def _primary_extension(cluster: Cluster, user: EndUser) -> Any:
    told = line_reference(cluster, user.primary_extension)
    return told and {name: value for name, value in told.items() if name != "uuid"}


def _take_primary_extension(cluster: Cluster, draft: Draft, given: Given) -> None:
    inside = given.child("pattern")
    draft.thing.primary_extension = "" if inside is None else number_of(cluster, inside)


def _ipcc_extension(cluster: Cluster, user: EndUser) -> Any:
    line = cluster.lines.get(user.ipcc_extension)
    return Text(line.pattern, line.uuid) if line else None


def _take_ipcc_extension(cluster: Cluster, draft: Draft, given: Given) -> None:
    draft.thing.ipcc_extension = number_of(cluster, given)


def _ipcc_partition(cluster: Cluster, user: EndUser) -> Any:
    line = cluster.lines.get(user.ipcc_extension)
    return named(cluster, NamedKind.PARTITION, line.partition) if line else None


def _take_profiles(cluster: Cluster, draft: Draft, given: Given) -> None:
    """There are no device profiles to refer to."""
    if given.children("profileName") or given.children("deviceProfile"):
        raise Missing("there are no device profiles", PROFILE_OF_USER)


_PROFILES = Property(always({}), _take_profiles)
_ACCOUNT = {
    "userid": Property(lambda cluster, user: user.userid, _take_userid),
    "password": Property(None, _take_password),
    "associatedDevices": Property(_devices, _take_devices),
    "associatedGroups": Property(_groups, _take_groups),
    "ctiControlledDeviceProfiles": _PROFILES,
}

USER = Kind(
    name="User",
    element="user",
    key="userid",
    every=lambda cluster: cluster.end_users.values(),
    find=lambda cluster, given: cluster.end_user(child.text) if (child := given.child("userid")) else None,
    new=lambda given: EndUser("", "", uuid=new_uuid()),
    properties={
        **_ACCOUNT,
        "firstName": text_of("first_name"),
        "displayName": Property(lambda cluster, user: user.display_name, _take_display_name),
        "lastName": text_of("last_name"),
        "pin": Property(None, _take_pin),
        "mailid": text_of("mail"),
        "department": text_of("department"),
        "primaryExtension": Property(_primary_extension, _take_primary_extension),
        "phoneProfiles": _PROFILES,
        "status": Property(always(1)),
        "telephoneNumber": text_of("telephone"),
        "ipccExtension": Property(_ipcc_extension, _take_ipcc_extension),
        "ipccRoutePartition": Property(_ipcc_partition),
    },
    defaults={
        "enableCti": "true",
        "presenceGroupName": PRESENCE_GROUP,
        "enableMobility": "false",
        "homeCluster": "true",
        "imAndPresenceEnable": "false",
    },
    said_by_key=False,
    secrets=("password", "pin"),
)

APP_USER = Kind(
    name="AppUser",
    element="appUser",
    key="userid",
    every=lambda cluster: cluster.application_users.values(),
    find=lambda cluster, given: (
        cluster.application_users.get(child.text) if (child := given.child("userid")) else None
    ),
    new=lambda given: User("", "", uuid=new_uuid()),
    properties={**_ACCOUNT, "isStandard": Property(always("false"))},
    defaults={"presenceGroupName": PRESENCE_GROUP},
    said_by_key=False,
    secrets=("password",),
)
