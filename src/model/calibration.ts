/**
 * Confidence that means what it says. A network that has learned a few labels by heart is surer than
 * it is right, and the labels it has learned cannot tell (Guo, Pleiss, Sun, Weinberger 2017). So its
 * log-probabilities are divided by a temperature that fits what it said of images before it learned
 * their labels.
 */

/** What was said of one image before its label was used, and the label. */
export interface TestedLabel {
  /** Logarithms of probabilities [K]. */
  readonly said: Float32Array;
  /** Place of the label, 0 to K - 1. */
  readonly label: number;
}

/** Before any test: half as sure as the network, since one that has learned by heart is too sure. */
const cautious = 2;
/** Nats that a temperature e times as high as expected must win. */
const strength = 3;
/** Temperatures that are tried: factors of the cautious one, in steps of 2 %. */
const steps = Array.from({ length: 201 }, (_, i) => Math.exp((i - 100) / 50));

/** The temperature that `tests` speak for; few of them leave it cautious. */
export function fitTemperature(tests: readonly TestedLabel[]): number {
  const cost = (step: number) => tests.reduce((sum, test) => sum + surprise(test, cautious * step), strength * Math.log(step) ** 2);
  return cautious * steps.map(step => ({ step, cost: cost(step) })).reduce((a, b) => (b.cost < a.cost ? b : a)).step;
}

/** Probabilities [N, K] at a `temperature`; the best class of every image stays the best. */
export function calibrated(probabilities: Float32Array, classes: number, temperature: number): Float32Array {
  const result = new Float32Array(probabilities.length);
  for (let start = 0; start < result.length; start += classes) {
    let total = 0;
    for (let at = start; at < start + classes; at++) total += result[at] = probabilities[at] > 0 ? probabilities[at] ** (1 / temperature) : 0;
    for (let at = start; at < start + classes; at++) result[at] /= total;
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
    total += Math.max(...calibrated(probabilities.subarray(row * classes, (row + 1) * classes), classes, temperature));
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

/** -log of the probability of the label, nats. */
function surprise({ said, label }: TestedLabel, temperature: number): number {
  const most = said.reduce((a, b) => Math.max(a, b), -Infinity);
  const total = said.reduce((sum, value) => sum + Math.exp((value - most) / temperature), 0);
  return Math.log(total) + (most - said[label]) / temperature;
}
