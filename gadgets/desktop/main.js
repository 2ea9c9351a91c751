/** The page: sign-in, the desktop, and the farewell, one after the other in the same document. */

import { forget, remember, remembered } from "./credentials.js";
import { Hub } from "./hub.js";
import { forgetHistory } from "./kept_history.js";
import { Layout } from "./layout.js";
import { h } from "./parts/dom.js";
import { farewell } from "./parts/farewell.js";
import { SignInForm } from "./parts/sign_in_form.js";
import { Session } from "./session.js";
import { serverInService, SignInError } from "./sign_in.js";
import { chooseLocale, speaker } from "./texts.js";

const CONFIG_WITHIN = 10_000;

const locale = chooseLocale(new URLSearchParams(location.search).get("locale"), navigator.languages);
const say = speaker(locale);
const root = document.getElementById("app");

document.documentElement.lang = locale.replace("_", "-");
document.title = `${say("product.name")} – ${say("product.desktop")}`;

try {
  const answer = await fetch("/desktop/config.json", {
    cache: "no-store",
    signal: AbortSignal.timeout(CONFIG_WITHIN),
  });
  welcome(await answer.json());
} catch (error) {
  root.replaceChildren(
    h(
      "div",
      { class: "farewell" },
      h(
        "main",
        { class: "card", role: "alert" },
        h("h1", {}, say("crash.title")),
        h("p", {}, say("crash.text")),
      ),
    ),
  );
  throw error;
}

/** The sign-in page; an agent who reloaded the page is signed in again with what the tab remembers. */
function welcome(config) {
  const form = new SignInForm({
    say,
    locale,
    submit: (credentials) => void enter(config, form, credentials),
  });
  const known = remembered();
  root.replaceChildren(form.element);
  form.begin(known);
  if (known !== undefined) {
    void enter(config, form, known);
  } else {
    void watchService(config, form);
  }
}

/** Say that the server is out of service, for as long as it is. */
async function watchService(config, form) {
  while (form.element.isConnected && !form.serviceIs(await serverInService())) {
    await new Promise((resolve) => setTimeout(resolve, config.seconds.probe * 1000));
  }
}

async function enter(config, form, credentials) {
  const hub = new Hub();
  let layout;
  const session = new Session(
    { credentials, config, hub, locale },
    {
      changed: (desk, link) => {
        layout ??= open(session, hub);
        layout.update(desk, link);
      },
      announce: (text, urgent) => layout?.announce(text, urgent),
      ended: (why) => {
        forget();
        forgetHistory();
        layout.remove();
        root.replaceChildren(farewell({ say, locale, ...why }));
        history.replaceState(null, "", `/desktop?locale=${locale}`);
      },
    },
  );
  try {
    await session.begin((step, values) => form.busy(say(`signIn.step.${step}`, values)));
  } catch (error) {
    forget();
    forgetHistory();
    if (!(error instanceof SignInError)) {
      form.failed({ text: say("crash.signIn") });
      throw error;
    }
    form.failed({ text: say(error.text), code: error.code, field: error.field, link: linkFor(error) });
    return;
  }
  remember(credentials, session.drift);
}

/** The desktop takes the sign-in page's place. */
function open(session, hub) {
  const layout = new Layout({
    say,
    locale,
    ask: (ask) => session.ask(ask),
    dismiss: (id) => session.dispatch({ type: "dismissed", id }),
    now: () => session.now(),
  });
  hub.subscribe("finesse.containerservices.timerTickEvent", (_topic, { now }) => layout.tick(now));
  root.replaceChildren(layout.element);
  history.replaceState(null, "", `/desktop/container/?locale=${locale}`);
  return layout;
}

/** A certificate that the browser does not trust can only be accepted on a page of that address. */
function linkFor({ text: [key, { service }] }) {
  return key === "streamError.unreachable"
    ? { href: `https://${service}/http-bind`, text: say("signInError.notificationsLink", { service }) }
    : undefined;
}
