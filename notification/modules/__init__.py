"""What the service answers, one feature a module; each lists in HANDLES the requests it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from notification.modules import disco, establish, ping, pubsub, pubsub_owner, roster
from notification.xmpp.stanza import Element

if TYPE_CHECKING:
    from notification.xmpp.session import Session

Handler = Callable[["Session", Element], None]

# (type of the iq, namespace and name of what is in it): who answers
HANDLES: Mapping[tuple[str, str, str], Handler] = {
    **disco.HANDLES,
    **establish.HANDLES,
    **ping.HANDLES,
    **pubsub.HANDLES,
    **pubsub_owner.HANDLES,
    **roster.HANDLES,
}
