"""What a request is refused with. Source: Finesse Web Services guide, Cisco Finesse API errors.

Raise where it is known; one middleware writes it where it leaves.
"""

from __future__ import annotations

from typing import ClassVar

from finesse.model.xml import Shape, each, text


class ApiError(Exception):
    """The triplet of an error body. Data is what was wrong: a parameter's name, an id."""

    status: ClassVar[int] = 400
    error_type: ClassVar[str] = "Generic Error"
    default_message: ClassVar[str] = ""

    def __init__(self, data: str | None = "", message: str | None = None) -> None:
        """Without data (None) the element is left out."""
        super().__init__(message or self.error_type)
        self.error_data = data
        self.error_message = self.default_message if message is None else message


class BadRequest(ApiError):
    """The body is missing, is no XML, or is not the document this resource takes."""

    error_type = "Bad Request"


class ParameterMissing(ApiError):
    """A required element is absent or empty; data is its name."""

    error_type = "Parameter Missing"

    def __init__(self, name: str, message: str | None = None) -> None:
        super().__init__(name, message or f"{name[:1].upper()}{name[1:]} Parameter missing")


class ReasonCodeRequired(ParameterMissing):
    """There are codes to choose from, and none was chosen."""

    def __init__(self) -> None:
        super().__init__(
            "finesse.api.reasoncode.require_reasoncode", "The state change requires a valid reason code."
        )


class InvalidInput(ApiError):
    """A value is not one of those this parameter takes; data is the parameter's name."""

    error_type = "Invalid Input"


class NoSuchState(InvalidInput):
    """A state that nobody can be put into."""

    default_message = "Invalid State specified for user"

    def __init__(self) -> None:
        super().__init__("state")


class InvalidAction(InvalidInput):
    """A requestedAction that there is not (the message is unconfirmed)."""

    default_message = "Invalid 'requestedAction' specified for dialog"

    def __init__(self) -> None:
        super().__init__("requestedAction")


class ReasonCodeNotValid(InvalidInput):
    """The number is of no code that the user may choose: often it is the code, where the id is meant."""

    default_message = "The Reason Code specified in the request does not exist"

    def __init__(self) -> None:
        super().__init__("finesse.api.reasoncode.not_valid")


class ReasonCodeNotAllowed(InvalidInput):
    """This change of state has no reason, or the system's."""

    default_message = "For this operation, Reason Codes are not allowed."

    def __init__(self) -> None:
        super().__init__("finesse.api.reasoncode.not_allowed")


class InvalidDestination(ApiError):
    error_type = "Invalid Destination"


class InvalidState(ApiError):
    """Not in this state of the object."""

    error_type = "Invalid State"


class NotWhileHeld(InvalidState):
    """Tones and recording need an active call; this one refusal of a state has status 401 in the guide."""

    status = 401


class FinesseApiError(ApiError):
    """What is configured stands against it: a duplicate, something that is not there, the system's own."""

    error_type = "Finesse API Error"


class DuplicateWorkflow(ApiError):
    """The one duplicate whose document is known."""

    error_type = "Database constraint violation"
    default_message = (
        "HTTP Status code: 400 (Bad Request) Api Error Type: Database constraint violation "
        "Error Message: A workflow with the same name already exists"
    )

    def __init__(self) -> None:
        super().__init__("Duplicate Workflow name.")


class InUse(ApiError):
    """A team has it; data is its number (message unconfirmed)."""

    error_type = "In Use"


class MaximumExceeded(ApiError):
    """There are as many as there may be; data is of what."""

    error_type = "Maximum Exceeded"


class AuthorizationFailure(ApiError):
    """Nobody, not with this password, or not in this role; data is the user's name."""

    status = 401
    error_type = "Authorization Failure"
    default_message = "UNAUTHORIZED"


class InvalidAuthorizationUser(ApiError):
    """Somebody, but not the one this resource belongs to; data is the id in the path."""

    status = 401
    error_type = "Invalid Authorization User Specified"
    default_message = "The user specified in the authentication credentials and the uri don't match"


class Unauthorized(ApiError):
    """Workflows are each user's own (User - Get List of Workflows)."""

    status = 401
    error_type = "Unauthorized"
    default_message = "The user is not authorized to perform this operation"

    def __init__(self) -> None:
        super().__init__(None)


class InvalidSupervisor(ApiError):
    """A supervisor, but of other teams."""

    status = 401
    error_type = "Invalid Supervisor"


class Forbidden(ApiError):
    """The configuration is changed on the primary node; who is connected is the administrator's to know."""

    status = 403
    error_type = "Forbidden"


class OriginNotAllowed(ApiError):
    """A page of another origin that may not use the API; data is the origin (the document is ours)."""

    status = 403
    error_type = "Forbidden"
    default_message = "Pages of this origin may not use the API"


class UserNotFound(ApiError):
    status = 404
    error_type = "User Not Found"
    default_message = "UNKNOWN_USER"


class DialogNotFound(ApiError):
    """The call of which something is wanted is none, or not any more; data is its id."""

    status = 404
    error_type = "Dialog Not Found"


class NotFound(ApiError):
    status = 404
    error_type = "Not Found"


class UnknownDialog(NotFound):
    """The call that is to be read is none, or not any more; data is its id."""

    default_message = "Invalid dialogId specified for dialog"


class NoSuchTeam(ApiError):
    """The team to which something is assigned; data is its number."""

    status = 404
    error_type = "finesse.api.team.team_assignment_invalid_team"
    default_message = (
        "HTTP Status code: 404 (Not Found) Api Error Type:finesse.api.team.team_assignment_invalid_team "
        "Error Message: This is not a valid team"
    )


class MethodNotAllowed(ApiError):
    """The resource exists, the method does not (triplet unconfirmed)."""

    status = 405
    error_type = "Method Not Allowed"


class UnsupportedMediaType(ApiError):
    """The body is declared to be something else than XML (unconfirmed: or Bad Request)."""

    status = 415
    error_type = "Unsupported Media Type"


class InvalidRange(ApiError):
    """The Range header of a phone book read (its type is unconfirmed)."""

    status = 416
    error_type = "Invalid Range"

    def __init__(self, most: int) -> None:
        super().__init__(message=f"Invalid Range Specified. Range must be 1- {most} objects")


class TooManyTeamMessages(ApiError):
    """As many messages are active as may be (status unconfirmed)."""

    error_type = "System Resource Limit Exceeded"
    default_message = "MAX_ACTIVE_MESSAGE_LIMIT_EXCEEDED"

    def __init__(self) -> None:
        super().__init__("teammessage.max.limit.exceeded")


class InternalServerError(ApiError):
    """Anything that nobody foresaw, and a CTI session that has just been lost."""

    status = 500
    error_type = "Internal Server Error"
    default_message = "RUNTIME_EXCEPTION"


class DatabaseFailed(InternalServerError):
    """The database did not do what was asked of it."""

    default_message = "DB_RUNTIME_EXCEPTION"


class NotOnThisDeployment(ApiError):
    """The API exists on Unified CCE only, or not yet here."""

    status = 501
    error_type = "Not Implemented"


class ServiceUnavailable(ApiError):
    """This node is out of service; only SystemInfo answers."""

    status = 503
    error_type = "Service Unavailable"
    default_message = "SERVER_OUT_OF_SERVICE"


# This order is that of every captured error; the guide prints two.
API_ERRORS: Shape[ApiError] = Shape(
    "ApiErrors",
    each(
        Shape(
            "ApiError",
            text("ErrorType", lambda error: error.error_type),
            text("ErrorData", lambda error: error.error_data, lambda error: error.error_data is not None),
            text("ErrorMessage", lambda error: error.error_message),
        ),
        lambda error: (error,),
    ),
)


def body(error: ApiError) -> str:
    """The error as it is answered."""
    return API_ERRORS.xml(error)
