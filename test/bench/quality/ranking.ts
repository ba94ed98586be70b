/** How well the anomaly ranking of the extension tells normal images from others. */
import { anomalyEvidence, type Decisions } from '../../../src/model/scores';
import { Random } from '../../../src/shared/random';
import { type Scored } from '../../../src/trainer/evidence';
import { type Course } from './course';
import { auroc } from './measures';
import { type Bench } from './task';

/** More normal images than these are not compared with. */
const mostBeside = 6000;

/** The images `tested` and those that they are compared with: all of `labelled`, and of `normal` as many as count, drawn by seed. */
export function scoredBeside(tested: readonly number[], labelled: readonly number[], normal: readonly number[], seed: number): number[] {
  const drawn = new Random(seed).shuffle([...normal]).slice(0, mostBeside);
  return [...new Set([...tested, ...labelled, ...drawn])];
}

/** AUROC in % of the images `tested` among the rows of `scored`, of which those are anomalies for which `isAnomaly` says so. */
export async function anomalyAuroc(
  bench: Bench, course: Course, scored: Scored, decisions: Decisions, tested: readonly number[], isAnomaly: (image: number) => boolean, seed: number,
): Promise<number> {
  const truth = tested.map(i => Number(isAnomaly(i)));
  if (bench.parts) bench.log(await partsText(bench, scored, decisions, tested, truth, seed));
  const { anomaly } = await course.judge(scored, decisions);
  return 100 * auroc(tested.map(i => anomaly[i]), truth);
}

/** The same by the error of the reconstruction alone, which the rows of `scored` have. */
export function errorAuroc({ evidence, rows }: Scored, tested: readonly number[], isAnomaly: (image: number) => boolean): number {
  return ofRows(rows, tested, tested.map(i => Number(isAnomaly(i))))(evidence.reconstruction);
}

/** AUROC in % of scores by row. */
function ofRows(rows: readonly number[], tested: readonly number[], truth: readonly number[]): (scores: Float32Array) => number {
  const row = new Map(rows.map((image, place) => [image, place]));
  return scores => 100 * auroc(tested.map(i => scores[row.get(i) ?? -1]), truth);
}

/** AUROC of each part of the evidence alone, under the model's own `pi`. */
async function partsText(bench: Bench, { evidence, rows }: Scored, { label, anomalous }: Decisions, tested: readonly number[], truth: readonly number[], seed: number): Promise<string> {
  const known = { label: Int16Array.from(rows, i => label[i]), anomalous: Int8Array.from(rows, i => anomalous[i]) };
  const { parts } = await anomalyEvidence(evidence, known, spec => bench.engine.compile(spec), seed);
  const value = ofRows(rows, tested, truth);
  return Object.entries(parts).map(([name, scores]) => `${name} ${value(scores).toFixed(1)}`).join(', ');
}
