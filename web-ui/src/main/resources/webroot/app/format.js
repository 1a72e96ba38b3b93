/** Numbers, times and names as people read them. */

const NONE = "–";
const NARROW_SPACE = "\u202f";
const counts = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** A share as percent; the more samples, the more digits mean something. */
export function percent(share, samples = 1000) {
  return share === null || share === undefined
    ? NONE
    : (100 * share).toFixed(samples > 1000 ? 2 : 1) + NARROW_SPACE + "%";
}

/** An interval of shares. */
export function percents(lower, upper, samples = 1000) {
  const digits = samples > 1000 ? 2 : 1;
  return `${(100 * lower).toFixed(digits)} to ${percent(upper, samples)}`;
}

export function count(number) {
  return number === null || number === undefined ? NONE : counts.format(number);
}

/** A mean such as queries per sample. */
export function mean(number) {
  return number === null || number === undefined ? NONE : compact.format(number);
}

/** "1 match", "2 matches". */
export function plural(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

export function distance(number) {
  return number === null || number === undefined ? NONE : String(Number(number.toPrecision(3)));
}

/** A duration in its two greatest units. */
export function duration(millis) {
  if (millis === null || millis === undefined) {
    return NONE;
  }
  if (millis < 1000) {
    return `${Math.round(millis)} ms`;
  }
  const seconds = Math.round(millis / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min ${seconds % 60} s`;
  }
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A moment in the reader's own time zone. */
export function moment(iso) {
  return iso ? moments.format(new Date(iso)) : NONE;
}

/** A class of the data set; the referee writes -1 for an answer that was rejected. */
export function label(number) {
  return number === -1 ? "rejected" : String(number);
}
