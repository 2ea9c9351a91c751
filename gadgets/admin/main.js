/** The console's page: the sign-in page first, then the console in its place, and the sign-in page again at the end. */

import { h } from "../desktop/parts/dom.js";
import { speech } from "../desktop/parts/speech.js";
import { Account, recalled } from "./account.js";
import { AdminPage } from "./admin_page.js";
import { SignInForm } from "./parts/sign_in_form.js";

const CONFIG_WITHIN = 10_000;

const root = document.getElementById("app");
const configured = readConfig(); // while the words come
configured.catch(() => undefined); // told below
const { locale, say } = await speech((chosen) => import(`./texts/${chosen}.js`));

document.title = say("product.title");

try {
  begin(await configured);
} catch (error) {
  root.replaceChildren(
    h(
      "main",
      { class: "farewell" },
      h("div", { class: "card", role: "alert" }, h("h1", {}, say("crash.title")), h("p", {}, say("crash.text"))),
    ),
  );
  throw error;
}

async function readConfig() {
  const answer = await fetch("/cfadmin/config.json", {
    cache: "no-store",
    signal: AbortSignal.timeout(CONFIG_WITHIN),
  });
  return await answer.json();
}

/** Who reloaded the page is signed in again with what the tab remembers. */
function begin(config) {
  const known = recalled(config.minutes);
  if (known === undefined) {
    askWho(config);
  } else {
    open(config, new Account(known, config.minutes));
  }
}

/** The sign-in page, with why it is there again. */
function askWho(config, why) {
  const form = new SignInForm({
    say,
    locale,
    config,
    why,
    signedIn: (credentials) => open(config, new Account(credentials, config.minutes)),
  });
  root.replaceChildren(form.element);
  form.begin();
}

function open(config, account) {
  account.begin();
  const page = new AdminPage({
    say,
    locale,
    config,
    account,
    ended: (why) => {
      account.end();
      page.remove();
      askWho(config, why);
    },
  });
  root.replaceChildren(page.element);
  page.begin();
}
