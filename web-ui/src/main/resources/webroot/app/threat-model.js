import { count } from "./format.js";

const NORMS = { linf: "L∞", l2: "L₂", l1: "L₁", l0: "L₀", pose: "share of the limits" };

/** The norm's sign. */
export function normSign(threatModel) {
  return NORMS[threatModel.norm] ?? threatModel.norm;
}

/** The column of a sample that holds its distance in the threat model's norm. */
export function distanceOf(threatModel, sample) {
  return sample[threatModel.norm];
}

/** Whether pictures are turned and shifted, and nothing else is done to them. */
export function ofPoses(threatModel) {
  return threatModel.norm === "pose";
}

/** What the size of a change is called: of poses it is a share of their limits. */
export function sizeName(threatModel) {
  return ofPoses(threatModel) ? "share of the limits" : `epsilon (${normSign(threatModel)})`;
}

/** "L∞ ≤ 0.3, untargeted, white-box, at most 1,000 queries" or "rotation ≤ 30°, translation ≤ 3 px, untargeted, …". */
export function threatModelTitle(threatModel) {
  const parts = [
    ...extent(threatModel),
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

function extent(threatModel) {
  const { norm, epsilon, rotation, translation } = threatModel;
  return norm === "pose"
    ? [`rotation ≤ ${rounded(epsilon * rotation)}°`, `translation ≤ ${rounded(epsilon * translation)} px`]
    : [`${normSign(threatModel)} ≤ ${epsilon}`];
}

function rounded(value) {
  return Number(value.toPrecision(6));
}

/** "turned by 12°, 1.5 px right, 3 px up". */
export function poseText({ degrees, right, down }) {
  const parts = [
    [degrees, "°", "turned left by", "turned right by"],
    [right, " px right", "", ""],
    [down, " px down", "", ""],
  ];
  const words = parts
    .map(([value, unit, more, less]) => [Number(Math.abs(value).toFixed(1)), value < 0, unit, value < 0 ? less : more])
    .filter(([size]) => size !== 0)
    .map(([size, back, unit, before]) => `${before} ${size}${back ? opposite(unit) : unit}`.trim());
  return words.length === 0 ? "as it was" : words.join(", ");
}

function opposite(unit) {
  return { " px right": " px left", " px down": " px up" }[unit] ?? unit;
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
