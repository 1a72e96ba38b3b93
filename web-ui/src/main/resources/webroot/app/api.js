/** The HTTP API, the only thing this page reads. */

const ROOT = "/api/v1";

/** What the server answered instead of a result; the message is a sentence for people. */
export class ApiError extends Error {
  constructor(message, status, problems = []) {
    super(message);
    this.status = status;
    /** What is wrong with a spec that was sent, by its place: {line, path, sentence}. */
    this.problems = problems;
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

/** Asks the server; throws an ApiError when it does not answer. */
async function ask(relative, options) {
  try {
    return await fetch(ROOT + relative, options);
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new ApiError("The server does not answer. Is `./gauntlet serve` still running?", 0);
  }
}

/** The answer's JSON. Throws an ApiError with the server's own sentence where it gives one. */
async function json(response) {
  const text = await response.text();
  let body;
  try {
    body = parse(text);
  } catch {
    throw new ApiError(`The server answered ${response.status} with something that is not JSON.`, response.status);
  }
  if (!response.ok) {
    throw new ApiError(body?.error ?? `The server answered ${response.status}.`, response.status, body?.problems);
  }
  return body;
}

/** Reads JSON. */
export async function get(relative, { signal } = {}) {
  return json(await ask(relative, { signal, headers: { accept: "application/json" } }));
}

/** Reads JSON as the text that it is. */
export async function getText(relative, { signal } = {}) {
  const response = await ask(relative, { signal, headers: { accept: "application/json" } });
  return response.ok ? response.text() : json(response);
}

/** Sends text of a type, and reads JSON. */
export async function post(relative, body, type = "application/json", { signal } = {}) {
  return json(await ask(relative, { method: "POST", body, signal, headers: { "content-type": type } }));
}

/** Sends text of a type; yields what the server answers line by line, as it comes. */
export async function* postForLines(relative, body, type, { signal } = {}) {
  const response = await ask(relative, { method: "POST", body, signal, headers: { "content-type": type } });
  if (!response.ok) {
    yield await json(response);
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    let read;
    try {
      read = await reader.read();
    } catch (error) {
      if (error.name === "AbortError") {
        throw error;
      }
      throw new ApiError("The server ended before its answer did.", 0);
    }
    if (read.done) {
      return;
    }
    const lines = (rest + read.value).split("\n");
    rest = lines.pop();
    yield* lines.map((line) => parse(line));
  }
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
