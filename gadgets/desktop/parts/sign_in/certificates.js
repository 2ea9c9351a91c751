/**
 * The dialog about servers whose certificate the browser does not trust: a link for each, which is gone when the
 * browser has accepted it. A page cannot learn why it does not reach a server, so one that is down is there as well.
 */

import { h } from "../dom.js";

const LOOK_EVERY = 2_000;
const ANSWER_WITHIN = 5_000;

/**
 * Have the user accept these servers' certificates.
 *
 * @param {function} say
 * @param {Array<{host: string, href: string}>} servers `href` is the page on which a certificate is accepted
 * @returns {Promise<"none"|"accepted"|"closed">} none: the browser reaches all of them as it is
 */
export async function certificatesAccepted(say, servers) {
  const missing = await unreached(servers);
  return missing.length === 0 ? "none" : new CertificateDialog(say, missing).shown();
}

/** Those that the browser does not reach. */
async function unreached(servers) {
  const reached = await Promise.all(servers.map(reaches));
  return servers.filter((_server, at) => !reached[at]);
}

/** Whether a connection to it comes about, whatever it answers. */
async function reaches({ href }) {
  const signal = AbortSignal.timeout(ANSWER_WITHIN);
  try {
    await fetch(href, { mode: "no-cors", cache: "no-store", credentials: "omit", signal });
    return true;
  } catch {
    return false;
  }
}

class CertificateDialog {
  constructor(say, servers) {
    Object.assign(this, { say, servers });
    const heading = h("h2", { id: "certificates-title" }, say("signIn.certificates.title"));
    this.list = h("ul", { class: "certificate-list" });
    this.element = h(
      "dialog",
      { "class": "sign-in-dialog", "aria-labelledby": heading.id, "data-testid": "certificates" },
      heading,
      h("p", {}, say("signIn.certificates.text")),
      this.list,
      h(
        "div",
        { class: "question-answers" },
        h(
          "button",
          {
            type: "button",
            class: "button quiet",
            "data-testid": "certificates-close",
            onclick: () => this.element.close("closed"),
          },
          say("signIn.certificates.close"),
        ),
      ),
    );
    this.draw();
  }

  /** Show it until the list is empty or the user has closed it: a promise of which. */
  shown() {
    return new Promise((resolve) => {
      const looking = setInterval(() => void this.look(), LOOK_EVERY);
      const focused = () => void this.look(); // he comes back from the other page
      window.addEventListener("focus", focused);
      this.element.addEventListener("close", () => {
        clearInterval(looking);
        window.removeEventListener("focus", focused);
        this.element.remove();
        resolve(this.element.returnValue === "accepted" ? "accepted" : "closed");
      });
      document.body.append(this.element);
      this.element.showModal();
    });
  }

  /** Take away those that are reached now. */
  async look() {
    if (this.looks === true) {
      return;
    }
    this.looks = true;
    const servers = await unreached(this.servers);
    this.looks = false;
    if (servers.length < this.servers.length) {
      this.servers = servers;
      this.draw();
    }
    if (servers.length === 0) {
      this.element.close("accepted");
    }
  }

  draw() {
    const links = this.servers.map(({ host, href }) =>
      h(
        "li",
        {},
        h(
          "a",
          { href, target: "_blank", rel: "noopener", "data-testid": "certificate-link" },
          this.say("signIn.certificates.open", { host }),
        ),
      ),
    );
    this.list.replaceChildren(...links);
  }
}
