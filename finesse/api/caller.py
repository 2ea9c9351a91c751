"""Who sends a request."""

from __future__ import annotations

from dataclasses import dataclass, field

from finesse.api.errors import InvalidAuthorizationUser
from finesse.model.dialog import Dialog, Participant
from finesse.model.user import User

REQUEST_ID = "requestId"  # the header


@dataclass(frozen=True, slots=True)
class Caller:
    """A user, or (with none) the administrator; and how he calls this request of his.

    CTI wants the password at sign-in.
    """

    name: str
    user: User | None
    password: str = field(repr=False)
    request_id: str = ""

    @property
    def administrator(self) -> bool:
        return self.user is None

    def supervises(self, user: User) -> bool:
        """Whether that user is in one of the caller's teams."""
        return (
            self.user is not None
            and self.user.supervisor
            and user.team is not None
            and user.team.id in self.user.supervised
        )

    def phone_user(self) -> User:
        """Anybody but the administrator, who has no phone."""
        if self.user is None:
            raise InvalidAuthorizationUser(
                "The user is not authorized to perform this operation",
                f"User ({self.name}) is not an authorizied supervisor.",
            )
        return self.user

    def part_in(self, dialog: Dialog) -> tuple[User, Participant]:
        """An agent on the call, and his part in it. InvalidAuthorizationUser for everybody else."""
        own = None if self.user is None else dialog.of(self.user)
        if self.user is None or own is None:
            raise InvalidAuthorizationUser(str(dialog.id))
        return self.user, own
