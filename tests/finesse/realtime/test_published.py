"""What is published only when it is news."""

from __future__ import annotations

from finesse.realtime.failures import failure
from finesse.realtime.notification import DELETE, POST, PUT, Notification, request_failed
from finesse.realtime.published import Published

NODE = "/finesse/api/User/agent1/Dialogs"


def changed(data: str, request_id: str = "") -> Notification:
    return Notification(NODE, "/finesse/api/Dialog/7", PUT, data, "agent1", 7, request_id)


def listed(event: str, data: str = "call 7") -> Notification:
    return Notification(NODE, NODE, event, data, "agent1", 7)


def test_the_same_again_is_no_news() -> None:
    published = Published()
    assert published.is_news(changed("rings"))
    assert not published.is_news(changed("rings"))
    assert published.is_news(changed("talks"))
    assert published.is_news(changed("rings"))


def test_what_is_told_on_another_node_or_of_another_source_is_news_there() -> None:
    published = Published()
    assert published.is_news(changed("rings"))
    assert published.is_news(Notification("/other", "/finesse/api/Dialog/7", PUT, "rings"))
    assert published.is_news(Notification(NODE, "/finesse/api/Dialog/8", PUT, "rings"))


def test_a_call_that_left_the_list_and_comes_again_is_news() -> None:
    published = Published()
    told = [listed(POST), changed("rings"), listed(DELETE), listed(POST), changed("rings"), listed(DELETE)]
    assert [published.is_news(each) for each in told] == [True] * 6
    assert not published.is_news(listed(DELETE))


def test_who_sent_an_id_hears_it() -> None:
    published = Published()
    assert published.is_news(changed("rings"))
    assert published.is_news(changed("rings", request_id="r1"))
    assert not published.is_news(changed("rings"))


def test_an_error_is_told_as_often_as_somebody_asks() -> None:
    published = Published()
    error = request_failed(NODE, NODE, failure(22), "", agent="agent1", call=None, event=PUT)
    assert published.is_news(error)
    assert published.is_news(error)


def test_after_an_outage_everything_is_told_anew() -> None:
    published = Published()
    assert published.is_news(changed("rings"))
    published.forget()
    assert published.is_news(changed("rings"))
