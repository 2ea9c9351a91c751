"""The objects of AXL, field by field, in the order of Cisco's schema.

A shape is a line of fields: `name` or `name:type`, then `!` when it must be there and `*` when it repeats.
Types: none is text, `boolean`, `integer`, `any`, a text with an attribute (`fk`, and those in schema.TEXTS),
else another shape. An object's own shape is what a get tells; `X…` is what an add takes, `L…` what a list
tells, `…Update` what an update changes, `…Criteria` what a list searches by.

Source: AXL schema reference, releases 12.5 and 14. Each shape is a part of the schema's, in its order.
"""

from __future__ import annotations

from collections.abc import Mapping

_USER = (
    "firstName displayName middleName lastName userid password pin mailid department manager userLocale "
    "associatedDevices:Devices primaryExtension:Extension associatedGroups:UserGroups enableCti:boolean "
    "phoneProfiles:Profiles defaultProfile:fk presenceGroupName:fk subscribeCallingSearchSpaceName:fk "
    "enableMobility:boolean status:integer ctiControlledDeviceProfiles:Profiles homeCluster:boolean "
    "imAndPresenceEnable:boolean directoryUri telephoneNumber title mobileNumber homeNumber ipccExtension:fk "
    "ipccRoutePartition:fk customerName:fk"
)
_APP_USER = (
    "userid password presenceGroupName:fk isStandard:boolean associatedDevices:Devices "
    "associatedGroups:UserGroups ctiControlledDeviceProfiles:DeviceProfiles"
)
_PHONE = (
    "name description product model class protocol protocolSide callingSearchSpaceName:fk devicePoolName:fk "
    "commonDeviceConfigName:fk commonPhoneConfigName:fk networkLocation locationName:fk "
    "mediaResourceListName:fk automatedAlternateRoutingCssName:fk useTrustedRelayPoint "
    "securityProfileName:fk sipProfileName:fk lines:Lines numberOfButtons:integer phoneTemplateName:fk "
    "primaryPhoneName:fk softkeyTemplateName:fk loginUserId defaultProfileName:fk "
    "enableExtensionMobility:boolean currentProfileName:fk loginTime:integer loginDuration:integer "
    "builtInBridgeStatus ownerUserName:fk packetCaptureMode subscribeCallingSearchSpaceName:fk "
    "rerouteCallingSearchSpaceName:fk allowCtiControlFlag:boolean presenceGroupName:fk certificateOperation "
    "deviceMobilityMode dndOption dndStatus:boolean isActive:boolean"
)
_ROUTE_POINT = (
    "name description product model class protocol protocolSide callingSearchSpaceName:fk devicePoolName:fk "
    "commonDeviceConfigName:fk locationName:fk mediaResourceListName:fk useTrustedRelayPoint lines:Lines"
)
_LINE = (
    "pattern description usage routePartitionName:fk callForwardAll:ForwardAll callForwardBusy:Forward "
    "callForwardBusyInt:Forward callForwardNoAnswer:ForwardAfter callForwardNoAnswerInt:ForwardAfter "
    "callForwardNoCoverage:Forward callForwardOnFailure:Forward callForwardNotRegistered:Forward "
    "callForwardNotRegisteredInt:Forward callPickupGroupName:fk autoAnswer networkHoldMohAudioSourceId "
    "userHoldMohAudioSourceId alertingName asciiAlertingName presenceGroupName:fk "
    "shareLineAppearanceCssName:fk voiceMailProfileName:fk patternPrecedence allowCtiControlFlag:boolean "
    "associatedDevices:Devices active:boolean"
)
_PARTITION = (
    "name description timeScheduleIdName:fk useOriginatingDeviceTimeZone:boolean timeZone partitionUsage"
)
_SEARCH_SPACE = "description clause members:Members partitionUsage name"
_POOL = (
    "name dateTimeSettingName:fk callManagerGroupName:fk mediaResourceListName:fk regionName:fk srstName:fk "
    "locationName:fk"
)


def _without(line: str, names: str) -> str:
    gone = set(names.split())
    return " ".join(field for field in line.split() if field.partition(":")[0] not in gone)


def _marked(line: str, names: str) -> str:
    """With these fields mandatory."""
    must = set(names.split())
    return " ".join(f"{field}!" if field.partition(":")[0] in must else field for field in line.split())


def _renamed(line: str, names: Mapping[str, str]) -> str:
    return " ".join(
        names.get(name, name) + colon + kind
        for name, colon, kind in (field.partition(":") for field in line.split())
    )


_MADE_ONCE = "product model class protocol protocolSide"  # of a device: an update changes none of these
_TOLD_ONLY = "loginUserId currentProfileName loginTime loginDuration numberOfButtons"
_FORWARDS = (
    "callForwardAll callForwardBusy callForwardBusyInt callForwardNoAnswer callForwardNoAnswerInt "
    "callForwardNoCoverage callForwardOnFailure callForwardNotRegistered callForwardNotRegisteredInt"
)

SHAPES: Mapping[str, str] = {
    "Version": "version!",
    "Devices": "device*",
    "Roles": "userRole*",
    "UserGroup": "name! userRoles:Roles",
    "UserGroups": "userGroup:UserGroup*",
    "Profiles": "profileName:fk*",
    "DeviceProfiles": "deviceProfile*",
    "Extension": "pattern! routePartitionName:fk",
    "Dirn": "pattern! routePartitionName:fk",
    "EndUser": "userId!",
    "EndUsers": "enduser:EndUser*",
    "ForwardAll": "forwardToVoiceMail:boolean callingSearchSpaceName:fk secondaryCallingSearchSpaceName:fk "
    "destination",
    "Forward": "forwardToVoiceMail:boolean callingSearchSpaceName:fk destination",
    "ForwardAfter": "forwardToVoiceMail:boolean callingSearchSpaceName:fk destination duration:integer",
    "PhoneLine": "index:integer! label display dirn:Dirn! ringSetting displayAscii e164Mask "
    "maxNumCalls:integer busyTrigger:integer recordingProfileName:fk monitoringCssName:fk recordingFlag "
    "partitionUsage associatedEndusers:EndUsers recordingMediaSource",
    "Lines": "line:PhoneLine*",
    "Member": "routePartitionName:fk! index:integer!",
    "Members": "member:Member*",
    "ChangeTypes": "object*",
    "ChangeQueue": "firstChangeId:integer lastChangeId:integer nextStartChangeId:integer queueId",
    "ChangedTags": "changedTag:changedTag*",
    "Change": "id:integer action doGet:boolean changedTags:ChangedTags!",
    "Changes": "change:Change*",
    "User": _USER,
    "LUser": _without(
        _USER,
        "password pin associatedDevices associatedGroups phoneProfiles defaultProfile "
        "ctiControlledDeviceProfiles ipccExtension ipccRoutePartition",
    ),
    "XUser": _marked(_without(_USER, "status"), "lastName userid presenceGroupName"),
    "UserUpdate": _renamed(_without(_USER, "status"), {"userid": "newUserid"}),
    "UserCriteria": "firstName lastName userid department customerName",
    "AppUser": _APP_USER,
    "LAppUser": "userid presenceGroupName:fk isStandard:boolean",
    "XAppUser": _marked(_without(_APP_USER, "isStandard"), "userid"),
    "AppUserUpdate": _renamed(_without(_APP_USER, "isStandard"), {"userid": "newUserid"}),
    "AppUserCriteria": "userid",
    "Phone": _PHONE,
    "LPhone": _without(_PHONE, "lines"),
    "XPhone": _marked(
        _without(_PHONE, f"model {_TOLD_ONLY}"),
        "name product class protocol protocolSide devicePoolName commonPhoneConfigName locationName "
        "useTrustedRelayPoint phoneTemplateName builtInBridgeStatus packetCaptureMode certificateOperation "
        "deviceMobilityMode",
    ),
    "PhoneUpdate": _renamed(_without(_PHONE, f"{_MADE_ONCE} {_TOLD_ONLY}"), {"name": "newName"}).replace(
        "lines:Lines", "removeLines:Lines addLines:Lines lines:Lines"
    ),
    "PhoneCriteria": "name description protocol callingSearchSpaceName devicePoolName securityProfileName",
    "CtiRoutePoint": _ROUTE_POINT,
    "LCtiRoutePoint": _without(_ROUTE_POINT, "lines"),
    "XCtiRoutePoint": _marked(
        _without(_ROUTE_POINT, "model"),
        "name product class protocol protocolSide devicePoolName locationName useTrustedRelayPoint",
    ),
    "CtiRoutePointUpdate": _renamed(_without(_ROUTE_POINT, _MADE_ONCE), {"name": "newName"}),
    "CtiRoutePointCriteria": "name description callingSearchSpaceName devicePoolName",
    "Line": _LINE,
    "LLine": _without(_LINE, f"{_FORWARDS} associatedDevices active"),
    "XLine": _marked(_without(_LINE, "associatedDevices"), "pattern usage"),
    "LineUpdate": _renamed(
        _without(_LINE, "usage associatedDevices"),
        {"pattern": "newPattern", "routePartitionName": "newRoutePartitionName"},
    ),
    "LineCriteria": "pattern description usage routePartitionName",
    "RoutePartition": _PARTITION,
    "XRoutePartition": _marked(_PARTITION, "name"),
    "RoutePartitionUpdate": _renamed(_without(_PARTITION, "partitionUsage"), {"name": "newName"}),
    "RoutePartitionCriteria": "name description",
    "Css": _SEARCH_SPACE,
    "LCss": _without(_SEARCH_SPACE, "members"),
    "XCss": _marked(_without(_SEARCH_SPACE, "clause"), "name"),
    "CssUpdate": _renamed(_without(_SEARCH_SPACE, "clause partitionUsage"), {"name": "newName"}),
    "CssCriteria": "description partitionUsage name",
    "DevicePool": _POOL,
    "XDevicePool": _marked(_POOL, "name dateTimeSettingName callManagerGroupName regionName srstName"),
    "DevicePoolUpdate": _renamed(_POOL, {"name": "newName"}),
    "DevicePoolCriteria": "name callManagerGroupName regionName",
}
WITH_UUID = frozenset(
    {"User", "LUser", "AppUser", "LAppUser", "Phone", "LPhone", "CtiRoutePoint", "LCtiRoutePoint"}
    | {"Line", "LLine", "RoutePartition", "Css", "LCss", "DevicePool", "PhoneLine", "Dirn"}
)
