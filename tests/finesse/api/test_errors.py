"""The status and the document of every error. Source: Finesse Web Services guide 12.5, API errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from ccx_engine.cti.errors import SessionLost
from finesse.api import errors
from finesse.api.errors import ApiError
from tests.finesse.golden import golden
from tests.finesse.one_node import Node
from vos.database import connections

# What is raised, its status, and the document that is answered.
ERRORS: list[tuple[ApiError, int, str]] = [
    (ApiError(), 400, "generic_error"),
    (errors.BadRequest(), 400, "bad_request"),
    (errors.ParameterMissing("state"), 400, "parameter_missing"),
    (errors.InvalidInput("state", "Invalid State specified for user"), 400, "invalid_input"),
    (errors.NoSuchState(), 400, "invalid_input"),
    (errors.ReasonCodeRequired(), 400, "reason_code_required"),
    (errors.ReasonCodeNotValid(), 400, "reason_code_not_valid"),
    (errors.ReasonCodeNotAllowed(), 400, "reason_code_not_allowed"),
    (errors.InvalidAction(), 400, "invalid_action"),
    (errors.InvalidDestination(), 400, "invalid_destination"),
    (errors.InvalidState(), 400, "invalid_state"),
    (errors.FinesseApiError(), 400, "finesse_api_error"),
    (errors.DuplicateWorkflow(), 400, "duplicate_workflow"),
    (errors.InUse("7"), 400, "in_use"),
    (errors.MaximumExceeded(), 400, "maximum_exceeded"),
    (errors.TooManyTeamMessages(), 400, "too_many_team_messages"),
    (errors.NotWhileHeld(), 401, "not_while_held"),
    (errors.AuthorizationFailure("1001001"), 401, "authorization_failure"),
    (errors.InvalidAuthorizationUser("1001001"), 401, "invalid_authorization_user"),
    (
        errors.InvalidAuthorizationUser(
            "The user is not authorized to perform this operation",
            "User (administrator) is not an authorizied supervisor.",
        ),
        401,
        "no_authorized_supervisor",
    ),
    (errors.Unauthorized(), 401, "unauthorized"),
    (errors.InvalidSupervisor(), 401, "invalid_supervisor"),
    (errors.Forbidden(), 403, "forbidden"),
    (errors.OriginNotAllowed("https://crm.example.com"), 403, "origin_not_allowed"),
    (errors.UserNotFound("1001001"), 404, "user_not_found"),
    (errors.DialogNotFound("16777217"), 404, "dialog_not_found"),
    (errors.UnknownDialog("16777217"), 404, "unknown_dialog"),
    (errors.NotFound("7"), 404, "not_found"),
    (errors.NoSuchTeam("77"), 404, "no_such_team"),
    (errors.MethodNotAllowed(), 405, "method_not_allowed"),
    (errors.UnsupportedMediaType(), 415, "unsupported_media_type"),
    (errors.InvalidRange(6000), 416, "invalid_range"),
    (errors.InternalServerError(), 500, "internal_server_error"),
    (errors.DatabaseFailed(), 500, "database_failed"),
    (errors.NotOnThisDeployment(), 501, "not_implemented"),
    (errors.ServiceUnavailable(), 503, "service_unavailable"),
]


@pytest.mark.parametrize("expected", ERRORS, ids=lambda expected: expected[2])
def test_an_error_is_answered_as_documented(expected: tuple[ApiError, int, str]) -> None:
    error, status, document = expected

    assert error.status == status
    assert errors.body(error) == golden(f"errors/{document}.xml")


async def test_what_the_database_cannot_do_is_said_so(node: Node, tmp_path: Path) -> None:
    address = f"sqlite+aiosqlite:///{tmp_path}/finesse.db"
    async with connections.opened(address) as there, there.writing() as connection:
        await connection.execute(text("DROP TABLE finesse_wrap_up_reasons"))
    body = "<WrapUpReason><label>x</label><forAll>true</forAll></WrapUpReason>"
    response = await node.ask("POST", "/WrapUpReason", body, user="administrator")

    assert response.status == 500
    assert await response.text() == errors.body(errors.DatabaseFailed())


async def test_a_cti_session_that_has_just_been_lost_is_an_error_of_the_servers(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise SessionLost("gone")

    monkeypatch.setattr(node.switchboard, "ask", lost)
    body = "<User><state>LOGIN</state><extension>1001</extension></User>"
    response = await node.ask("PUT", "/User/agent1", body)

    assert response.status == 500
    assert await response.text() == errors.body(errors.InternalServerError())


def test_every_error_is_among_them() -> None:
    there_are = {
        each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, ApiError)
    }

    assert {type(error) for error, _, _ in ERRORS} == there_are
