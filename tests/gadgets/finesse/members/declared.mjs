/** What finesse.d.ts declares, read by the TypeScript compiler. */
import { fileURLToPath } from "node:url";

import ts from "typescript";

export const DECLARATIONS = fileURLToPath(
  new URL("../../../../gadgets/finesse/finesse.d.ts", import.meta.url),
);
/** Objects whose own members are nobody's business: a gadget fills them. */
const CLOSED = ["finesse.gadget.Config", "finesse.container.Config", "finesse.modules"];

let program;

/** The compiler is slow: once is enough. */
function compiled() {
  program ??= ts.createProgram([DECLARATIONS], {
    noEmit: true,
    strict: true,
    target: ts.ScriptTarget.ES2023,
  });
  return { checker: program.getTypeChecker(), file: program.getSourceFile(DECLARATIONS) };
}

/**
 * All that is declared of `finesse`, or of another global, in the order of the file.
 *
 * @returns {{name: string, owner: string, member: string,
 *   kind: "namespace"|"class"|"object"|"method"|"value"|"type", says: string, unconfirmed: boolean,
 *   cce: boolean, literal?: string, parameters?: number}[]}
 */
export function declared(name = "finesse") {
  const { checker, file } = compiled();
  const found = [];
  space(checker.resolveName(name, file, ts.SymbolFlags.Namespace, false), name, {});
  if (name === "finesse") {
    const math = checker.resolveName("Math", file, ts.SymbolFlags.Interface, false);
    ["uuid", "uuidFast", "uuidCompact"].forEach((each) => property(math.members.get(each), "Math", {}));
  }
  return found;

  function space(symbol, path, inherited) {
    for (const member of checker.getExportsOfModule(symbol)) {
      one(member, path, inherited);
    }
  }

  function one(symbol, path, inherited) {
    const name = `${path}.${symbol.name}`;
    const { Alias, Class, Namespace, Variable } = ts.SymbolFlags;
    if (symbol.flags & Alias) {
      return;
    }
    if (symbol.flags & Class) {
      const state = add(symbol, path, "class", inherited);
      for (const member of symbol.members.values()) {
        if (!member.name.startsWith("__") && !(member.flags & ts.SymbolFlags.TypeParameter)) {
          property(member, name, state);
        }
      }
      for (const member of symbol.exports.values()) {
        if (member.name !== "prototype") {
          property(member, name, state);
        }
      }
    } else if (symbol.flags & (Variable | ts.SymbolFlags.Function)) {
      property(symbol, path, inherited);
    } else if (symbol.flags & Namespace) {
      space(symbol, name, add(symbol, path, "namespace", inherited));
    } else if (path === "finesse.interfaces") {
      add(symbol, path, "type", inherited);
    }
  }

  function property(symbol, path, inherited) {
    const name = `${path}.${symbol.name}`;
    const type = checker.getTypeOfSymbol(symbol);
    const signatures = type.getCallSignatures();
    if (signatures.length > 0) {
      const parameters = Math.max(...signatures.map((one) => one.parameters.length));
      add(symbol, path, "method", inherited, { parameters });
    } else if (type.flags & ts.TypeFlags.Object && !CLOSED.includes(name)) {
      const state = add(symbol, path, "object", inherited);
      type.getProperties().forEach((member) => property(member, name, state));
    } else {
      add(symbol, path, "value", inherited, type.isStringLiteral() ? { literal: type.value } : {});
    }
  }

  function add(symbol, owner, kind, inherited, more = {}) {
    const tags = symbol.getJsDocTags(checker).map((tag) => tag.name);
    const state = {
      unconfirmed: inherited.unconfirmed === true || tags.includes("unconfirmed"),
      cce: inherited.cce === true || tags.includes("cce"),
    };
    const says = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, " ");
    found.push({
      name: `${owner}.${symbol.name}`,
      owner,
      member: symbol.name,
      kind,
      says,
      ...state,
      ...more,
    });
    return state;
  }
}

/** Members that a class has of itself and of its ancestors, by the class. */
export function withInherited() {
  const { checker, file } = compiled();
  const found = new Map();
  const visit = (node, path) => {
    if (ts.isModuleDeclaration(node) && node.body && ts.isIdentifier(node.name)) {
      node.body.forEachChild((child) => visit(child, [...path, node.name.text]));
    } else if (ts.isClassDeclaration(node)) {
      const type = checker.getTypeAtLocation(node);
      found.set(
        [...path, node.name.text].join("."),
        type.getProperties().map(({ name }) => name),
      );
    }
  };
  file.statements.filter(({ name }) => name?.text === "finesse").forEach((node) => visit(node, []));
  return found;
}
