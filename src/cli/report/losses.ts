/** The losses of every training by the command line, beside the model. */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LossPoint } from '../../shared/trainerContract';

/** The curves of the report, in the order of the columns after `step` and `epoch`. */
export const curveNames = ['total', 'reconstruction', 'divergence', 'classification', 'consistency'] as const;

function lossesFile(state: string): string {
  return join(state, 'losses.csv');
}

/** Adds points to those of earlier trainings. */
export async function keepLosses(state: string, points: readonly LossPoint[]): Promise<void> {
  if (points.length === 0) return;
  await mkdir(state, { recursive: true });
  const lines = points.map(point => [point.step, point.epoch, ...curveNames.map(name => point[name])].map(value => (Number.isFinite(value) ? String(Math.round(value * 1e4) / 1e4) : '')).join());
  await appendFile(lossesFile(state), `${lines.join('\n')}\n`);
}

/** All points of the present model, in their order; none when it was not trained by the command line. A training from the beginning drops those before it. */
export async function keptLosses(state: string): Promise<LossPoint[]> {
  const text = await readFile(lossesFile(state), 'utf8').catch(() => '');
  const points: LossPoint[] = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const [step, epoch, total, reconstruction, divergence, classification, consistency] = line.split(',').map(cell => (cell === '' ? NaN : Number(cell)));
    while (points.length > 0 && points[points.length - 1].step >= step) points.pop();
    points.push({ step, epoch, total, reconstruction, divergence, classification, consistency });
  }
  return points;
}
