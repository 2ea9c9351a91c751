"""What is waited for, and what is written again."""

from notification.store.journal import WAITING_LIMIT, Journal, Told

KEY = ("node", "n")


def outcome(heard: list[bool]) -> Told:
    return heard.append


def test_without_a_change_nobody_waits() -> None:
    heard: list[bool] = []
    Journal(lambda: None).when_kept(outcome(heard))
    assert heard == [True]


def test_an_answer_waits_for_everything_before_it() -> None:
    wakes: list[None] = []
    journal = Journal(lambda: wakes.append(None))
    heard: list[bool] = []
    journal.note(KEY, ("first",))
    batch = journal.take()
    journal.when_kept(outcome(heard))  # the first is under way
    journal.note(KEY, ("second",))
    assert wakes
    journal.done(batch, kept=True)
    assert heard == []
    journal.done(journal.take(), kept=True)
    assert heard == [True]


def test_of_one_row_only_the_last_change_counts() -> None:
    journal = Journal(lambda: None)
    journal.note(KEY, ("first",))
    journal.note(KEY, None)
    assert journal.take().changes == {KEY: None}


def test_what_could_not_be_written_is_told_and_written_with_what_came_later() -> None:
    journal = Journal(lambda: None)
    heard: list[bool] = []
    journal.note(KEY, ("old",))
    journal.note(("node", "other"), ("old",))
    journal.when_kept(outcome(heard))
    batch = journal.take()
    journal.note(KEY, ("new",))
    journal.done(batch, kept=False)
    assert heard == [False]
    assert journal.take().changes == {KEY: ("new",), ("node", "other"): ("old",)}


def test_only_so_many_wait() -> None:
    journal = Journal(lambda: None)
    heard: list[bool] = []
    journal.note(KEY, ())
    for _ in range(WAITING_LIMIT + 1):
        journal.when_kept(outcome(heard))
    assert heard == [False]
