/** Which gadgets of the workbench a desktop shows, and what to change when the workbench has others. Pure. */

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
