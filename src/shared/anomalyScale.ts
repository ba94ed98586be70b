/**
 * The scale of anomaly scores. What is known of an image is first a place: standard deviations (as its
 * upper half tells them) above the middle of the folder, the same wherever the threshold is. A score is how far that is from
 * the threshold, squeezed into 0-1 so that 0.5 is the threshold itself.
 */

/** Deviations from the threshold to a score of 0.75, and as many down to 0.25. */
export const deviationsToQuarter = 2;

/** The score (0-1) of a place under a threshold (a place, too); NaN stays NaN. */
export function scoreAt(place: number, threshold: number): number {
  const distance = (place - threshold) / deviationsToQuarter;
  return 0.5 + (0.5 * distance) / (1 + Math.abs(distance));
}

/** The place that has this score (0-1, both included) under a threshold; NaN stays NaN. */
export function placeOf(score: number, threshold: number): number {
  const u = 2 * score - 1;
  // Scores have 32 bits: further away they say no more than "very far".
  return threshold + (deviationsToQuarter * u) / Math.max(1 - Math.abs(u), 1e-7);
}
