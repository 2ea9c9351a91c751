/** What gadgets and bundled libraries find in the page: `finesse.container`. */

import { message } from "../texts.js";

/**
 * @param {{board: object, say: function, services: object}} page
 */
export function publishGlobals({ board, say, services }) {
  const of = (does) => (id, ...given) => {
    const gadget = board.gadget(id);
    return gadget === undefined ? undefined : does(gadget, ...given);
  };
  const finesse = (window.finesse ??= {});
  finesse.container ??= {};
  const { container } = finesse;
  container.Container = Object.assign(container.Container ?? {}, {
    modifyGadgetUrl: of((gadget, url) => gadget.modifyUrl(url)),
    reloadGadget: of((gadget) => gadget.reload()),
    collapseGadget: of((gadget) => gadget.collapse(true)),
    expandGadget: of((gadget) => gadget.collapse(false)),
    enableTitleBar: of((gadget) => (gadget.chrome.bar.hidden = false)),
    setGadgetTitle: of((gadget, title) => gadget.title(title)),
    hideGadget: of((gadget) => gadget.show(false)),
    showGadget: of((gadget) => gadget.show(true)),
    showGadgetNotification: of((gadget, details) => {
      board.notify(gadget, true);
      services.notify(gadget.mid, details);
    }),
    hideGadgetNotification: of((gadget) => board.notify(gadget, false)),
    isTabbedGadget: (id) => board.isTabbed(board.gadget(id)),
    showDialog: (...given) => services.showDialog(...given),
    hideDialog: () => services.hideDialog(),
    showCertificateBanner: (id, callback) => services.showCertificateBanner(id, callback),
    hideCertificateBanner: (bannerId) => services.hideCertificateBanner(bannerId),
    getGadgetView: of((gadget) => board.room.viewOf(gadget)),
  });
  container.Tabs = {
    getActiveTab: () => board.tabs.active,
    activateTab: (id) => board.tabs.go(id),
  };
  container.ShortcutKeys = {
    register: (id, keys) => services.keys.register(id, keys),
    list: () => services.keys.list(),
    pressed: (event, id) => services.keys.pressed(event, id),
  };
  finesse.modules ??= {};
  finesse.modules.Footer ??= { sendLogAppear() {} }; // old libraries call it; the error report is in the menu
  container.I18n = { getMsg: (key) => message(say, String(key)) };
  const config = Object.fromEntries(board.prefsOf({ url: "", order: 0, tab: undefined, attributes: {} }));
  const authorization = sessionStorage.getItem("userFinesseAuth") ?? "";
  container.Config = Object.assign(container.Config ?? {}, config, { authorization });
}
