/**
 * Confidence that means what it says. A network that has learned a few labels by heart is surer than
 * it is right, and the labels it has learned cannot tell (Guo, Pleiss, Sun, Weinberger 2017). So its
 * log-probabilities are scaled by what it said of images before it learned their labels; and where
 * those tests show that the textures know more, their opinion joins as a second expert (a
 * logarithmic opinion pool: Hinton 2002, stacked as by Wolpert 1992).
 */

/** What was said of one image before its label was used, and the label; logarithms of probabilities [K]. */
export interface TestedLabel {
  readonly own: Float32Array;
  readonly view: Float32Array;
  /** Place of the label, 0 to K - 1. */
  readonly label: number;
}

/** Weights of the logarithms in the sum; `own` is one over the temperature, `view` 0: the textures are not asked. */
export interface Calibration {
  readonly own: number;
  readonly view: number;
}

/** Before any test: half as sure as the network, since one that has learned by heart is too sure. */
const cautious: Calibration = { own: 0.5, view: 0 };
/** Two experts that have seen the same images share what one would say. */
const shared: Calibration = { own: 0.4, view: 0.3 };
/** Nats that a weight e times as large as expected must win. */
const strength = 3;
/** The second expert joins when the mean gain by it is so many standard errors above zero. */
const certainty = 2;
const leastTests = 8;

/** The calibration that `tests` speak for; few of them leave it cautious. */
export function fitCalibration(tests: readonly TestedLabel[]): Calibration {
  const alone = { own: search(tests, cautious, false).own, view: 0 };
  if (tests.length < leastTests) return alone;
  const both = search(tests, shared, true);
  const gains = tests.map(test => surprise(test, alone) - surprise(test, both));
  const mean = gains.reduce((a, b) => a + b, 0) / gains.length;
  const error = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0)) / gains.length;
  return mean > certainty * error ? both : alone;
}

/**
 * Probabilities [N, K] from those of the network, `own` [N, K], and those by texture, `view` [N, K]
 * (null: none). Without a second expert the best class of every image stays the best.
 */
export function calibrated(own: Float32Array, view: Float32Array | null, classes: number, { own: a, view: b }: Calibration): Float32Array {
  const result = new Float32Array(own.length);
  for (let start = 0; start < own.length; start += classes) {
    let total = 0;
    for (let at = start; at < start + classes; at++) {
      result[at] = own[at] > 0 ? own[at] ** a : 0;
      if (b > 0 && view) result[at] *= Math.max(floor, view[at]) ** b;
      total += result[at];
    }
    for (let at = start; at < start + classes; at++) result[at] /= total;
  }
  return result;
}

/** Least probability that a logarithm is taken of. */
const floor = 1e-9;

/** `probabilities` as the logarithms that a {@link TestedLabel} holds. */
export function logarithms(probabilities: Float32Array): Float32Array {
  return probabilities.map(p => Math.log(Math.max(floor, p)));
}

/** -log of the probability of the label, nats. */
function surprise({ own, view, label }: TestedLabel, { own: a, view: b }: Calibration): number {
  let most = -Infinity;
  for (let k = 0; k < own.length; k++) most = Math.max(most, a * own[k] + b * view[k]);
  let total = 0;
  for (let k = 0; k < own.length; k++) total += Math.exp(a * own[k] + b * view[k] - most);
  return Math.log(total) + most - (a * own[label] + b * view[label]);
}

/** Most probable weights, by steps on a logarithmic scale that are halved when none helps. */
function search(tests: readonly TestedLabel[], prior: Calibration, both: boolean): Calibration {
  const cost = ([a, b]: readonly number[]) => {
    const weights = { own: prior.own * Math.exp(a), view: prior.view * Math.exp(b) };
    return tests.reduce((sum, test) => sum + surprise(test, weights), strength * (a * a + b * b));
  };
  let at = [0, 0];
  let best = cost(at);
  for (let step = 0.4; step > 0.01; step /= 2) {
    for (let moved = true; moved;) {
      moved = false;
      for (const move of both ? [[step, 0], [-step, 0], [0, step], [0, -step]] : [[step, 0], [-step, 0]]) {
        const next = [at[0] + move[0], at[1] + move[1]];
        const found = cost(next);
        if (found < best - 1e-9) [at, best, moved] = [next, found, true];
      }
    }
  }
  return { own: prior.own * Math.exp(at[0]), view: prior.view * Math.exp(at[1]) };
}
