/** A reviewer of the anomaly list who knows the truth. */
import { type Decisions } from '../../../src/model/scores';
import { type Predictions } from '../../../src/shared/trainerContract';

/**
 * Makes `count` decisions in `decisions`, each on the highest image of the list that has none yet:
 * confirmed where `anomalous` [N] is 1, else dismissed. `rank` gives the list anew after each.
 * Returns the list after the last, which begins as `first`.
 */
export async function review(
  first: Predictions, decisions: Decisions, anomalous: ArrayLike<number>, count: number, rank: (decisions: Decisions) => Promise<Predictions>,
): Promise<Predictions> {
  let list = first;
  for (let n = 0; n < count; n++) {
    const top = highestOpen(list.anomaly, decisions);
    if (top < 0) break;
    decisions.anomalous[top] = anomalous[top];
    list = await rank(decisions);
  }
  return list;
}

/** Place of the highest score among the images that nobody has reviewed; -1: none is left. Scores of NaN are of images that were not looked at. */
function highestOpen(scores: Float32Array, { anomalous }: Decisions): number {
  let top = -1;
  scores.forEach((score, i) => {
    if (anomalous[i] < 0 && !Number.isNaN(score) && (top < 0 || score > scores[top])) top = i;
  });
  return top;
}
