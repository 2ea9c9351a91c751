"""The kinds of objects that administrators configure, each with its tables."""

from __future__ import annotations

from finesse.model.configuration.chat_config import ChatConfig
from finesse.model.configuration.desktop_property import DesktopSetting
from finesse.model.configuration.layout_config import LayoutConfig
from finesse.model.configuration.media_properties_layout import MediaPropertiesLayout
from finesse.model.configuration.phone_book import Contact, PhoneBook
from finesse.model.configuration.reason import ReasonCode, WrapUpReason
from finesse.model.configuration.workflow import Workflow
from finesse.model.configuration.workflow_action import WorkflowAction
from finesse.store.object_mapping import ObjectMapping

NAME = (("name",),)  # no two have the same

REASON_CODES = ObjectMapping(ReasonCode, "reason_code", (("category", "code"), ("category", "label")))
WRAP_UP_REASONS = ObjectMapping(WrapUpReason, "wrap_up_reason", (("label",),), without=("root",))
CONTACTS = ObjectMapping(Contact, "contact", owner="phone_book")
PHONE_BOOKS = ObjectMapping(PhoneBook, "phone_book", NAME, {"contacts": CONTACTS})
MEDIA_PROPERTIES_LAYOUTS = ObjectMapping(MediaPropertiesLayout, "media_properties_layout", NAME)
WORKFLOW_ACTIONS = ObjectMapping(WorkflowAction, "workflow_action", NAME)
WORKFLOWS = ObjectMapping(Workflow, "workflow", NAME, {"actions": WORKFLOW_ACTIONS})
LAYOUTS = ObjectMapping(LayoutConfig, "layout", numbered=False)  # its number is the team's
DESKTOP_SETTINGS = ObjectMapping(DesktopSetting, "desktop_setting", (("key",),))
CHAT_CONFIGS = ObjectMapping(ChatConfig, "chat_config", numbered=False)  # there is one
