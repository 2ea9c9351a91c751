/** The page: the sign-in page first, with as little as it needs; what a desktop is made of is loaded behind it. */

import { lastExtension, remembered } from "./credentials.js";
import { propertiesOf } from "./model/layout/properties.js";
import { h } from "./parts/dom.js";
import { SignInForm } from "./parts/sign_in_form.js";
import { speech } from "./parts/speech.js";

const CONFIG_WITHIN = 10_000;

const root = document.getElementById("app");
const configured = readConfig(); // while the words come
configured.catch(() => undefined); // told below
const { locale, say } = await speech((chosen) => import(`./texts/${chosen}.js`));

// An administrator who was signed in in this tab is no more: gadgets are to find nothing of him here.
sessionStorage.removeItem("finesse-lab.admin");
document.title = `${say("product.name")} – ${say("product.desktop")}`;

try {
  welcome(await configured);
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

async function readConfig() {
  const answer = await fetch("/desktop/config.json", {
    cache: "no-store",
    signal: AbortSignal.timeout(CONFIG_WITHIN),
  });
  return await answer.json();
}

/** The sign-in page; an agent who reloaded the page is signed in again with what the tab remembers. */
function welcome(config) {
  const page = { say, locale, root, config };
  const { securityBannerMessage: banner } = propertiesOf(config.properties ?? {});
  const form = new SignInForm({ say, locale, banner, submit: (credentials) => void enter(credentials) });
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
