/** What every class of the library grows from, and how gadgets grow classes of their own. */

/**
 * The root of the library's classes.
 * @public finesse.FinesseBase
 */
export class FinesseBase {
  /** Whatever is given to `new` is given to `init`. */
  constructor(...given) {
    this.init(...given);
  }

  /** What an object does when it begins; an heir calls `this._super(...)` for what its parent does. */
  init(..._given) {}

  /**
   * A class with these members added. Where one takes the place of a function of the parent, that function is
   * `this._super` while it runs.
   */
  static extend(members = {}) {
    const parent = this;
    const heir = class extends parent {};
    for (const [name, member] of Object.entries(members)) {
      const before = parent.prototype[name];
      const overrides = typeof member === "function" && typeof before === "function";
      Object.defineProperty(heir.prototype, name, {
        value: overrides ? withSuper(member, before) : member,
        configurable: true,
        writable: true,
      });
    }
    return heir;
  }
}

function withSuper(member, before) {
  return function (...given) {
    const outer = this._super;
    this._super = before;
    try {
      return member.apply(this, given);
    } finally {
      this._super = outer;
    }
  };
}
