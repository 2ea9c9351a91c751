import assert from "node:assert/strict";
import { test } from "node:test";

import { ERRORS, JsonValidator } from "../../../../gadgets/finesse/utilities/json_validator.js";

const SCHEMA = {
  type: "object",
  required: ["id", "list"],
  additionalProperties: false,
  properties: {
    id: { type: "string", minLength: 1, maxLength: 3 },
    list: { type: "array", minItems: 1, maxItems: 2, items: { type: "integer", minimum: 0, maximum: 9 } },
    kind: { enum: ["a", "b"] },
    either: { type: ["string", "null"] },
  },
};

function messages(data, schema = SCHEMA) {
  return JsonValidator.validateJson(data, schema).errors.map(({ path, message }) => `${path} ${message}`);
}

test("data that is as its schema says is valid", () => {
  const data = { id: "x", list: [1, 2], kind: "a", either: null };
  assert.deepEqual(JsonValidator.validateJson(data, SCHEMA), { valid: true, errors: [] });
  assert.deepEqual(messages({ id: "😀😀😀", list: [0] }), []);
});

for (const [what, data, expected] of [
  ["another type", [], [" must be of type object, is array"]],
  ["nothing at all", undefined, [" must be of type object, is undefined"]],
  ["missing members", {}, [".id is missing", ".list is missing"]],
  ["unknown members", { id: "x", list: [1], other: 1 }, [".other is unknown"]],
  ["texts too short and too long", { id: "", list: [1] }, [".id must be at least so long: 1"]],
  ["lists too long", { id: "x", list: [1, 2, 3] }, [".list must have at most so many entries: 2"]],
  ["numbers too large", { id: "x", list: [10] }, [".list[0] must be at most 9"]],
  ["numbers that are not whole", { id: "x", list: [1.5] }, [".list[0] must be of type integer, is number"]],
  ["values that are not among those", { id: "x", list: [1], kind: "c" }, [".kind must be one of a, b"]],
]) {
  test(`${what} is told with its place`, () => {
    assert.deepEqual(messages(data), expected);
  });
}

test("only so many errors are told, and only so deep", () => {
  const many = Array.from({ length: 2 * ERRORS }, () => "text");
  assert.equal(messages(many, { type: "array", items: { type: "number" } }).length, ERRORS);
  const schema = { type: "array" };
  schema.items = schema;
  const data = [];
  data.push(data);
  assert.match(messages(data, schema)[0], /lies too deep$/);
});
