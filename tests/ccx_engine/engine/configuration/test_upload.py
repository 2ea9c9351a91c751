"""The configuration as clients upload it: keys that follow from the records, and changes from old to new."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import ConfigurationMask, RecordType
from ccx_engine.engine.configuration.rmcm import Configuration
from ccx_engine.engine.configuration.upload import Upload
from tests.ccx_engine.engine.world import SAMPLE

ID_OF = {
    cti.ApplicationRecord: lambda each: each.application_id,
    cti.CsqRecord: lambda each: each.csq_id,
    cti.AgentRecord: lambda each: each.login_id,
    cti.DeviceRecord: lambda each: (each.device_type, each.device_field_0, each.device_field_2),
}


def records(upload: Upload, mask: int) -> list[Any]:
    return [record for message in upload.brackets(mask) for record in getattr(message, "records", ())]


def numbers_of(centre: Configuration) -> dict[str, int]:
    return {each: number for number, each in enumerate(SAMPLE.resources, start=1) if each in centre.resources}


def test_a_key_follows_from_the_records_alone() -> None:
    assert Upload(SAMPLE).keys() == Upload(replace(SAMPLE)).keys()


def test_only_the_key_of_the_kind_that_changed_is_another() -> None:
    csq = replace(SAMPLE.csqs[1], description="calls that are urgent")
    before, after = Upload(SAMPLE).keys(), Upload(replace(SAMPLE, csqs={**SAMPLE.csqs, 1: csq})).keys()
    assert [name for name in before if before[name] != after[name]] == ["csq_config_key"]


def test_a_bracket_says_which_kind_it_brings_and_that_it_is_complete() -> None:
    begin, *some, end = Upload(SAMPLE).brackets(ConfigurationMask.CSQ)
    assert isinstance(begin, cti.ConfigBeginEvent)
    assert begin.csq_config_key == Upload(SAMPLE).keys()["csq_config_key"]
    assert begin.agent_config_key is None
    assert all(isinstance(each, cti.ConfigCsqEvent) for each in some)
    assert isinstance(end, cti.ConfigEndEvent)


def test_nothing_changes_from_a_configuration_to_itself() -> None:
    assert list(Upload(SAMPLE).changes_from(Upload(SAMPLE))) == []


@settings(deadline=None)
@given(
    was=st.sets(st.sampled_from(sorted(SAMPLE.resources))),
    now=st.sets(st.sampled_from(sorted(SAMPLE.resources))),
    renamed=st.sets(st.sampled_from(sorted(SAMPLE.resources))),
)
def test_the_changes_make_the_new_records_of_the_old_ones(
    was: set[str], now: set[str], renamed: set[str]
) -> None:
    old = replace(SAMPLE, resources={id: each for id, each in SAMPLE.resources.items() if id in was})
    new = replace(
        SAMPLE,
        resources={
            id: replace(each, last_name="Doe") if id in renamed else each
            for id, each in SAMPLE.resources.items()
            if id in now
        },
    )
    before, after = Upload(old, numbers_of(old)), Upload(new, numbers_of(new))
    held = {(type(each), ID_OF[type(each)](each)): each for each in records(before, 0xFF)}
    for _, messages in after.changes_from(before):
        for message in messages:
            for record in getattr(message, "records", ()):
                at = (type(record), ID_OF[type(record)](record))
                if record.record_type == RecordType.DELETE:
                    del held[at]
                else:
                    assert (at in held) is (record.record_type == RecordType.CHANGE)
                    held[at] = replace(record, record_type=RecordType.ADD)
    wanted = {(type(each), ID_OF[type(each)](each)): each for each in records(after, 0xFF)}
    assert held == wanted
