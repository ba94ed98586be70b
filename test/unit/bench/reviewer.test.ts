import { expect, it } from 'vitest';
import { type Decisions } from '../../../src/model/scores';
import { type Predictions } from '../../../src/shared/trainerContract';
import { undecided } from '../../bench/quality/draws';
import { review } from '../../bench/quality/reviewer';

const truth = [0, 1, 0, 1, 0];
const list = (...anomaly: number[]) => ({ anomaly: Float32Array.from(anomaly) }) as Predictions;

it('takes the highest image without a decision and asks for the list after each', async () => {
  const decisions = undecided(5);
  const seen: number[][] = [];
  const last = list(0, 0, 0, 0, 9);
  const lists = [list(0.9, 0.1, 0.2, 0.8, 0.3), last];
  const rank = async ({ anomalous }: Decisions) => {
    seen.push([...anomalous]);
    return lists[seen.length - 1];
  };
  expect(await review(list(0.1, 0.9, 0.2, 0.3, 0.4), decisions, truth, 2, rank)).toBe(last);
  expect(seen).toEqual([[-1, 1, -1, -1, -1], [0, 1, -1, -1, -1]]);
});

it('passes over what was not looked at, and ends when nothing is left', async () => {
  const decisions = undecided(5);
  const same = list(NaN, 0.1, NaN, 0.3, NaN);
  await review(same, decisions, truth, 20, async () => same);
  expect([...decisions.anomalous]).toEqual([-1, 1, -1, 1, -1]);
});
