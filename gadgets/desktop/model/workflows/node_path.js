/**
 * Where a custom variable stands in what the desktop knows: the part of XPath that workflows are written with -
 * `/` and `//` and names, `*`, `text()`, and in brackets a number or a child's text.
 */

const LONGEST = 500; // characters, as the API has it
const STEP = /(\/\/?)([\w.-]+|\*)((?:\[[^\]]*\])*)/y;
const PREDICATE = /\[\s*(?:(\d{1,4})|([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'))\s*\]/y;

/** The text at that path below `root`, of the first element that is there; "" where there is none, or it is no path. */
export function textAt(root, path) {
  const steps = read(path.trim().replace(/\/text\(\)$/, ""));
  if (steps === undefined) {
    return "";
  }
  let here = [root];
  for (const { deep, name, predicates } of steps) {
    const from = deep ? here.flatMap(withinAndSelf) : here;
    const found = new Set();
    for (const element of from) {
      let children = element.elements.filter((child) => name === "*" || child.local === name);
      for (const { at, child, text } of predicates) {
        children =
          at === undefined ? children.filter((one) => one.at(child) === text) : children.slice(at - 1, at);
      }
      children.forEach((one) => found.add(one));
    }
    here = [...found];
  }
  return here[0]?.text ?? "";
}

/** The steps of a path, or undefined where it is none. */
function read(path) {
  if (path.length > LONGEST) {
    return undefined;
  }
  const steps = [];
  for (let at = 0; at < path.length; ) {
    STEP.lastIndex = at;
    const [whole, slash, name, brackets] = STEP.exec(path) ?? [];
    const predicates = whole === undefined ? undefined : readPredicates(brackets);
    if (predicates === undefined) {
      return undefined;
    }
    steps.push({ deep: slash === "//", name, predicates });
    at += whole.length;
  }
  return steps.length === 0 ? undefined : steps;
}

function readPredicates(text) {
  const predicates = [];
  for (let at = 0; at < text.length; ) {
    PREDICATE.lastIndex = at;
    const found = PREDICATE.exec(text);
    if (found === null) {
      return undefined;
    }
    const [whole, number, child, quoted, single] = found;
    predicates.push(number === undefined ? { child, text: quoted ?? single } : { at: Number(number) });
    at += whole.length;
  }
  return predicates;
}

function withinAndSelf(element) {
  return [element, ...element.elements.flatMap(withinAndSelf)];
}
