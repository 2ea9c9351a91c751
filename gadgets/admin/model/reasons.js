/** Not Ready, Sign Out and wrap-up reasons: as the API has them, and what they may be on Unified CCX. */

import { element } from "../../notification/xml.js";

export const REASON_CODE = "/finesse/api/ReasonCode";
export const WRAP_UP_REASON = "/finesse/api/WrapUpReason";
export const LABEL = 40; // characters
export const WRAP_UP_LABEL = 39; // bytes
const CODES = { first: 1, last: 999 };
const RESERVED = [0, 22, 33]; // the system's, in both categories
const MOST = 100; // global ones of a category, and as many of teams
const WRAP_UP = { global: 100, teams: 1500 };

/** @typedef {{uri: string, category: string, code: number, label: string, isGlobal: boolean, isSystem: boolean}} Reason */

/** Of ReasonCodes. @returns {Reason[]} */
export function readReasonCodes(xml) {
  return xml.all("ReasonCode").map((code) => ({
    uri: code.at("uri"),
    category: code.at("category"),
    code: Number.parseInt(code.at("code"), 10),
    label: code.at("label"),
    isGlobal: code.at("forAll") === "true",
    isSystem: code.at("systemCode") === "true",
  }));
}

/** Of WrapUpReasons. */
export function readWrapUpReasons(xml) {
  return xml.all("WrapUpReason").map((reason) => ({
    uri: reason.at("uri"),
    label: reason.at("label"),
    isGlobal: reason.at("forAll") === "true",
  }));
}

/** The body of a new reason code of that category, or of a change of one; of the system's the label alone is another. */
export function reasonCodeBody({ category, code, label, forAll }, isSystem = false) {
  return tree("ReasonCode", isSystem ? { label } : { category, code, label, forAll });
}

export function wrapUpReasonBody({ label, forAll }) {
  return tree("WrapUpReason", { label, forAll });
}

/** The lowest number that a new code of that category can have, or undefined. */
export function proposedCode(codes, category) {
  const taken = takenBy(codes, category);
  for (let code = CODES.first; code <= CODES.last; code += 1) {
    if (!taken.has(code)) {
      return code;
    }
  }
  return undefined;
}

/** What is wrong with the text of a code beside the others of its category, or undefined. */
export function codeFault(text, codes, category) {
  const code = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(code >= CODES.first && code <= CODES.last)) {
    return ["reasons.codeRange", CODES];
  }
  if (RESERVED.includes(code)) {
    return ["reasons.codeReserved", { code }];
  }
  return takenBy(codes, category).has(code) ? ["reasons.codeTaken", { code }] : undefined;
}

/** What is wrong with a label beside the others, or undefined. Upper and lower case are different. */
export function labelFault(label, others) {
  return others.some((one) => one.label === label) ? ["reasons.labelTaken", {}] : undefined;
}

/** What is wrong with one more that is global, or not, beside the others of its category; or undefined. */
export function roomFault(isGlobal, others) {
  const most = MOST;
  const alike = others.filter((one) => !one.isSystem && one.isGlobal === isGlobal);
  return alike.length >= most ? ["reasons.tooMany", { most }] : undefined;
}

/** The same of wrap-up reasons. */
export function wrapUpRoomFault(isGlobal, others) {
  const most = isGlobal ? WRAP_UP.global : WRAP_UP.teams;
  return others.filter((one) => one.isGlobal === isGlobal).length >= most ? ["reasons.tooMany", { most }] : undefined;
}

function takenBy(codes, category) {
  const same = codes.filter((one) => one.category === category || one.isSystem);
  return new Set([...RESERVED, ...same.map((one) => one.code)]);
}

function tree(name, values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return element(name, {}, ...given.map(([child, value]) => element(child, {}, String(value))));
}
