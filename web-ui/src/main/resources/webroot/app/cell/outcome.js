/** What became of a sample, in the words of the filter. */

export const BROKEN = "broken";
export const SURVIVED = "survived";
export const WRONG_WHEN_CLEAN = "wrong when clean";

export function outcome(sample) {
  if (sample.cleanLabel !== sample.label) {
    return WRONG_WHEN_CLEAN;
  }
  return sample.wrong >= 0.5 ? BROKEN : SURVIVED;
}
