"""For whom the service answers a request."""

from enum import Enum, auto


class Addressee(Enum):
    """To whom a request is sent that is not to somebody's resource, which would answer it itself."""

    SERVER = auto()
    PUBSUB = auto()
    OWN = auto()  # the sender's own account, which is meant without an address, too (RFC 6120 §10.3.3)
    OTHER = auto()  # somebody else's
