/** JSON checked against a schema: of JSON Schema, what the schemas of this library use, and small others. */

/** Errors that are told; whoever mends them asks again. */
export const ERRORS = 100;
/** How deep data and schema may lie. */
const DEPTH = 32;

const LIMITS = {
  minLength: [(value) => [...value].length, (is, limit) => is >= limit, "must be at least so long:"],
  maxLength: [(value) => [...value].length, (is, limit) => is <= limit, "must be at most so long:"],
  minItems: [(value) => value.length, (is, limit) => is >= limit, "must have at least so many entries:"],
  maxItems: [(value) => value.length, (is, limit) => is <= limit, "must have at most so many entries:"],
  minimum: [(value) => value, (is, limit) => is >= limit, "must be at least"],
  maximum: [(value) => value, (is, limit) => is <= limit, "must be at most"],
};
const LIMITS_OF = {
  string: ["minLength", "maxLength"],
  array: ["minItems", "maxItems"],
  number: ["minimum", "maximum"],
};

/** Says whether data is what a schema asks for. */
export const JsonValidator = {
  /**
   * @param {*} data
   * @param {object} schema type, enum, properties, required, additionalProperties, items and limits
   * @returns {{valid: boolean, errors: {path: string, message: string}[]}} a path is as `.buttons[0].id`
   */
  validateJson(data, schema) {
    const errors = [];
    const wrong = (path, message) => errors.length < ERRORS && errors.push({ path, message });
    check(data, schema, "", wrong, DEPTH);
    return { valid: errors.length === 0, errors };
  },
};

function check(data, schema, path, tell, depth) {
  const wrong = (message) => tell(path, message);
  if (depth === 0) {
    wrong("lies too deep");
    return;
  }
  const type = typeOf(data);
  const types = [schema.type ?? type].flat();
  if (!types.includes(type) && !(type === "number" && types.includes("integer") && Number.isInteger(data))) {
    wrong(`must be of type ${types.join(" or ")}, is ${type}`);
    return;
  }
  if (schema.enum && !schema.enum.includes(data)) {
    wrong(`must be one of ${schema.enum.join(", ")}`);
  }
  for (const name of LIMITS_OF[type] ?? []) {
    const [measure, holds, says] = LIMITS[name];
    if (name in schema && !holds(measure(data), schema[name])) {
      wrong(`${says} ${schema[name]}`);
    }
  }
  if (type === "array" && schema.items) {
    data.forEach((entry, at) => check(entry, schema.items, `${path}[${at}]`, tell, depth - 1));
  } else if (type === "object") {
    checkMembers(data, schema, path, tell, depth);
  }
}

function checkMembers(data, { properties = {}, required = [], additionalProperties }, path, tell, depth) {
  for (const name of required) {
    if (!Object.hasOwn(data, name) || data[name] === undefined) {
      tell(`${path}.${name}`, "is missing");
    }
  }
  for (const [name, value] of Object.entries(data)) {
    if (Object.hasOwn(properties, name)) {
      if (value !== undefined) {
        check(value, properties[name], `${path}.${name}`, tell, depth - 1);
      }
    } else if (additionalProperties === false) {
      tell(`${path}.${name}`, "is unknown");
    }
  }
}

function typeOf(value) {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}
