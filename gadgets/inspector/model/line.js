/**
 * One thing that happened, as a line of the timeline: `{group, tone, label, subject, outcome, detail}`. `label` and
 * `outcome` are texts of texts.js, `subject` is what the gadget itself said. Pure.
 */

export const GROUPS = ["fault", "request", "call", "hub", "load"];

const START = 60; // characters of a message in its line

const LINES = {
  hub({ kind, topic = "", data = "", length = 0 }) {
    const tones = { published: "out", received: "in", dropped: "bad" };
    const tone = tones[kind] ?? "plain";
    const line = { group: "hub", tone, label: [`hub.${kind}`], subject: topic, detail: {} };
    if (kind === "published" || kind === "received") {
      line.outcome = ["hub.message", { start: data.length > START ? `${data.slice(0, START)}…` : data }];
      line.detail = { message: data, ...(length > data.length + START ? { length } : {}) };
    }
    return line;
  },

  call({ path = "", args = [], result, error, ms }) {
    return {
      group: "call",
      tone: error === undefined ? "plain" : "bad",
      label: ["call"],
      subject: `${path}(${args.join(", ")})`,
      outcome: ["call.outcome", { outcome: error ?? result ?? "", ms }],
      detail: { arguments: args.join("\n"), ...(error === undefined ? { result } : { error }) },
    };
  },

  request({ method = "GET", url = "", body = "", proxied = true }) {
    return {
      group: "request",
      tone: "waiting",
      label: [proxied ? "request" : "request.direct"],
      subject: `${method} ${url}`,
      outcome: ["request.waits"],
      detail: body === "" ? {} : { sent: body },
    };
  },

  response({ status = 0, ms = 0, length = 0, errors = [], body = "" }) {
    const failed = errors.length > 0 ? { error: errors.join("\n") } : {};
    return {
      group: "request",
      tone: status >= 200 && status < 400 ? "good" : "bad",
      outcome: ["request.outcome", { status, ms, length }],
      detail: { ...failed, ...(body === "" ? {} : { answer: body }) },
    };
  },

  console({ level, text = "" }) {
    const tone = level === "error" ? "bad" : "warn";
    return { group: "fault", tone, label: [`console.${level}`], subject: text, detail: {} };
  },

  error({ text = "", file, line, missing, rejected }) {
    const where = file ? `${file}:${line}` : "";
    const label = missing === undefined ? (rejected ? "error.rejected" : "error") : "error.missing";
    const subject = missing === undefined ? text : `${text} ${missing}`;
    return { group: "fault", tone: "bad", label: [label], subject, detail: where === "" ? {} : { where } };
  },

  refused({ request = "", why = "" }) {
    return { group: "fault", tone: "warn", label: ["refused"], subject: `${request} ${why}`.trim(), detail: {} };
  },

  malformed({ topic = "", why = "" }) {
    return { group: "fault", tone: "warn", label: ["malformed"], subject: `${topic} ${why}`.trim(), detail: {} };
  },

  left({ count = 0 }) {
    const outcome = ["left.outcome", { count }];
    return { group: "fault", tone: "warn", label: ["left"], subject: "", outcome, detail: {} };
  },

  frame({ state, url = "", code, words = [] }) {
    return {
      group: "load",
      tone: { failed: "bad", loaded: "good" }[state] ?? "plain",
      label: [`frame.${state}`],
      subject: url,
      outcome: code === undefined ? undefined : ["frame.code", { code }],
      detail: words.length > 0 ? { error: words.join("\n") } : {},
    };
  },

  gadget({ features = {}, unknown = [], unknownOptional = [], problems = [] }) {
    const missing = [...unknown, ...unknownOptional];
    return {
      group: "load",
      tone: unknown.length + problems.length > 0 ? "warn" : "plain",
      label: ["gadget"],
      subject: [...Object.keys(features), ...missing.map((name) => `${name}?`)].join(", "),
      outcome: missing.length > 0 ? ["gadget.unknown", { names: missing.join(", ") }] : undefined,
      detail: problems.length > 0 ? { error: problems.join("\n") } : {},
    };
  },

  times({ loaded = 0, files = 0, bytes = 0, slowest = [] }) {
    return {
      group: "load",
      tone: "plain",
      label: ["times"],
      subject: "",
      outcome: ["times.outcome", { loaded, files, kib: Math.round(bytes / 1024) }],
      detail: { slowest: slowest.map(({ name, ms }) => `${ms} ms  ${name}`).join("\n") },
    };
  },
};

export function lineOf({ kind, data }) {
  const line = Object.hasOwn(LINES, kind) ? LINES[kind](data.cut === undefined ? data : {}) : undefined;
  if (line === undefined) {
    const detail = { message: JSON.stringify(data) };
    return { group: "load", tone: "plain", label: ["other"], subject: kind, detail };
  }
  return data.cut === undefined ? line : { ...line, detail: { message: data.cut } };
}
