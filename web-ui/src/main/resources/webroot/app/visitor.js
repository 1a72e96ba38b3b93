import { get } from "./api.js";

/** Who looks at this page and what they may do here: {name, role, starts, obstacle}. */
export function visitor(signal) {
  return get("/visitor", { signal });
}
