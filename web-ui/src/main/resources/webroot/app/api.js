/** The HTTP API, the only thing this page reads. */

const ROOT = "/api/v1";

/** What the server answered instead of a result; the message is a sentence for people. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** Builds a path from a template, escaping every value: path`/tournaments/${id}`. */
export function path(strings, ...values) {
  return String.raw({ raw: strings }, ...values.map(encodeURIComponent));
}

/** The address of something under the API, for images and links. */
export function address(relative) {
  return ROOT + relative;
}

/** The query for tables as they were after the event at a position; empty for the present, null. */
export function asOfQuery(position) {
  return position === null ? "" : `?as-of=${position}`;
}

/** Reads JSON. Throws an ApiError with the server's own sentence where it gives one. */
export async function get(relative, { signal } = {}) {
  let response;
  try {
    response = await fetch(ROOT + relative, { signal, headers: { accept: "application/json" } });
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new ApiError("The server does not answer. Is `./gauntlet serve` still running?", 0);
  }
  const text = await response.text();
  let body;
  try {
    body = parse(text);
  } catch {
    throw new ApiError(`The server answered ${response.status} with something that is not JSON.`, response.status);
  }
  if (!response.ok) {
    throw new ApiError(body?.error ?? `The server answered ${response.status}.`, response.status);
  }
  return body;
}

/** Reads the pages of a list, as long as they can be, one after the other; each says from where the next begins. */
async function* pages(relative, { from = 0, ...query }, signal) {
  for (let next = from; next !== null && next !== undefined;) {
    const page = await get(`${relative}?${new URLSearchParams({ ...query, limit: 1000, from: next })}`, { signal });
    yield page;
    next = page.next;
  }
}

/** Reads the samples of a cell, one page after the other; yields each page's samples. */
export async function* cellSamples({ id, attacker, defender, threatModel }, signal) {
  const cell = path`/tournaments/${id}/cells/${attacker}/${defender}/${threatModel}/samples`;
  for await (const { samples } of pages(cell, {}, signal)) {
    yield samples;
  }
}

/** All matches of a cell, in order of slice. */
export async function cellMatches({ id, attacker, defender, threatModel }, signal) {
  const all = [];
  for await (const { matches } of pages(path`/tournaments/${id}/matches`, { attacker, defender, threatModel }, signal)) {
    all.push(...matches);
  }
  return all;
}

/** All events from a position on, in order; of a stream or a category where one is named. */
export async function events(from, stream, signal) {
  const all = [];
  for await (const page of pages("/events", { from, stream }, signal)) {
    all.push(...page.events);
  }
  return all;
}

/** JSON in which whole numbers too large for a double, such as seeds, stay exact, as text. */
function parse(text) {
  if (!/[:,[\s]-?\d{16,}[,\]}\s]/.test(text)) {
    return JSON.parse(text);
  }
  return JSON.parse(text, (key, value, context) =>
    typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value) && context?.source
      ? context.source
      : value);
}
