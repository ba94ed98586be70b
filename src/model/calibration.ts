/**
 * Confidence that means what it says. A network that has learned a few labels by heart is surer than
 * it is right, and the labels it has learned cannot tell (Guo, Pleiss, Sun, Weinberger 2017). So its
 * log-probabilities are divided by a temperature, and mixed with a share of uniform (as in ensemble
 * temperature scaling: Zhang, Kailkhura, Han 2020), p' = (1 - e) softmax(z / T) + e / K; both fit what it
 * said of images before it learned their labels. The share answers what no temperature can: that the
 * surest images are wrong too, as when the first few labels of a class do not yet speak for all of it.
 */

/** How probabilities are made to mean what they say. */
export interface Calibration {
  /** The logits are divided by it; > 0, 1 leaves them. */
  readonly temperature: number;
  /** Share of uniform among the classes, 0-1. */
  readonly uniform: number;
}

/** What was said of one image before its label was used, and the label. */
export interface TestedLabel {
  /** Logarithms of probabilities [K]. */
  readonly said: Float32Array;
  /** Place of the label, 0 to K - 1. */
  readonly label: number;
}

/** Leaves probabilities as they are. */
export const uncalibrated: Calibration = { temperature: 1, uniform: 0 };

/** Before any test: half as sure as the network, since one that has learned by heart is too sure. */
const cautious = 2;
/** Nats that a temperature e times as high as expected must win. */
const strength = 3;
/** Temperatures that are tried: factors of the cautious one, in steps of 5 %. */
const steps = Array.from({ length: 81 }, (_, i) => Math.exp((i - 40) / 20));
/** Shares of uniform that are tried. */
const shares = [0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6];
/** The share is expected as Beta(1.2, 8): a few in a hundred, seldom more than a third. */
const [expectedUniform, expectedOwn] = [1.2, 8];

/** The calibration that `tests` speak for; few of them leave it cautious. */
export function fitCalibration(tests: readonly TestedLabel[]): Calibration {
  let best = { temperature: cautious, uniform: 0, cost: Infinity };
  for (const step of steps) {
    const temperature = cautious * step;
    const told = tests.map(test => ({ own: probabilityOf(test, temperature), even: 1 / test.said.length }));
    for (const uniform of shares) {
      const misfit = told.reduce((sum, { own, even }) => sum - Math.log((1 - uniform) * own + uniform * even), 0);
      const unexpected = strength * Math.log(step) ** 2 - (expectedUniform - 1) * Math.log(uniform) - (expectedOwn - 1) * Math.log(1 - uniform);
      if (misfit + unexpected < best.cost) best = { temperature, uniform, cost: misfit + unexpected };
    }
  }
  return { temperature: best.temperature, uniform: best.uniform };
}

/** `probabilities` [N, K] as they are under a calibration; the best class of every image stays the best. */
export function calibrated(probabilities: Float32Array, classes: number, { temperature, uniform }: Calibration): Float32Array {
  const result = new Float32Array(probabilities.length);
  for (let start = 0; start < result.length; start += classes) {
    let total = 0;
    for (let at = start; at < start + classes; at++) total += result[at] = probabilities[at] > 0 ? probabilities[at] ** (1 / temperature) : 0;
    for (let at = start; at < start + classes; at++) result[at] = (1 - uniform) * result[at] / total + uniform / classes;
  }
  return result;
}

/** Images by which the mean confidence is known, at most. */
const sample = 2048;

/** Mean of the highest probability of an image under `probabilities` [N, K] at a `temperature`, 0-1; NaN without images. */
export function meanConfidence(probabilities: Float32Array, classes: number, temperature: number): number {
  const count = probabilities.length / classes;
  const every = Math.max(1, Math.ceil(count / sample));
  let [total, seen] = [0, 0];
  for (let row = 0; row < count; row += every) {
    total += Math.max(...calibrated(probabilities.subarray(row * classes, (row + 1) * classes), classes, { temperature, uniform: 0 }));
    seen++;
  }
  return total / seen;
}

/** The temperature, from `least` on, at which `probabilities` [N, K] are no surer in the mean than `confidence` (0-1). */
export function temperatureFor(probabilities: Float32Array, classes: number, confidence: number, least: number): number {
  if (!(meanConfidence(probabilities, classes, least) > confidence)) return least;
  let [low, high] = [Math.log(least), Math.log(least) + 4];
  for (let halving = 0; halving < 12; halving++) {
    const middle = (low + high) / 2;
    if (meanConfidence(probabilities, classes, Math.exp(middle)) > confidence) low = middle;
    else high = middle;
  }
  return Math.exp(high);
}

/** `probabilities` as the logarithms that a {@link TestedLabel} holds. */
export function logarithms(probabilities: Float32Array): Float32Array {
  return probabilities.map(p => Math.log(Math.max(1e-9, p)));
}

/** Probability of the label at a temperature. */
function probabilityOf({ said, label }: TestedLabel, temperature: number): number {
  const most = said.reduce((a, b) => Math.max(a, b), -Infinity);
  const total = said.reduce((sum, value) => sum + Math.exp((value - most) / temperature), 0);
  return Math.exp((said[label] - most) / temperature) / total;
}
