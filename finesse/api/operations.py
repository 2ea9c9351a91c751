"""Every operation of the REST API."""

from __future__ import annotations

from itertools import chain

from finesse.api.configuration import (
    chat_config,
    contact,
    layout_config,
    media_properties_layout,
    phone_book,
    reason_code,
    system_config,
    team_assignment,
    workflow,
    workflow_action,
    wrap_up_reason,
)
from finesse.api.node import client_log, openapi, serviceability, system_variable
from finesse.api.runtime import device, dialog, dialogs, media, queue, system_info, team, team_message, user

_DESCRIBED = tuple(
    chain.from_iterable(
        noun.ROUTES
        for noun in (
            system_info,
            user,
            dialogs,
            dialog,
            reason_code,
            wrap_up_reason,
            phone_book,
            contact,
            media_properties_layout,
            workflow,
            workflow_action,
            system_variable,
            layout_config,
            chat_config,
            team,
            team_message,
            team_assignment,
            queue,
            device,
            serviceability,
            client_log,
            media,
            system_config,
        )
    )
)

OPERATIONS = (*_DESCRIBED, openapi.description_of(_DESCRIBED))
