/** From the layout that REST has to the page: read and prepared during the sign-in, shown at its end. */

import { ContainerRequests } from "../connection/container_requests.js";
import { fingerprint, KeptPlaces } from "../grid/kept_places.js";
import { PLAIN, readLayout } from "../model/layout/layout_xml.js";
import { propertiesOf } from "../model/layout/properties.js";
import { layoutPath } from "../model/request.js";
import { Alerts } from "../parts/alerts/alerts.js";
import { h } from "../parts/dom.js";
import { inspectorLink } from "../parts/inspector_link.js";
import { RestError } from "../rest.js";
import { Services } from "../services/services.js";
import { Workbench } from "../workbench.js";
import { Workflows } from "../workflows/workflows.js";
import { Board } from "./board.js";
import { DesktopPage } from "./desktop_page.js";
import { publishGlobals } from "./globals.js";
import { Inspection } from "./inspection.js";
import { registerServices } from "./services.js";

const ANSWERED = ["notFound", "refused"]; // a server that is there, and has no layout for this user

/** The board of a user's layout, not yet on the page. Throws RestError. */
export async function prepareBoard({ say, locale, config }, session, hub) {
  const read = await layoutOf(session);
  const prepared = { read, page: undefined };
  const run = (command) => prepared.page?.run(command);
  const can = (command) => prepared.page?.can(command) ?? false;
  const properties = propertiesOf(config.properties ?? {}, read.configs);
  prepared.services = new Services({ say, hub, run, can });
  prepared.services.alerts = new Alerts({ say, properties, seconds: config.toasterNotificationTimeout });
  prepared.board = new Board({
    say,
    locale,
    session,
    hub,
    config: { ...config, layout: read.configs },
    properties,
    read,
    run,
    services: prepared.services,
    places: new KeptPlaces(session.loginId, read.fingerprint),
  });
  prepared.services.attend(prepared.board);
  await prepared.board.prepare();
  return prepared;
}

/** The desktop takes the sign-in page's place. */
export function openDesktop({ say, locale, root, config }, session, hub, prepared) {
  const { board, read, services } = prepared;
  const page = new DesktopPage({ say, session, board, alerts: services.alerts });
  prepared.page = page;
  publishGlobals({ board, say, services });
  registerServices(() => board);
  new ContainerRequests(hub, {
    activeTab: () => board.tabs.active,
    activateTab: (id) => board.tabs.go(id),
    reload: (id) => board.gadget(id)?.reload(),
  });
  page.popovers.element.append(services.drawnPopovers.element);
  page.workflows = new Workflows({ say, session, hub });
  page.element.append(...services.elements, page.workflows.element);
  page.inspection = window.finesse.container.Inspection = new Inspection({
    user: session.loginId,
    reload: (mid) => board.gadget(mid)?.reload(),
    hub: () => window.gadgets?.pubsub2router?.hub,
  });
  root.replaceChildren(page.element);
  history.replaceState(null, "", `/desktop/container/?locale=${locale}${location.hash}`);
  read.problems.forEach((problem) => console.warn(say(problem)));
  if (read.header === PLAIN.header) {
    page.main.prepend(h("p", { class: "layout-problem", role: "alert" }, read.problems.map(say).join(" ")));
  }
  board.begin(page.main);
  void page.workflows.load();
  if (config.workbench) {
    page.workbench = new Workbench(board);
    page.workbench.open();
    board.tabs.element.append(inspectorLink(say, locale));
  }
  return page;
}

async function layoutOf({ rest, loginId }) {
  try {
    const text = (await rest.get(layoutPath(loginId))).at("layoutxml");
    return { ...readLayout(text), fingerprint: fingerprint(text) };
  } catch (error) {
    if (error instanceof RestError && ANSWERED.includes(error.kind)) {
      return { ...PLAIN, problems: [["layout.none", {}]], fingerprint: "plain" };
    }
    throw error;
  }
}
