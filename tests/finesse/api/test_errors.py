"""The document of every error. Source: Finesse Web Services guide 12.5, Cisco Finesse API errors."""

from __future__ import annotations

import pytest

from finesse.api import errors
from finesse.api.errors import ApiError

WHO = "The user specified in the authentication credentials and the uri don't match"
NO_SUPERVISOR = "User (administrator) is not an authorizied supervisor."
NOT_AUTHORIZED = "The user is not authorized to perform this operation"
RANGE = "Invalid Range Specified. Range must be 1- 6000 objects"

# What is raised, and what is answered: status, ErrorType, ErrorMessage, ErrorData.
ERRORS: list[tuple[ApiError, int, str, str, str]] = [
    (errors.BadRequest(), 400, "Bad Request", "", ""),
    (errors.ParameterMissing("state"), 400, "Parameter Missing", "State Parameter missing", "state"),
    (
        errors.InvalidInput("state", "Invalid State specified for user"),
        400,
        "Invalid Input",
        "Invalid State specified for user",
        "state",
    ),
    (errors.InvalidDestination("toAddress"), 400, "Invalid Destination", "", "toAddress"),
    (errors.InvalidState("state"), 400, "Invalid State", "", "state"),
    (errors.NotWhileHeld(), 401, "Invalid State", "", ""),
    (errors.AuthorizationFailure("agent1"), 401, "Authorization Failure", "UNAUTHORIZED", "agent1"),
    (
        errors.InvalidAuthorizationUser("agent2"),
        401,
        "Invalid Authorization User Specified",
        WHO,
        "agent2",
    ),
    (
        errors.InvalidAuthorizationUser(NOT_AUTHORIZED, NO_SUPERVISOR),
        401,
        "Invalid Authorization User Specified",
        NO_SUPERVISOR,
        NOT_AUTHORIZED,
    ),
    (errors.InvalidSupervisor("agent1"), 401, "Invalid Supervisor", "", "agent1"),
    (errors.UserNotFound("nobody"), 404, "User Not Found", "UNKNOWN_USER", "nobody"),
    (errors.DialogNotFound("7"), 404, "Not Found", "Invalid dialogId specified for dialog", "7"),
    (errors.NotFound("7"), 404, "Not Found", "", "7"),
    (errors.MethodNotAllowed(), 405, "Method Not Allowed", "", ""),
    (errors.UnsupportedMediaType("text/csv"), 415, "Unsupported Media Type", "", "text/csv"),
    (errors.InvalidRange(message=RANGE), 416, "Invalid Range", RANGE, ""),
    (errors.InternalServerError(), 500, "Internal Server Error", "", ""),
    (errors.NotOnThisDeployment("ACCEPT"), 501, "Not Implemented", "", "ACCEPT"),
]


@pytest.mark.parametrize("expected", ERRORS, ids=lambda expected: type(expected[0]).__name__)
def test_an_error_is_one_triplet(expected: tuple[ApiError, int, str, str, str]) -> None:
    error, status, error_type, message, data = expected

    assert error.status == status
    assert errors.body(error) == (
        f"<ApiErrors><ApiError><ErrorType>{error_type}</ErrorType><ErrorMessage>{message}</ErrorMessage>"
        f"<ErrorData>{data}</ErrorData></ApiError></ApiErrors>"
    )


def test_out_of_service_has_an_order_of_its_own() -> None:
    assert errors.ServiceUnavailable().status == 503
    assert errors.body(errors.ServiceUnavailable()) == (
        "<ApiErrors><ApiError><ErrorType>Service Unavailable</ErrorType><ErrorData></ErrorData>"
        "<ErrorMessage>SERVER_OUT_OF_SERVICE</ErrorMessage></ApiError></ApiErrors>"
    )
