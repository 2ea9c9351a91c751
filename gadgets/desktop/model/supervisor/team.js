/** The members of a team, in the order in which they are shown: searched, sorted, with those who are signed out or without. */

export const COLUMNS = ["name", "state", "time", "extension"];

/** How a table begins: by name, without those who are signed out. */
export const VIEW = Object.freeze({ search: "", includeLoggedOut: false, column: "name", descending: false });

/** The view after the head of a column is pressed: by that column, or the other way round. */
export function sorted(view, column) {
  return { ...view, column, descending: view.column === column && !view.descending };
}

const SHOWN = ["name", "extension", "state", "pendingState", "since", "isBusy"];

/** Whether nothing that is shown of a member differs. */
const isSame = (one, other) =>
  SHOWN.every((key) => one[key] === other[key]) &&
  one.reason?.code === other.reason?.code &&
  one.reason?.label === other.reason?.label;

/**
 * What each column sorts by, with the user's own words and rules for texts. The time: who has been in his state longest
 * has the greatest, an unknown one the least.
 */
const ORDERS = {
  name: (terms) => (one, other) => terms.compare(one.name, other.name),
  state: (terms) => (one, other) => terms.compare(terms.words(one), terms.words(other)),
  time: () => (one, other) => (other.since ?? Infinity) - (one.since ?? Infinity) || 0,
  extension: (terms) => (one, other) => terms.compare(one.extension, other.extension),
};

export class Team {
  /**
   * @param {{words: (member: object) => string, compare: (one: string, other: string) => number}} terms `words` is a
   *   member's state as it is written, by which he is found and sorted; `compare` as the user's language compares
   */
  constructor(terms) {
    Object.assign(this, { terms, view: VIEW, members: new Map(), shown: [] });
    this.show(VIEW);
  }

  /** These are the members, as member.js has them. */
  load(members) {
    this.members = new Map(members.map((member) => [member.loginId, member]));
    this.show(this.view);
  }

  /** Search, sort and leave out as this view has it. */
  show(view) {
    this.view = view;
    this.wanted = view.search.trim().toLocaleLowerCase();
    const order = ORDERS[view.column](this.terms);
    const turn = view.descending ? -1 : 1;
    this.order = (one, other) =>
      turn * order(one, other) ||
      this.terms.compare(one.name, other.name) ||
      (one.loginId < other.loginId ? -1 : 1);
    this.shown = [...this.members.values()].filter((member) => this.isShown(member)).sort(this.order);
  }

  /** Take an event of a member: his place alone is looked for anew. Whether anything that is shown is another now. */
  put(member) {
    const before = this.members.get(member.loginId);
    this.members.set(member.loginId, member);
    if (before !== undefined && isSame(before, member)) {
      return false;
    }
    const place = this.shown.findIndex((one) => one.loginId === member.loginId);
    if (place >= 0) {
      this.shown.splice(place, 1);
    }
    if (this.isShown(member)) {
      this.shown.splice(this.placeFor(member), 0, member);
    }
    return true;
  }

  /** How many members are signed in. */
  get signedIn() {
    return [...this.members.values()].filter(isSignedIn).length;
  }

  isShown(member) {
    return (this.view.includeLoggedOut || isSignedIn(member)) && (this.wanted === "" || this.matches(member));
  }

  matches(member) {
    return [member.name, this.terms.words(member), member.extension].some((text) =>
      text.toLocaleLowerCase().includes(this.wanted),
    );
  }

  /** Where a member belongs, by halving. */
  placeFor(member) {
    let [low, high] = [0, this.shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.order(this.shown[middle], member) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

const isSignedIn = ({ state }) => state !== "LOGOUT" && state !== "";
