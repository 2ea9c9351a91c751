"""What is waited for, and what is written again."""

from notification.changes import WAITING_LIMIT, PendingChanges, Told

KEY = ("node", "n")


def outcome(heard: list[bool]) -> Told:
    return heard.append


def test_without_a_change_nobody_waits() -> None:
    heard: list[bool] = []
    PendingChanges(lambda: None).when_kept(outcome(heard))
    assert heard == [True]


def test_an_answer_waits_for_everything_before_it() -> None:
    wakes: list[None] = []
    pending = PendingChanges(lambda: wakes.append(None))
    heard: list[bool] = []
    pending.note(KEY, ("first",))
    batch = pending.take()
    pending.when_kept(outcome(heard))  # the first is under way
    pending.note(KEY, ("second",))
    assert wakes
    pending.done(batch, kept=True)
    assert heard == []
    pending.done(pending.take(), kept=True)
    assert heard == [True]


def test_of_one_row_only_the_last_change_counts() -> None:
    pending = PendingChanges(lambda: None)
    pending.note(KEY, ("first",))
    pending.note(KEY, None)
    assert pending.take().changes == {KEY: None}


def test_what_could_not_be_written_is_told_and_written_with_what_came_later() -> None:
    pending = PendingChanges(lambda: None)
    heard: list[bool] = []
    pending.note(KEY, ("old",))
    pending.note(("node", "other"), ("old",))
    pending.when_kept(outcome(heard))
    batch = pending.take()
    pending.note(KEY, ("new",))
    pending.done(batch, kept=False)
    assert heard == [False]
    assert pending.take().changes == {KEY: ("new",), ("node", "other"): ("old",)}


def test_only_so_many_wait() -> None:
    pending = PendingChanges(lambda: None)
    heard: list[bool] = []
    pending.note(KEY, ())
    for _ in range(WAITING_LIMIT + 1):
        pending.when_kept(outcome(heard))
    assert heard == [False]
