import { Document, isCollection, isMap, parseDocument, stringify } from "yaml";

/** Whole numbers may be seeds of 64 bits. */
const READING = { intAsBigInt: true };
const WRITING = { lineWidth: 100, flowCollectionPadding: false };

/**
 * A spec as text that a form edits: what the form does not touch stays as it was written, comments too. Places are
 * lists of keys and positions, such as ["attackers", 0, "params", "steps"].
 */
export class SpecDocument {
  #text;
  #document;
  #value;

  /** Why the text cannot be edited by a form; undefined when it can. */
  obstacle;

  constructor(text) {
    this.write(text);
  }

  get text() {
    return this.#text;
  }

  /** Replaces the whole text. */
  write(text) {
    this.#text = text;
    this.obstacle = undefined;
    try {
      this.#document = parseDocument(text, READING);
      const [problem] = this.#document.errors;
      if (problem) {
        this.obstacle = problem.message.split("\n")[0].replace(/:$/, ".");
      } else if (this.#document.contents === null) {
        this.#document = new Document({}, READING);
        this.#value = {};
      } else if (!isMap(this.#document.contents)) {
        this.obstacle = "A spec is a mapping, such as `name: first`.";
      } else {
        this.#value = this.#document.toJS();
      }
    } catch (error) {
      this.obstacle = error.message;
    }
  }

  /** The value at a place; undefined when there is none, or something else is in the way. */
  at(place) {
    return place.reduce((value, key) => (value === null || typeof value !== "object" ? undefined : value[key]),
      this.#value) ?? undefined;
  }

  /** The list at a place; empty when there is none. */
  list(place) {
    const value = this.at(place);
    return Array.isArray(value) ? value : [];
  }

  /** Sets a value; undefined removes it, and with it the collection that it leaves empty. */
  set(place, value) {
    if (value === undefined) {
      this.#remove(place);
    } else {
      this.#clear(place.slice(0, -1));
      this.#document.setIn(place, this.#document.createNode(value));
    }
    this.#written();
  }

  /** Appends to a list. */
  add(place, value) {
    if (!Array.isArray(this.at(place))) {
      this.#clear(place);
      this.#document.setIn(place, this.#document.createNode([]));
    }
    // A list that was written in brackets or was empty grows line by line.
    this.#document.getIn(place).flow = false;
    this.#document.addIn(place, this.#document.createNode(value));
    this.#written();
  }

  #remove(place) {
    if (!this.#document.hasIn(place)) {
      return;
    }
    this.#document.deleteIn(place);
    const around = place.slice(0, -1);
    const left = this.#document.getIn(around);
    if (around.length > 1 && isCollection(left) && left.items.length === 0) {
      this.#document.deleteIn(around);
    }
  }

  /** Makes way for a collection where a plain value, or nothing, is in its place. */
  #clear(place) {
    for (let length = 1; length <= place.length; length++) {
      const one = place.slice(0, length);
      if (this.#document.hasIn(one) && !isCollection(this.#document.getIn(one, true))) {
        this.#document.setIn(one, this.#document.createNode(typeof place[length] === "number" ? [] : {}));
      }
    }
  }

  #written() {
    this.#text = this.#document.toString(WRITING);
    this.#value = this.#document.toJS();
  }
}

/** A value as short YAML, as it stands in a field for values that have no field of their own. */
export function inLine(value) {
  return stringify(value, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trim();
}

/** What a person typed as YAML; the text itself where it is none. */
export function fromLine(text) {
  const document = parseDocument(text, READING);
  return document.errors.length > 0 ? text : document.toJS();
}
