/** The gadgets that are being written: beside those of the layout, and loaded anew when the server says they changed. */

const EVENTS = "/desktop/workbench/events";
const AGAIN_MS = 10_000; // after which it is tried again where the server refused; a lost connection the browser mends

export class Workbench {
  /**
   * @param {{add: function, remove: function, reload: function, user: {roles: string[]}}} board
   * @param {(url: string) => EventSource} listen
   */
  constructor(board, listen = (url) => new EventSource(url)) {
    Object.assign(this, { board, listen, shown: [] });
  }

  /** Show what there is, and hear of what comes. */
  open() {
    this.source = this.listen(EVENTS);
    this.source.addEventListener("gadgets", ({ data }) => this.show(read(data)?.gadgets));
    this.source.addEventListener("reload", ({ data }) => this.reload(read(data) ?? {}));
    this.source.addEventListener("error", () => this.lost());
  }

  close() {
    clearTimeout(this.again);
    this.source?.close();
    this.source = undefined;
  }

  show(listed) {
    if (!Array.isArray(listed)) {
      return;
    }
    for (const { name, note } of listed) {
      if (note !== undefined) {
        console.warn(`${name}: ${note}`);
      }
    }
    const { shown, remove, add } = changesOf(this.shown, listed, this.board.user.roles);
    this.shown = shown;
    remove.forEach((url) => this.board.remove(url));
    add.forEach(({ url, tab }) => this.board.add({ url, tab }));
  }

  /** Those of the workbench by their addresses; uploaded ones by the folder that they are in. */
  reload({ urls, uploaded }) {
    if (Array.isArray(urls)) {
      urls.forEach((url) => this.board.reload(url));
    }
    if (Array.isArray(uploaded) && uploaded.length > 0) {
      this.board.reloadThose((url) => isIn(uploaded, folderOf(url)));
    }
  }

  lost() {
    if (this.source?.readyState === CLOSED) {
      this.source.close();
      clearTimeout(this.again);
      this.again = setTimeout(() => this.open(), AGAIN_MS);
    }
  }
}

const CLOSED = 2;

function read(data) {
  try {
    return JSON.parse(data);
  } catch {
    return undefined; // cut short: the list comes again with the next connection
  }
}

const UPLOADED = /^\/3rdpartygadget\/files\/(?:[^/]+\/)?/;

/** The folder of an uploaded gadget, as the server tells them: `/clock/`, or `/`; undefined of other gadgets. */
export function folderOf(url, here = location) {
  try {
    const { hostname, pathname } = new URL(url, here.origin);
    const isOurs = [here.hostname, "localhost", "127.0.0.1"].includes(hostname);
    const [prefix] = (isOurs && UPLOADED.exec(decodeURIComponent(pathname))) || [];
    return prefix?.slice("/3rdpartygadget/files".length);
  } catch {
    return undefined; // no address
  }
}

const isIn = (folders, one) => one !== undefined && (folders.includes(one) || folders.includes("*"));

/** Whether a gadget for that role is shown to a user of these roles: a supervisor sees the supervisors' desktop. */
export function isFor(role, roles) {
  const own = roles.includes("Supervisor") ? "supervisor" : "agent";
  return role === undefined || role === "all" || role === own;
}

/**
 * From what is shown to what is to be shown.
 *
 * @param {object[]} shown  @param {object[]} listed as the server lists them  @param {string[]} roles of the user
 * @returns {{shown: object[], remove: string[], add: object[]}} `remove` addresses, before `add` gadgets
 */
export function changesOf(shown, listed, roles) {
  const wanted = listed.filter(({ role }) => isFor(role, roles));
  const gone = shown.filter((one) => !wanted.some((other) => same(one, other)));
  const remove = [...new Set(gone.map(({ url }) => url))];
  const stays = shown.filter(({ url }) => !remove.includes(url)); // a board takes away all of an address
  return { shown: wanted, remove, add: wanted.filter((one) => !stays.some((other) => same(one, other))) };
}

const same = (one, other) => one.name === other.name && one.url === other.url && one.tab === other.tab;
