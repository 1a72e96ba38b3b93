const MINUS = "\u2212";

/** A difference of shares in points, with its sign. */
export function change(difference, samples) {
  const text = Math.abs(100 * difference).toFixed(samples > 1000 ? 2 : 1);
  if (Number(text) === 0) {
    return text;
  }
  return (difference < 0 ? MINUS : "+") + text;
}

/** How probable a difference as great would be by luck alone. */
export function probability(p) {
  return p < 0.0001 ? "< 0.0001" : p.toFixed(4);
}
