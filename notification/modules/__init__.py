"""What the service answers, one feature a module; each lists what it takes in HANDLES, and for whom."""

from notification.modules import disco, establish, message, ping, presence, pubsub, pubsub_owner, roster
from notification.router import Addressee, Features

ANSWERING = (disco, establish, ping, pubsub, pubsub_owner, roster)

FEATURES = Features(
    iqs={
        (addressee, *request): handler
        for module in ANSWERING
        for addressee in module.ANSWERS_FOR
        for request, handler in module.HANDLES.items()
    },
    message=message.received,
    presence=presence.received,
    left=presence.left,
    disco={
        addressee: tuple(feature for module in ANSWERING for feature in module.DISCO.get(addressee, ()))
        for addressee in (Addressee.SERVER, Addressee.PUBSUB)
    },
)
