"""What the service answers, one feature a module; each lists what it takes in HANDLES, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from notification.modules import disco, establish, ping, pubsub, pubsub_owner, roster
from notification.modules.addressee import Addressee
from notification.xmpp.stanza import Element

if TYPE_CHECKING:
    from notification.xmpp.session import Session

Handler = Callable[["Session", Element], None]

# (to whom, type of the iq, namespace and name of what is in it): who answers
HANDLES: Mapping[tuple[Addressee, str, str, str], Handler] = {
    (addressee, *request): handler
    for module in (disco, establish, ping, pubsub, pubsub_owner, roster)
    for addressee in module.ANSWERS_FOR
    for request, handler in module.HANDLES.items()
}
