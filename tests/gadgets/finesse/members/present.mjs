/** What the library has when it runs: its namespaces walked. */
import { readFileSync } from "node:fs";
import vm from "node:vm";

import { finesse } from "../../../../gadgets/finesse/main.js";

const BANNER = new URL("../../../../gadgets/finesse/MessageDisplay.js", import.meta.url);
vm.runInNewContext(readFileSync(BANNER, "utf8"), { window: { finesse } });

const CLOSED = ["finesse.gadget.Config", "finesse.container.Config", "finesse.modules"];
/** What a collection has of itself, not of its class. */
const FIELDS = ["length"];

/**
 * @returns {{name: string, owner: string, member: string, kind: string, value?: string,
 *   parameters?: number}[]} of a class also what it inherits
 */
export function present() {
  const found = [];
  walk(finesse, "finesse");
  for (const name of ["uuid", "uuidFast", "uuidCompact"]) {
    one(Math[name], "Math", name);
  }
  return found;

  function walk(object, path) {
    for (const member of Object.keys(object)) {
      one(object[member], path, member);
    }
  }

  function one(value, owner, member) {
    const name = `${owner}.${member}`;
    const add = (kind, more = {}) => found.push({ name, owner, member, kind, ...more });
    if (isClass(value)) {
      add("class");
      statics(value, name);
      instance(value, name);
    } else if (typeof value === "function") {
      add("method", { parameters: value.length });
    } else if (typeof value === "object" && value !== null && !CLOSED.includes(name)) {
      add("object");
      walk(value, name);
    } else {
      add("value", typeof value === "string" ? { value } : {});
    }
  }

  function statics(value, path) {
    for (const member of Object.getOwnPropertyNames(value)) {
      if (!["length", "name", "prototype"].includes(member)) {
        one(value[member], path, member);
      }
    }
  }

  function instance({ prototype }, path) {
    const seen = new Set();
    for (let at = prototype; at !== Object.prototype; at = Object.getPrototypeOf(at)) {
      for (const member of Object.getOwnPropertyNames(at)) {
        if (!member.startsWith("_") && member !== "constructor" && !seen.has(member)) {
          seen.add(member);
          one(at[member], path, member);
        }
      }
      if (Object.hasOwn(at, "getCollection")) {
        FIELDS.forEach((member) => one(undefined, path, member));
      }
    }
  }
}

function isClass(value) {
  return typeof value === "function" && Function.prototype.toString.call(value).startsWith("class");
}
