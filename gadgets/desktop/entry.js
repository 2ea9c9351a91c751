/** The way in and what comes of it: the desktop and the farewell, one after the other in the same document. */

import { forget, remember } from "./credentials.js";
import { openDesktop, prepareBoard } from "./container/open.js";
import { containerScript } from "./container/script.js";
import { Hub } from "./hub.js";
import { forgetHistory } from "./kept_history.js";
import { propertiesOf } from "./model/layout/properties.js";
import { farewell } from "./parts/farewell.js";
import { certificatesAccepted } from "./parts/sign_in/certificates.js";
import { triedAgain } from "./parts/sign_in/retry.js";
import { Session } from "./session.js";
import { serverInService, SignInError } from "./sign_in.js";
import { forgetTab } from "./tab_memory.js";

/**
 * Say that the server is out of service, for as long as it is; and load what the desktop needs first, while the agent
 * types.
 */
export async function watchService(config, form) {
  if (config.gadgets !== undefined) {
    containerScript(config.gadgets.script).catch(() => undefined); // who signs in is told
  }
  while (form.element.isConnected && !form.serviceIs(await serverInService())) {
    await new Promise((resolve) => setTimeout(resolve, config.seconds.probe * 1000));
  }
}

/**
 * Sign in; the desktop takes the sign-in page's place, and the farewell the desktop's. What the browser or the phone
 * makes fail may be tried again from here.
 */
export async function enter(page, form, credentials) {
  const { say, config } = page;
  const { retryLoginAfterLogoutPhoneFailure: retries, ...properties } = propertiesOf(config.properties ?? {});
  let left = retries ? properties.loginFailureRetryAttempts : 0;
  await certificatesAccepted(say, (config.certificates ?? []).map(certificatePage));
  for (;;) {
    const error = await attempt(page, form, credentials);
    if (error === undefined) {
      return;
    }
    const again = isUnreached(error)
      ? (await certificatesAccepted(say, [notificationPage(error)])) === "accepted"
      : error.phone && left > 0 && (await triedAgain(say, { why: say(error.text), seconds: properties.loginFailureRetryInterval, left }));
    if (!again) {
      form.failed({ text: say(error.text), code: error.code, field: error.field, link: linkFor(say, error) });
      return;
    }
    left -= error.phone ? 1 : 0;
  }
}

/** Sign in once. Gives the SignInError where that came to nothing, and has left nothing behind then. */
async function attempt(page, form, credentials) {
  const { say, locale, root, config } = page;
  let hub, preparing, prepared, desktop, session;
  try {
    if (config.gadgets !== undefined) {
      await containerScript(config.gadgets.script);
    }
    hub = new Hub();
    session = new Session(
      { credentials, config, hub, locale },
      {
        prepare: async () => {
          preparing ??= prepareBoard(page, session, hub);
          try {
            prepared = await preparing;
          } catch (error) {
            preparing = undefined;
            throw error;
          }
        },
        changed: (desk, link) => {
          if (desktop === undefined) {
            remember(credentials, session.info); // gadgets read it while they load
            desktop = openDesktop(page, session, hub, prepared);
          }
          desktop.update(desk, link);
        },
        ticked: (now) => desktop?.tick(now),
        announce: (text, urgent) => desktop?.announce(text, urgent),
        ended: (why) => {
          forget();
          forgetHistory();
          prepared.services.alerts.ended(why);
          forgetTab();
          desktop.remove();
          hub.close();
          root.replaceChildren(farewell({ say, locale, ...why }));
          history.replaceState(null, "", `/desktop?locale=${locale}`);
        },
      },
    );
    await session.begin((step, values) => form.busy(say(`signIn.step.${step}`, values)));
  } catch (error) {
    forget();
    forgetHistory();
    forgetTab();
    preparing?.then(({ board }) => board.close()).catch(() => undefined);
    hub?.close();
    if (!(error instanceof SignInError)) {
      form.failed({ text: say("crash.signIn") });
      throw error;
    }
    return error;
  }
}

const isUnreached = ({ text: [key] }) => key === "streamError.unreachable";

/** The pages on which certificates can be accepted: a browser asks for that on a page of the address alone. */
const notificationPage = ({ text: [, { service }] }) => ({ host: service, href: `https://${service}/http-bind` });
const certificatePage = (origin) => ({ host: new URL(origin).host, href: `${origin}/` });

/** The notification service's page, where its certificate may be what is wrong. */
function linkFor(say, error) {
  if (!isUnreached(error)) {
    return undefined;
  }
  const { host, href } = notificationPage(error);
  return { href, text: say("signInError.notificationsLink", { service: host }) };
}
