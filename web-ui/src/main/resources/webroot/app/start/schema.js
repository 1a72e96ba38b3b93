/** What the JSON Schema of specs says about the plug-ins at hand. */

/** The schema of a list's items, such as those of `attackers`. */
export function itemsOf(schema, list) {
  return schema.properties[list].items;
}

/** The ids of a choice of plug-ins under a key, and the schema of each one's parameters: [[id, schema]]. */
export function plugins(choice, key) {
  return (choice.allOf ?? []).map((one) => [one.if.properties[key].const, one.then.properties.params]);
}

/** The alternative of an `anyOf` that is an object; the schema itself where there is none. */
export function asObject(schema) {
  return schema.anyOf?.find((one) => one.type === "object") ?? schema;
}

/** How a value is entered: boolean, choice, number, list or other. */
export function kindOf(property) {
  if (property.enum) {
    return "choice";
  }
  if (property.type === "boolean") {
    return "boolean";
  }
  if (property.type === "integer" || property.type === "number") {
    return "number";
  }
  if (property.type === "array" && ["number", "integer", "string"].includes(property.items?.type)) {
    return "list";
  }
  return property.type === "string" ? "text" : "other";
}

/** What may be entered and what stands for nothing, in a few words; a choice shows that itself. */
export function hint(property, required) {
  if (property.enum) {
    return "";
  }
  const least = property.minimum ?? property.exclusiveMinimum;
  const most = property.maximum ?? property.exclusiveMaximum;
  const { default: usual } = property;
  return [
    property.type === "integer" ? "whole number" : "",
    property.type === "array" ? "with commas between" : "",
    range(least, most, property.exclusiveMinimum !== undefined),
    usual === undefined ? (required ? "must be given" : "") : `default ${written(usual)}`,
  ].filter(Boolean).join(", ");
}

function range(least, most, open) {
  if (least !== undefined && most !== undefined) {
    return `${open ? "between" : "from"} ${least} ${open ? "and" : "to"} ${most}`;
  }
  if (least !== undefined) {
    return open ? `more than ${least}` : `at least ${least}`;
  }
  return most === undefined ? "" : `at most ${most}`;
}

/** A default as it would be typed. */
export function written(value) {
  if (Array.isArray(value)) {
    return value.length === 0 ? "none" : value.join(", ");
  }
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

/** Whether values are the same; whole numbers may be big ones. */
export function same(first, second) {
  const plain = (value) => JSON.stringify(value, (key, inner) => typeof inner === "bigint" ? Number(inner) : inner);
  return plain(first) === plain(second);
}
