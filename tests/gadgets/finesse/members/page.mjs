/** docs/finesse-js-members.md: each member of the library, its state, and the test that shows it. */
import { pathToFileURL } from "node:url";

import { declared } from "./declared.mjs";
import { shownBy } from "./shown.mjs";

const HEAD = `# finesse.js, member by member

\`/desktop/assets/js/finesse.js\` is written from the public description of its API alone. Its types are
\`/desktop/assets/js/finesse.d.ts\`; an editor that has this file completes every name below.

This page is made of the types and the tests, by
\`.venv/bin/python -m tests.gadgets.finesse.members > docs/finesse-js-members.md\`. A test holds it to both, and
the types to the code. How the library is built: [finesse.js](finesse-js.md).

| state | meaning |
|---|---|
| implemented | as documents or gadgets of the product have it |
| form unconfirmed | implemented; no document fixes the arguments, values or names, so that we had to choose |
| CCE | implemented; Unified CCX has nothing that answers it |

A member that a class inherits stands at the class that it inherits it from.
`;

/** The whole page. */
export function page() {
  const sections = new Map();
  for (const one of declared()) {
    const { owner, kind, literal } = one;
    if (literal !== undefined) {
      sections
        .get(parent(owner))
        .find(({ name }) => name === owner)
        .values.push(one);
    } else if (kind !== "namespace") {
      sections.set(owner, [...(sections.get(owner) ?? []), { ...one, values: [] }]);
    }
  }
  const parts = [...sections].map(([owner, members]) => {
    const rows = members.map((one) => `| ${named(one)} | ${one.says} | ${state(one)} | ${test(one)} |`);
    return `## ${owner}\n\n| member | | state | test |\n|---|---|---|---|\n${rows.join("\n")}\n`;
  });
  return `${HEAD}\n${parts.join("\n")}`;
}

function parent(name) {
  return name.slice(0, name.lastIndexOf("."));
}

/** A member's name, and of constants which they are, where they are called otherwise with their values. */
function named({ member, kind, values }) {
  const each = values.map(({ member: name, literal }) =>
    name === literal ? name : `${name} = "${literal}"`,
  );
  const name = kind === "method" ? `${member}()` : member;
  return `\`${name}\`${each.length === 0 ? "" : `: ${each.join(", ")}`}`;
}

function state({ kind, unconfirmed, cce }) {
  if (kind === "type") {
    return "a type alone";
  }
  return (
    [cce ? "CCE" : "", unconfirmed ? "form unconfirmed" : ""].filter(Boolean).join(", ") || "implemented"
  );
}

function test(one) {
  const { file, title } = shownBy(one.values.length > 0 ? one.values[0] : one) ?? {};
  if (file === undefined) {
    return "";
  }
  const name = file.split("/").at(-1);
  return `[${name}](../tests/${file})${title === "" ? "" : `: ${title.replaceAll("|", "\\|")}`}`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(page());
}
