"""Objects of the configuration are written as the product's documents show them."""

from __future__ import annotations

from finesse.model.configuration.chat_config import CHAT_CONFIG, ChatConfig
from finesse.model.configuration.layout_config import LAYOUT_CONFIG, TEAM_LAYOUT_CONFIG, LayoutConfig
from finesse.model.configuration.media_properties_layout import (
    DEFAULT,
    MEDIA_PROPERTIES_LAYOUT,
    Entry,
    MediaPropertiesLayout,
)
from finesse.model.configuration.phone_book import CONFIGURED_PHONE_BOOK, CONTACTS, Contact, PhoneBook
from finesse.model.configuration.reason import REASON_CODE, WRAP_UP_REASON, ReasonCode, WrapUpReason
from finesse.model.configuration.system_variable import SYSTEM_VARIABLES, VARIABLES
from finesse.model.configuration.workflow import (
    WORKFLOW,
    Comparison,
    ConditionSet,
    TriggerSet,
    Variable,
    Workflow,
    system_triggers,
)
from finesse.model.configuration.workflow_action import WORKFLOW_ACTION, ActionVariable, Param, WorkflowAction
from finesse.model.device import DEVICES, Device
from finesse.model.queue import QUEUES, Queue
from finesse.model.serviceability import (
    CONFIG_INFO,
    CONNECTED_USERS_DETAILS,
    CONNECTED_USERS_INFO,
    DESKTOP,
    RUNTIME_CONFIG_INFO,
    THIRD_PARTY,
    ConnectedUser,
    Figures,
)
from finesse.model.team_message import PUBLISHED, TEAM_MESSAGE, Creator, TeamMessage
from finesse.model.user import User
from tests.finesse.golden import golden


def test_a_layout_of_call_variables() -> None:
    entry = (Entry("Customer", "callVariable1"),)
    layout = MediaPropertiesLayout(1, "Default Layout", "", DEFAULT, entry, (entry, ()))

    assert MEDIA_PROPERTIES_LAYOUT.xml(layout) == golden("media_properties_layout.xml")


def test_a_workflow_action() -> None:
    params = (Param("path", "https://crm.example.com/?q=${callVariable1}"), Param("windowName", "theWindow"))
    variables = (ActionVariable("callVariable1", "SYSTEM", "", "x"),)
    action = WorkflowAction(1234, "CRM pop", "BROWSER_POP", "FINESSE_DESKTOP", params, variables)

    assert WORKFLOW_ACTION.xml(action) == golden("workflow_action.xml")


def test_a_reason_code() -> None:
    assert REASON_CODE.xml(ReasonCode(45, "NOT_READY", 24, "Lunch Break")) == golden("reason_code.xml")


def test_a_wrap_up_reason() -> None:
    assert WRAP_UP_REASON.xml(WrapUpReason(31, "Product Question")) == golden("wrap_up_reason.xml")


def test_a_phone_book_as_administrators_see_it() -> None:
    assert CONFIGURED_PHONE_BOOK.xml(PhoneBook(1, "House", "GLOBAL", ())) == golden("phone_book.xml")


def test_the_layout_of_desktops() -> None:
    layout = '<finesseLayout xmlns="http://www.cisco.com/vtg/finesse"></finesseLayout>'

    assert LAYOUT_CONFIG.xml(LayoutConfig(0, layout)) == golden("layout_config.xml")


def test_the_chat_servers() -> None:
    assert CHAT_CONFIG.xml(ChatConfig("https://imp1:5280/httpbinding")) == golden("chat_config.xml")


def test_a_team_message_as_it_is_read_and_as_it_is_published() -> None:
    message = TeamMessage("42", Creator("1001", "Su", "Per"), 1_546_336_800.0, 100, "text", (5000,))

    assert TEAM_MESSAGE.xml(message) == golden("team_message.xml")
    assert PUBLISHED.xml(message) == golden("team_message_update.xml")


def test_the_size_of_a_node() -> None:
    figures = Figures(queues=2, supervisors=1, teams=2, users=3, dialogs=0, present=0, connected=())

    assert CONFIG_INFO.xml(figures) == golden("config_info.xml")


def test_who_is_connected_and_what_goes_on() -> None:
    host = "ccx1.example.com"
    connected = (
        ConnectedUser(User("1001"), DESKTOP, f"1001@{host}/desktop", 70, host),
        ConnectedUser(User("1002"), THIRD_PARTY, f"1002@{host}/client", 5, host),
    )
    figures = Figures(1, 1, 1, 2, dialogs=2, present=1, connected=connected)

    assert RUNTIME_CONFIG_INFO.xml(figures) == golden("runtime_config_info.xml")
    assert CONNECTED_USERS_INFO.xml(figures) == golden("connected_users_info.xml")
    assert CONNECTED_USERS_DETAILS.xml(figures) == golden("connected_users_details.xml")


def test_phones_to_choose_from() -> None:
    device = Device("CSFJP5550016", 503, "Cisco Unified Client Services Framework")

    assert DEVICES.xml((device,)) == golden("devices.xml")


def test_the_queues_of_a_user() -> None:
    assert QUEUES.xml((Queue(10, "Sales", auto_work=False),)) == golden("queues.xml")


def test_the_contacts_of_a_phone_book() -> None:
    contact = Contact(4, 1, "Ana", "Muñoz", "5550100", "Front desk")

    assert CONTACTS.xml((contact,)) == golden("contacts.xml")


def test_the_layout_of_a_team() -> None:
    layout = '<finesseLayout xmlns="http://www.cisco.com/vtg/finesse"></finesseLayout>'

    assert TEAM_LAYOUT_CONFIG.xml(LayoutConfig(5, layout)) == golden("team_layout_config.xml")


def test_what_workflows_may_look_at() -> None:
    variables = tuple(each for each in VARIABLES if each.name in ("callVariable1", "DNIS"))

    assert SYSTEM_VARIABLES.xml(variables) == golden("system_variables.xml")


def test_a_workflow() -> None:
    action = WorkflowAction(1234, "CRM pop", "BROWSER_POP", "FINESSE_DESKTOP", (), ())
    workflow = Workflow(
        1,
        "crm pop",
        TriggerSet("SYSTEM", "CALL_ARRIVES", triggers=system_triggers("CALL_ARRIVES")[:1]),
        "opens the CRM on ringing",
        condition_set=ConditionSet(
            "ALL", (Comparison(Variable("callVariable1", "SYSTEM"), "CONTAINS", "1234"),)
        ),
        actions=(action,),
    )

    assert WORKFLOW.xml(workflow) == golden("workflow.xml")
