"""SQL over AXL: the questions of common clients, the database's own faults, and statements that mean harm.

# source: AXL Developer Guide, "executeSQLQuery", "Data Throttling and Performance"; Informix error messages
"""

from __future__ import annotations

import asyncio
import time

import pytest

from ccx_engine.cucm.axl.soap import Fault
from ccx_engine.cucm.axl.sql import database, processes
from ccx_engine.cucm.axl.sql.statement import NO_ROUTINE, NO_TABLE, SYNTAX
from ccx_engine.cucm.axl.sql.tables import TABLES
from tests.ccx_engine.cucm.axl.world import PHONE, USER, World, line


async def test_users_are_asked_with_their_devices_and_lines() -> None:
    """The joins by which tools for CCX find who has which extension."""
    found = await World().sql(
        "SELECT eu.userid, d.name, np.dnorpattern, m.tkdnusage FROM enduser eu "
        "INNER JOIN enduserdevicemap eudm ON eudm.fkenduser = eu.pkid "
        "INNER JOIN device d ON d.pkid = eudm.fkdevice "
        "INNER JOIN devicenumplanmap dnpm ON dnpm.fkdevice = d.pkid AND dnpm.numplanindex = '1' "
        "INNER JOIN numplan np ON np.pkid = dnpm.fknumplan "
        "INNER JOIN endusernumplanmap m ON m.fkenduser = eu.pkid AND m.fknumplan = np.pkid "
        "WHERE eu.tkuserprofile = 1 ORDER BY eu.userid, m.tkdnusage"
    )
    assert [tuple(row.values()) for row in found] == [
        ("agent1", "SEP000000001001", "1001", "1"),
        ("agent1", "SEP000000001001", "1001", "2"),
        ("agent2", "SEP000000001002", "1002", "1"),
        ("agent2", "SEP000000001002", "1002", "2"),
    ]


async def test_who_has_a_ccx_extension_is_asked_with_outer_joins_and_subqueries() -> None:
    found = await World().sql(
        "select eu.userid, e.uccx from enduser as eu left outer join (select fkenduser, "
        "max(case tkdnusage when 2 then tkdnusage else null end) is not null as uccx "
        "from endusernumplanmap group by fkenduser) as e on e.fkenduser = eu.pkid order by eu.userid desc"
    )
    assert found == [
        {"userid": "agent2", "uccx": "1"},
        {"userid": "agent1", "uccx": "1"},
        {"userid": "administrator", "uccx": ""},
    ]


async def test_devices_are_asked_with_model_class_and_pool() -> None:
    found = await World().sql(
        "select d.name, tm.name as model, tc.name as class, dp.name as pool from device d "
        "inner join typemodel tm on tm.enum = d.tkmodel inner join typeclass tc on tc.enum = d.tkclass "
        "left outer join devicepool dp on dp.pkid = d.fkdevicepool "
        "where d.name in ('SEP000000001001', 'Trigger', 'CCX_7001') order by 1"
    )
    assert [tuple(row.values()) for row in found] == [
        ("CCX_7001", "CTI Port", "Phone", "Default"),
        ("SEP000000001001", "Cisco 8845", "Phone", "Default"),
        ("Trigger", "CTI Route Point", "CTI Route Point", "Default"),
    ]


async def test_control_lists_and_groups_are_asked() -> None:
    world = World()
    devices = await world.sql(
        "select d.name from applicationuser au inner join applicationuserdevicemap m on "
        "m.fkapplicationuser = au.pkid inner join device d on d.pkid = m.fkdevice where au.name = 'ccx_1'"
    )
    assert [row["name"] for row in devices] == ["Trigger", "CCX_7001", "CCX_7002", "CCX_7003"]
    groups = await world.sql(
        "select dg.name from dirgroup dg inner join enduserdirgroupmap m on m.fkdirgroup = dg.pkid "
        "inner join enduser eu on eu.pkid = m.fkenduser where eu.userid = 'administrator'"
    )
    assert groups == [{"name": "Standard AXL API Access"}]


@pytest.mark.parametrize(
    ("statement", "column", "value"),
    [
        ("select count(*) from device where name like 'SEP%'", "count", "7"),
        (
            "select count(*) from device where name like 'sep%'",
            "count",
            "0",
        ),  # LIKE minds upper and lower case
        ('select count(*) from device where name = "SEP000000001001"', "count", "1"),
        ("select first 1 Name from Device where tkclass = '1' order by name", "name", "CCX_7001"),
        ("select nvl(null, 'x') as y from device limit 1", "y", "x"),
        ("select upper(userid) from enduser where userid matches '*2'", "upper", "AGENT2"),
        ("select 1 + 1 from device limit 1", "expression", "2"),
        ("select isactive from device limit 1", "isactive", "t"),
        ("select fkenduser from device limit 1", "fkenduser", ""),
        (
            "select paramvalue from processconfig where paramname = 'ClusterID'",
            "paramvalue",
            "StandAloneCluster",
        ),
        ("select tabname from systables where tabname = 'numplan'", "tabname", "numplan"),
    ],
)
async def test_columns_have_small_letters_booleans_are_t_and_f_and_null_is_empty(
    statement: str, column: str, value: str
) -> None:
    assert (await World().sql(statement))[0] == {column: value}


async def test_keys_are_bare_uuids_in_small_letters() -> None:
    world = World()
    (row,) = await world.sql("select pkid from enduser where userid = 'agent1'")
    assert "{" + row["pkid"].upper() + "}" == world.cluster.end_users["agent1"].uuid


async def test_a_change_of_the_cluster_is_seen_at_once() -> None:
    world = World()
    assert await world.sql("select name from device where name = 'SEP0000000000AA'") == []
    await world.ask("addPhone", f"<phone>{PHONE}<lines>{line('1900')}</lines></phone>")
    await world.ask(
        "addUser", f"<user>{USER}<primaryExtension><pattern>1900</pattern></primaryExtension></user>"
    )
    found = await world.sql(
        "select eu.userid, np.dnorpattern from enduser eu join endusernumplanmap m on m.fkenduser = eu.pkid "
        "join numplan np on np.pkid = m.fknumplan where m.tkdnusage = 1 and np.dnorpattern = '1900'"
    )
    assert found == [{"userid": "CWeber", "dnorpattern": "1900"}]


async def test_a_cluster_that_keeps_changing_is_seen_all_the_same() -> None:
    world = World()
    busy = True

    async def change() -> None:
        while busy:
            await world.ask("addPhone", f"<phone>{PHONE}<lines>{line('1900')}</lines></phone>")
            await world.ask("removePhone", "<name>SEP0000000000AA</name>")
            await asyncio.sleep(0)

    changing = asyncio.create_task(change())
    for _ in range(5):
        found = await world.sql(
            "select count(*) as both from device d left outer join devicenumplanmap m on m.fkdevice = d.pkid"
        )
        assert found[0]["both"] in ("12", "13")
    busy = False
    await changing


async def test_every_table_can_be_read() -> None:
    world = World(partitions=["Inside"], calling_search_spaces=["House"])
    for name, columns in TABLES.items():
        found = await world.sql(f"select * from {name}")
        for row in found:
            assert list(row) == columns.split()


async def test_rows_are_elements_named_as_their_columns() -> None:
    """# source: AXL Developer Guide, "Handling AXL Unique IDs", executeSqlQuery response"""
    response = await World().ask(
        "executeSQLQuery", "<sql>select userid, manager from enduser where userid = 'agent1'</sql>"
    )
    assert [(each.tag, each.text) for each in response.find("return/row")] == [
        ("userid", "agent1"),
        ("manager", None),
    ]
    assert b"<return/>" in await World().reply(
        "executeSQLQuery", "<sql>select userid from enduser where userid = 'x'</sql>"
    )


@pytest.mark.parametrize(
    ("statement", "code", "message"),
    [
        ("", -201, "A syntax error has occurred."),
        ("selec name from device", -201, "A syntax error has occurred."),
        ("select name from device where name = 'x", -201, "A syntax error has occurred."),
        ("select name from device; select name from device", -201, "A syntax error has occurred."),
        ("select x from nonesuch", -206, "The specified table (nonesuch) is not in the database."),
        (
            "select x from device",
            -217,
            "Column (x) not found in any table in the query (or SLV is undefined).",
        ),
        ("select nosuch(name) from device", -674, "Routine (nosuch) can not be resolved."),
    ],
)
async def test_a_wrong_statement_is_the_databases_fault(statement: str, code: int, message: str) -> None:
    with pytest.raises(Fault) as raised:
        await World().sql(statement)
    assert (raised.value.code, raised.value.message, raised.value.side) == (code, message, "Server")


@pytest.mark.parametrize(
    "statement",
    [
        "update enduser set status = 0",
        "delete from enduser",
        "insert into enduser (pkid) values ('x')",
        "drop table enduser",
        "create table x (y)",
        "attach database '/tmp/x.db' as y",
        "pragma table_info(enduser)",
        "select * from pragma_table_info('enduser')",
        "select * from sqlite_master",
        "select load_extension('x')",
        "select randomblob(1000000000) from device",
        "select zeroblob(1000000000) from device",
        "select readfile('/etc/passwd') from device",
        "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c",
        "select * from json_each('[1]')",
        "vacuum into '/tmp/x'",
        "begin",
        "explain select * from enduser",
        "values (1)",
        "select group_concat(a.pkid || b.pkid || c.pkid) from numplan a, numplan b, numplan c, numplan d",
    ],
)
async def test_a_statement_only_selects_from_these_tables(statement: str) -> None:
    world = World()
    with pytest.raises(Fault) as raised:
        await world.sql(statement)
    assert raised.value.code in (SYNTAX, NO_TABLE, NO_ROUTINE)
    assert len(await world.sql("select userid from enduser")) == 3


ENDLESS = "select count(*) from " + ", ".join(f"numplan {alias}" for alias in "abcdefghij")


async def test_a_statement_that_takes_too_long_is_stopped_and_others_are_answered_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "SECONDS", 0.5)
    world = World()
    await world.sql("select userid from enduser")
    began = time.monotonic()
    slow = asyncio.create_task(world.sql(ENDLESS))
    await asyncio.sleep(0)
    assert len(await world.sql("select userid from enduser")) == 3
    assert not slow.done()
    with pytest.raises(Fault, match="takes longer"):
        await slow
    assert time.monotonic() - began < 5


async def test_a_statement_that_is_too_long_is_refused() -> None:
    with pytest.raises(Fault, match="characters"):
        await World().sql("select " + " " * database.STATEMENT + "name from device")


async def test_an_answer_of_more_than_eight_megabytes_says_how_many_rows_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """# source: AXL Developer Guide, "Data Throttling and Performance", scenario 1"""
    monkeypatch.setattr(database, "LARGEST", 400)
    with pytest.raises(Fault) as raised:
        await World().sql("select a.name from device a, device b")
    assert raised.value.code == -1
    assert raised.value.message.startswith(
        "Query request too large. Total rows matched: 144 rows. Suggestive Row Fetch: less than 1"
    )


@pytest.mark.parametrize(
    ("statement", "code", "message"),
    [
        ("update enduser set status = 0", -273, "No UPDATE permission for enduser."),
        ("DELETE FROM Device where name = 'x'", -274, "No DELETE permission for device."),
        (
            "insert into endusernumplanmap (pkid) values (newid())",
            -275,
            "No INSERT permission for endusernumplanmap.",
        ),
        ("drop table device", -201, "A syntax error has occurred."),
        ("", -201, "A syntax error has occurred."),
    ],
)
async def test_nobody_has_permission_to_write(statement: str, code: int, message: str) -> None:
    assert await World().fault("executeSQLUpdate", f"<sql>{statement}</sql>") == (code, message, "Server")
