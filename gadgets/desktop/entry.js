/** The way in and what comes of it: the desktop and the farewell, one after the other in the same document. */

import { forget, remember } from "./credentials.js";
import { Hub } from "./hub.js";
import { forgetHistory } from "./kept_history.js";
import { Layout } from "./parts/layout.js";
import { farewell } from "./parts/farewell.js";
import { Session } from "./session.js";
import { serverInService, SignInError } from "./sign_in.js";

/** Say that the server is out of service, for as long as it is. */
export async function watchService(config, form) {
  while (form.element.isConnected && !form.serviceIs(await serverInService())) {
    await new Promise((resolve) => setTimeout(resolve, config.seconds.probe * 1000));
  }
}

/** Sign in; the desktop takes the sign-in page's place, and the farewell the desktop's. */
export async function enter(page, form, credentials) {
  const { say, locale, root, config } = page;
  const hub = new Hub();
  let layout;
  const session = new Session(
    { credentials, config, hub, locale },
    {
      changed: (desk, link) => {
        layout ??= open(page, session, hub);
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
    form.failed({ text: say(error.text), code: error.code, field: error.field, link: linkFor(say, error) });
    return;
  }
  remember(credentials, session.drift);
}

/** The desktop takes the sign-in page's place. */
function open({ say, locale, root }, session, hub) {
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
function linkFor(say, { text: [key, { service }] }) {
  return key === "streamError.unreachable"
    ? { href: `https://${service}/http-bind`, text: say("signInError.notificationsLink", { service }) }
    : undefined;
}
