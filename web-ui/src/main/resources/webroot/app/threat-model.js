import { count } from "./format.js";

const NORMS = { linf: "L∞", l2: "L₂", l1: "L₁", l0: "L₀" };

/** The norm's sign. */
export function normSign(threatModel) {
  return NORMS[threatModel.norm] ?? threatModel.norm;
}

/** The column of a sample that holds its distance in the threat model's norm. */
export function distanceOf(threatModel, sample) {
  return sample[threatModel.norm];
}

/** "L∞ ≤ 0.3, untargeted, white-box, at most 1,000 queries". */
export function threatModelTitle(threatModel) {
  const parts = [
    `${normSign(threatModel)} ≤ ${threatModel.epsilon}`,
    threatModel.goal,
    threatModel.knowledge,
  ];
  if (limited(threatModel.maxQueries)) {
    parts.push(`at most ${count(threatModel.maxQueries)} queries`);
  }
  if (limited(threatModel.maxGradients)) {
    parts.push(`at most ${count(threatModel.maxGradients)} gradients`);
  }
  return parts.join(", ");
}

/** Budgets without a limit are written as the greatest long. */
function limited(budget) {
  return Number(budget) <= Number.MAX_SAFE_INTEGER;
}

/** The address of a cell's page. */
export function cellHref(tournament, attacker, defender, threatModel) {
  const [t, a, d, m] = [tournament, attacker, defender, threatModel.id].map(encodeURIComponent);
  return `/tournaments/${t}/cells/${a}/${d}/${m}`;
}
