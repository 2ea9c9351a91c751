"""What the contact center is configured with: keys, upload and changes, teams."""

from __future__ import annotations

from ccx_engine.cti.enums import (
    MAX_AGENT_CSQ,
    MAX_AGENTS,
    MAX_CONFIG_RECORDS,
    AgentFlags,
    AgentState,
    AgentType,
    ConfigDeviceType,
    ConfigEndStatus,
    ConfigKeyStatus,
    ConfigType,
    MemberType,
    RecordType,
    TeamConfigParam,
    TeamConfigStatus,
    TeamOperation,
)
from ccx_engine.cti.layout import (
    BOOL,
    UINT,
    UNSPEC8,
    USHORT,
    String,
    Unspec,
)
from ccx_engine.cti.wire import (
    Message,
    counter,
    fixed,
    floating,
    group,
    message,
    record,
    repeated,
)


@message(230)
class ConfigRequestKeyEvent(Message):
    """Which keys has the configuration now?"""

    reserved_1: int = fixed(UINT, default=0, since=11)
    customer_id: int = floating(131, UINT, default=0)


@message(231)
class ConfigKeyEvent(Message):
    """The keys: eight bytes each, counting the changes; all zero means upload again."""

    status: int = fixed(UINT.of(ConfigKeyStatus), default=ConfigKeyStatus.SUCCESS)
    application_config_key: bytes | None = floating(177, Unspec(8), default=None)
    csq_config_key: bytes | None = floating(178, Unspec(8), default=None)
    agent_config_key: bytes | None = floating(179, Unspec(8), default=None)
    device_config_key: bytes | None = floating(180, Unspec(8), default=None)


@message(232)
class ConfigRequestEvent(Message):
    """Upload these kinds of configuration, then tell changes; mask 0 asks for the changes only."""

    configuration_mask: int = fixed(UINT)
    reserved_1: int = fixed(UINT, default=0, since=11)
    customer_id: int = floating(131, UINT, default=0)


@message(233)
class ConfigBeginEvent(Message):
    """Records of the kinds in `configuration_mask` follow, up to CONFIG_END_EVENT."""

    config_type: int = fixed(USHORT.of(ConfigType))
    configuration_mask: int = fixed(UINT)
    application_config_key: bytes | None = floating(177, Unspec(8), default=None)
    csq_config_key: bytes | None = floating(178, Unspec(8), default=None)
    agent_config_key: bytes | None = floating(179, Unspec(8), default=None)
    device_config_key: bytes | None = floating(180, Unspec(8), default=None)


@message(234)
class ConfigEndEvent(Message):
    """The records are complete, or (sent alone) why there are none."""

    status: int = fixed(UINT.of(ConfigEndStatus), default=ConfigEndStatus.SUCCESS)
    text: str | None = floating(7, String(255), default=None)


@record
class ApplicationRecord:
    """An application: what a trigger runs."""

    record_type: int = floating(183, USHORT.of(RecordType), default=RecordType.ADD)
    flt_peripheral_id: int = floating(208, UINT, default=0, since=11)
    application_id: int = floating(184, UINT)
    old_peripheral_number: int = floating(213, UINT, default=0, since=11)
    max_queued: int | None = floating(129, UINT, default=None)
    extension: str = floating(173, String(16), default="")
    previous_application_id: int | None = floating(132, UINT, default=None)
    application_name: str = floating(133, String(64))
    description: str | None = floating(134, String(128), default=None)
    service_level_threshold: int = floating(174, UINT, default=0)
    service_level_type: int = floating(175, UINT, default=0)
    config_param: str = floating(176, String(255), default="")
    mr_domain_id: int = floating(216, UINT, default=0, since=11)


@message(235)
class ConfigApplicationEvent(Message):
    """Applications."""

    num_records = counter("records")
    records: tuple[ApplicationRecord, ...] = group(ApplicationRecord, most=MAX_CONFIG_RECORDS, default=())


@record
class CsqRecord:
    """A contact service queue."""

    record_type: int = floating(183, USHORT.of(RecordType), default=RecordType.ADD)
    flt_peripheral_id: int = floating(208, UINT, default=0, since=11)
    csq_id: int = floating(184, UINT)
    old_peripheral_number: int = floating(213, UINT, default=0, since=11)
    flt_skill_group_priority: int = floating(64, USHORT, default=0)
    skill_group_skill_target_id: int = floating(192, UINT, default=0)
    auto_work: bool = floating(185, BOOL, default=False)
    extension: str = floating(173, String(16), default="")
    csq_name: str = floating(133, String(64))
    description: str | None = floating(134, String(128), default=None)
    mr_domain_id: int = floating(216, UINT, default=0, since=11)
    config_param: str = floating(176, String(255), default="")


@message(236)
class ConfigCsqEvent(Message):
    """Contact service queues."""

    num_records = counter("records")
    records: tuple[CsqRecord, ...] = group(CsqRecord, most=MAX_CONFIG_RECORDS, default=())


@record
class AgentCsq:
    """A CSQ of an agent."""

    csq_id: int = floating(62, UINT)
    flt_skill_group_priority: int = floating(64, USHORT, default=0)


@record
class AgentRecord:
    """An agent, signed in or not; login_id is the key."""

    record_type: int = floating(183, USHORT.of(RecordType), default=RecordType.ADD)
    flt_peripheral_id: int = floating(208, UINT, default=0, since=11)
    active_terminal: str | None = floating(303, String(64), default=None, since=18)
    agent_type: int = floating(189, USHORT.of(AgentType))
    login_id: str = floating(190, String(129))
    old_login_id: str = floating(214, String(64), default="", since=11)
    login_name: str = floating(207, String(32), default="", since=11)
    last_name: str | None = floating(138, String(32), default=None)
    first_name: str | None = floating(137, String(32), default=None)
    extension: str | None = floating(173, String(16), default=None)
    description: str = floating(134, String(128), default="")
    agent_skill_target_id: int = floating(141, UINT, default=0)
    num_csq = counter("csqs", tag=191, always=False)
    csqs: tuple[AgentCsq, ...] = group(AgentCsq, most=MAX_AGENT_CSQ, default=())
    mrd_agent_state: int | None = floating(247, USHORT.of(AgentState), default=None)
    mrd_id: int | None = floating(246, UINT, default=None, since=17)


@message(237)
class ConfigAgentEvent(Message):
    """Agents."""

    num_records = counter("records")
    records: tuple[AgentRecord, ...] = group(AgentRecord, most=MAX_CONFIG_RECORDS, default=())


@record
class DeviceRecord:
    """A device; what device_field_N means depends on device_type (see ConfigDeviceType):

    AGENT: 0 internal record id, 2 login id, 4 extension (unconfirmed).
    ROUTE_POINT: 0 call control group id, 1 application id, 2 its number, max_queued the session limit.
    CTI_PORT: 0 call control group id, 2 its number.
    CALL_CONTROL_GROUP: 0 its id, max_queued the number of ports.
    """

    record_type: int = floating(183, USHORT.of(RecordType), default=RecordType.ADD)
    flt_peripheral_id: int = floating(208, UINT, default=0, since=11)
    device_field_0: int = floating(184, UINT)
    device_type: int = floating(195, USHORT.of(ConfigDeviceType))
    max_queued: int | None = floating(129, UINT, default=None)
    device_field_1: int | None = floating(193, UINT, default=None)
    device_field_2: str | None = floating(11, String(129), default=None)
    device_field_3: str | None = floating(10, String(32), default=None)
    device_field_4: str | None = floating(173, String(16), default=None)
    description: str | None = floating(134, String(128), default=None)


@message(238)
class ConfigDeviceEvent(Message):
    """Route points, CTI ports, call control groups and agents' devices."""

    num_records = counter("records")
    records: tuple[DeviceRecord, ...] = group(DeviceRecord, most=MAX_CONFIG_RECORDS, default=())


@message(242)
class TeamConfigReq(Message):
    """Tell the teams, and their changes from now on."""

    invoke_id: int = fixed(UINT, default=0)
    config_param: int = fixed(USHORT.of(TeamConfigParam))
    reserved_1: bytes = fixed(UNSPEC8, default=bytes(8))


@record
class TeamMember:
    """A member of a team; of a CSQ member, agent_id is the CSQ id as text."""

    agent_id: str = floating(194, String(129))
    agent_flags: int = floating(87, USHORT, default=AgentFlags.REGULAR_AGENT)
    record_type: int = floating(183, USHORT.of(RecordType), default=RecordType.ADD)
    member_type: int = floating(205, USHORT.of(MemberType), default=MemberType.AGENT_OR_SUPERVISOR)


@message(243)
class TeamConfigEvent(Message):
    """A team was added, removed or changed; its name comes first on the wire."""

    team_id: int = fixed(UINT)
    num_records = counter("members")
    operation: int = fixed(USHORT.of(TeamOperation))
    reserved_1: bytes = fixed(UNSPEC8, default=bytes(8))
    team_name: str = floating(204, String(50))
    members: tuple[TeamMember, ...] = group(TeamMember, most=MAX_AGENTS, default=())


@message(244)
class TeamConfigConf(Message):
    """All teams have been told."""

    invoke_id: int = fixed(UINT)
    status: int = fixed(UINT.of(TeamConfigStatus), default=TeamConfigStatus.SUCCESS)
    text: str | None = floating(7, String(128), default=None)


@record
class TerminalRecord:
    """A phone with its lines; only ever added and deleted."""

    record_type: int = floating(183, USHORT.of(RecordType), default=RecordType.ADD)
    terminal_type: int = floating(302, USHORT)
    terminal_device_name: str = floating(303, String(64))
    terminal_type_name: str | None = floating(304, String(100), default=None)
    num_instruments = counter("instruments", tag=305)
    instruments: tuple[str, ...] = repeated(6, String(64), most=16, default=())


@message(276)
class ConfigTerminalEvent(Message):
    """Phones (version 18+; the number is GED-188's, unconfirmed)."""

    num_records = counter("records")
    records: tuple[TerminalRecord, ...] = group(TerminalRecord, most=MAX_CONFIG_RECORDS, default=(), since=18)
