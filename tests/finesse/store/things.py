"""An object of each kind that administrators configure, and what may become of it."""

from __future__ import annotations

from typing import Any

from finesse.model.configuration.chat_config import ChatConfig
from finesse.model.configuration.desktop_property import DesktopSetting
from finesse.model.configuration.layout_config import LayoutConfig
from finesse.model.configuration.media_properties_layout import Entry, MediaPropertiesLayout
from finesse.model.configuration.phone_book import PhoneBook
from finesse.model.configuration.reason import ReasonCode, WrapUpReason
from finesse.model.configuration.workflow import (
    Comparison,
    ConditionSet,
    TriggerSet,
    Variable,
    Workflow,
    system_triggers,
)
from finesse.model.configuration.workflow_action import ActionVariable, Param, WorkflowAction
from finesse.model.identity import NEW
from finesse.store import mappings
from finesse.store.object_mapping import ObjectMapping

ENTRY = Entry("Customer <&>", "callVariable1", True, True)
ACTION = WorkflowAction(
    NEW, "Pop", "BROWSER_POP", "OTHER", (Param("path", "${x}"),), (ActionVariable("x", "CUSTOM", "//x", "1"),)
)
TRIGGERS = TriggerSet("SYSTEM", "CALL_ARRIVES", True, system_triggers("CALL_ARRIVES"))
CONDITIONS = ConditionSet("ANY", (Comparison(Variable("x", "SYSTEM"), "IS_EMPTY"),))
TEAMS = frozenset({1, 2})

THINGS: list[tuple[ObjectMapping[Any], Any, dict[str, Any]]] = [
    (
        mappings.REASON_CODES,
        ReasonCode(NEW, "LOGOUT", 7, "Zoë", False, False, TEAMS),
        {"label": "y", "teams": frozenset({2, 3})},
    ),
    (mappings.WRAP_UP_REASONS, WrapUpReason(NEW, "x", False, TEAMS), {"for_all": True, "teams": frozenset()}),
    (mappings.PHONE_BOOKS, PhoneBook(NEW, "x", "TEAM", (), TEAMS), {"name": "y"}),
    (
        mappings.MEDIA_PROPERTIES_LAYOUTS,
        MediaPropertiesLayout(NEW, "x", "d", "CUSTOM", (ENTRY,), ((ENTRY, ENTRY), ()), TEAMS),
        {"columns": (), "teams": frozenset({1})},
    ),
    (mappings.WORKFLOW_ACTIONS, ACTION, {"params": ()}),
    (
        mappings.WORKFLOWS,
        Workflow(NEW, "x", TRIGGERS, "d", 1, CONDITIONS, (), {1: 0, 2: 4}),
        {"condition_set": None, "teams": {2: 1}},
    ),
    (mappings.LAYOUTS, LayoutConfig(0, "<x/>"), {"layoutxml": "<y/>"}),
    (mappings.DESKTOP_SETTINGS, DesktopSetting(NEW, "title", "x"), {"value": "y"}),
    (mappings.CHAT_CONFIGS, ChatConfig("https://a", ""), {"secondary": "https://b"}),
]
