/** The inspector's page: what happens in the gadgets of the desktops that this browser has open. */

import { speech } from "../desktop/parts/speech.js";
import { Channel } from "./channel.js";
import { Filter } from "./model/filter.js";
import { Record } from "./model/record.js";
import { InspectorPage } from "./parts/page.js";

const SHOWN_EVERY = 150; // ms

const { locale, say } = await speech((chosen) => import(`./texts/${chosen}.js`));
document.title = say("title");

const record = new Record();
const channel = new Channel((message) => {
  record.hear(message);
  if (message.type === "page" && message.listener === undefined) {
    channel.hello(message.page); // a desktop that has just begun
  }
  soon();
});
const page = new InspectorPage({
  say,
  locale,
  record,
  filter: new Filter(),
  reload: (gadget) => channel.reload(gadget.page, gadget.mid),
});
document.getElementById("app").replaceChildren(page.element);
page.show();
channel.begin();
setInterval(() => {
  record.forgetSilent(Date.now());
  soon();
}, 5_000);

let waits = false;

/** Much may happen at once; it is shown together. */
function soon() {
  if (!waits) {
    waits = true;
    setTimeout(() => {
      waits = false;
      page.show();
    }, SHOWN_EVERY);
  }
}
