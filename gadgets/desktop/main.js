/** The page: the sign-in page first, with as little as it needs; what a desktop is made of is loaded behind it. */

import { lastExtension, remembered } from "./credentials.js";
import { h } from "./parts/dom.js";
import { SignInForm } from "./parts/sign_in_form.js";
import { chooseLocale, speaker } from "./texts.js";

const CONFIG_WITHIN = 10_000;

const locale = chooseLocale(new URLSearchParams(location.search).get("locale"), navigator.languages);
const say = speaker(locale);
const root = document.getElementById("app");

// An administrator who was signed in in this tab is no more: gadgets are to find nothing of him here.
sessionStorage.removeItem("finesse-lab.admin");
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
      "main",
      { class: "farewell" },
      h(
        "div",
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
  const page = { say, locale, root, config };
  const form = new SignInForm({ say, locale, submit: (credentials) => void enter(credentials) });
  const enter = async (credentials) => {
    form.busy(say("signIn.step.server"));
    const entry = await entryOf(form);
    await entry.enter(page, form, credentials);
  };
  const known = remembered();
  root.replaceChildren(form.element);
  form.begin({ extension: lastExtension(), ...known });
  if (known !== undefined) {
    void enter(known);
  } else {
    void entryOf(form).then((entry) => entry.watchService(config, form));
  }
}

/** What comes behind the sign-in page. */
async function entryOf(form) {
  try {
    return await import("./entry.js");
  } catch (error) {
    form.failed({ text: say("crash.signIn") });
    throw error;
  }
}
