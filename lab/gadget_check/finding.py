"""What a reviewer found, where, and how to mend it; and the table of all that he looks for. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is in the product."""

    ERROR = "error"  # the gadget, or a part of it, does not work there
    WARNING = "warning"  # it does not work always, or not everywhere
    ADVICE = "advice"  # it works, and could be better


@dataclass(frozen=True)
class Rule:
    """One thing that is looked for."""

    id: str
    severity: Severity
    cure: str


@dataclass(frozen=True, order=True)
class Place:
    """A file of the gadget, by its path in the folder, and a line of it."""

    file: str
    line: int


@dataclass(frozen=True)
class Finding:
    """One thing that was found."""

    rule: Rule
    place: Place
    text: str


ERROR, WARNING, ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE

RULES = {
    rule.id: rule
    for rule in (
        # the gadget's XML
        Rule("xml", ERROR, "mend the XML: & is written &amp;, and a script belongs into <![CDATA[ … ]]>"),
        Rule("xml-cdata", ERROR, 'end the CDATA only once; write ]]> in a script as ]] > or "]]" + ">"'),
        Rule("xml-dtd", ERROR, "take the DOCTYPE and its entities out; write the characters themselves"),
        Rule(
            "xml-encoding",
            ERROR,
            'save the file as UTF-8 and begin it with <?xml version="1.0" encoding="UTF-8"?>',
        ),
        Rule("xml-root", ERROR, "make <Module> the root element"),
        Rule("spec-ending", ERROR, "name the file .xml; the product takes no .jsp and nothing else"),
        Rule("spec-prefs", ERROR, 'add <ModulePrefs title="…"> as the first child of <Module>'),
        Rule("spec-title", WARNING, "give <ModulePrefs> a title; it stands in the gadget's title bar"),
        Rule(
            "spec-content", ERROR, 'add <Content type="html"><![CDATA[ … ]]></Content>, or one with an href'
        ),
        Rule("content-type", ERROR, 'make it type="html", or type="url" with an href'),
        Rule(
            "content-both", WARNING, "keep the href or what is inside; with an href the inside is not shown"
        ),
        Rule("content-view", ERROR, 'let one <Content> be for the view "default", or leave its view out'),
        # features
        Rule("feature-unknown", ERROR, "require a feature that Finesse has, or make it <Optional>"),
        Rule(
            "feature-unconfirmed",
            WARNING,
            "do without it, or make it <Optional>; where it is not there, the gadget is not shown",
        ),
        Rule("feature-needed", ERROR, 'add <Require feature="…"/> to <ModulePrefs>'),
        Rule("feature-twice", ADVICE, "require each feature once"),
        Rule("loading-dismissed", ERROR, "call gadgets.loadingindicator.dismiss() when the gadget is ready"),
        # preferences
        Rule("pref-name", ERROR, "use letters, digits and _ in the name of a <UserPref>"),
        Rule("pref-unknown", WARNING, "declare it as <UserPref>, or read one that Finesse gives"),
        Rule(
            "pref-required",
            WARNING,
            "give it a default_value, or name it in the layout; nobody is asked for it",
        ),
        # messages
        Rule("locale-default", WARNING, 'add a <Locale messages="…"/> without lang, for all other languages'),
        Rule("locale-broken", ERROR, 'mend the file: <messagebundle> with <msg name="…">text</msg>'),
        Rule("message-missing", WARNING, "add the <msg> to the bundle, the default one at least"),
        # files
        Rule("file-missing", ERROR, "put the file there, or mend its name"),
        Rule(
            "file-case",
            ERROR,
            "write the name as the file has it; the server tells capitals from small letters",
        ),
        Rule("file-mode", ERROR, "chmod 644 the file; what not all may read is answered with 404"),
        Rule("file-outside", ERROR, "put the file into the gadget's folder; only that is uploaded"),
        Rule(
            "file-absolute",
            WARNING,
            'begin it without a slash (Vite: base: "./"); uploaded, there is nothing at the root',
        ),
        Rule("file-jsp", ERROR, "use HTML or JavaScript; the server runs no JSP of gadgets"),
        Rule("file-name", ADVICE, "use letters, digits, dots, - and _ in names of files"),
        # addresses
        Rule("mixed-content", ERROR, "use https; browsers load nothing by http into a page by https"),
        Rule(
            "finesse-host",
            WARNING,
            "name no server: use a path such as /desktop/…, or the host of the preferences",
        ),
        Rule(
            "other-host",
            ADVICE,
            "put the file into the gadget's folder; contact centers are often closed networks",
        ),
        # scripts
        Rule("finesse-js-missing", ERROR, 'load <script src="/desktop/assets/js/finesse.js"></script> first'),
        Rule("finesse-js-order", ERROR, "load finesse.js before the gadget's own scripts"),
        Rule("finesse-js-old", WARNING, "load /desktop/assets/js/finesse.js, which goes with the server"),
        Rule("jquery-missing", ERROR, 'load <script src="/desktop/assets/js/jquery.min.js"></script> first'),
        Rule("jquery-order", ERROR, "load jQuery before the script that uses it"),
        Rule("on-connect", ERROR, "set gadgets.HubSettings.onConnect to what starts the gadget"),
        Rule(
            "before-connect", ERROR, "call it in gadgets.HubSettings.onConnect; before that there is no hub"
        ),
        Rule(
            "client-services",
            ERROR,
            "call finesse.clientservices.ClientServices.init(finesse.gadget.Config) first",
        ),
        Rule(
            "adjust-height",
            WARNING,
            "call gadgets.window.adjustHeight() when the content is there or changes",
        ),
        Rule(
            "blocking-dialog", ERROR, "show it in the gadget; a dialog of the browser stops the whole desktop"
        ),
        Rule(
            "sync-request",
            WARNING,
            "ask asynchronously; the whole desktop stands still until the answer is there",
        ),
        Rule(
            "private-field",
            WARNING,
            "use the documented methods; fields with _ change from release to release",
        ),
        Rule(
            "desktop-page",
            WARNING,
            "use ContainerServices; the desktop's page changes from release to release",
        ),
        Rule("own-timer", ADVICE, "use ContainerServices' TIMER_TICK_EVENT, which all gadgets share"),
    )
}


def found(rule: str, file: str, line: int, text: str) -> Finding:
    """A finding of the table's rule."""
    return Finding(RULES[rule], Place(file, line), text)
