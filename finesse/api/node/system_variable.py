"""SystemVariables: what workflows may look at. Source: Finesse Web Services guide, SystemVariable."""

from __future__ import annotations

from finesse.api.answers import Answer, answer
from finesse.api.caller import Caller
from finesse.api.form import Filled
from finesse.api.keys import RestNode
from finesse.api.operation import get
from finesse.api.who import Who
from finesse.model.configuration.system_variable import SYSTEM_VARIABLES, VARIABLES


def get_system_variables(node: RestNode, caller: Caller, form: Filled) -> Answer:
    """Every variable; none can be changed."""
    return answer(SYSTEM_VARIABLES, VARIABLES)


ROUTES = [get("/finesse/api/SystemVariables", get_system_variables, Who.ADMINISTRATOR, SYSTEM_VARIABLES)]
