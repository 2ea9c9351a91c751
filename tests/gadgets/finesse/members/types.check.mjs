/** The types, the code and a gadget that uses both, put to the TypeScript compiler. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import ts from "typescript";

import { DECLARATIONS } from "./declared.mjs";

const HERE = fileURLToPath(new URL("./types/", import.meta.url));
const LIBRARY = fileURLToPath(new URL("../../../../gadgets/finesse/", import.meta.url));
const BROWSER = { noEmit: true, types: [], target: ts.ScriptTarget.ES2023 };
const MODULES = {
  ...BROWSER,
  allowJs: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};
/** Folders whose modules are checked themselves, by what their comments say. */
const CHECKED = [
  "base",
  "clientservices",
  "containerservices",
  "cslogger",
  "digital",
  "gadget",
  "shortcutkey",
];
const CHECKED_MODULES = ["utilities/desktop_cache.js", "utilities/json_validator.js"];

const sources = new Map();

/** The compiler's host, which reads each file once for all programs. */
function host(options) {
  const made = ts.createCompilerHost(options);
  const read = made.getSourceFile;
  made.getSourceFile = (name, ...how) => {
    if (!sources.has(name)) {
      sources.set(name, read(name, ...how));
    }
    return sources.get(name);
  };
  return made;
}

function errors(files, options) {
  const program = ts.createProgram([...files, DECLARATIONS], options, host(options));
  const told = [
    ...program.getGlobalDiagnostics(),
    ...[...files, DECLARATIONS].flatMap((file) => {
      const source = program.getSourceFile(file);
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    }),
  ];
  return told.map(({ file, start, messageText }) => {
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    return `${file.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

test("a gadget in strict TypeScript compiles with the types, and its mistakes do not", () => {
  const files = ["gadget.ts", "module.ts"].map((name) => `${HERE}${name}`);
  assert.deepEqual(errors(files, { ...BROWSER, strict: true, module: ts.ModuleKind.CommonJS }), []);
});

test("each object and class of the library is what the types say of it", () => {
  assert.deepEqual(errors([`${HERE}conforms.ts`], MODULES), []);
});

test("the services' own modules are sound by what their comments say", () => {
  const folders = CHECKED.flatMap((folder) =>
    readdirSync(`${LIBRARY}${folder}`).map((name) => `${LIBRARY}${folder}/${name}`),
  );
  const files = [...folders, ...CHECKED_MODULES.map((name) => `${LIBRARY}${name}`)];
  assert.ok(files.length > 35);
  assert.deepEqual(errors(files, { ...MODULES, checkJs: true }), []);
});
