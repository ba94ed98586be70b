/**
 * The anomaly ranking of a folder as constants, so that one image alone can be given the place that it
 * would have there: the normal images that it is compared with, the scales of all measures, the
 * directions of what was decided, weights and threshold.
 */
import { type HostTensor } from '../../shared/program';
import { type ThresholdRule } from '../../shared/trainerContract';
import { type Compile, type Decisions, type Evidence, measuredEvidence, type PartWeights, rankAnomalies, type Yardstick } from '../scores';
import { tellingTable } from '../scoring/evidence';
import { type Direction } from '../scoring/likeness';
import { reviewedDirections } from '../scoring/reviewed';
import { gathered, type Rows } from '../scoring/rows';
import { type Measure, neighboursAmong, ownBanks, whitenedRows } from '../scoring/surroundings';
import { clip, type Scale, scaleOfRows } from '../scoring/tables';
import { whitening } from '../scoring/whitening';

/** Normal images that an image is compared with. */
export interface Bank {
  /** [M, W], each as an image is after `scale` and `matrix`. */
  readonly points: HostTensor;
  /** How many of them are its neighbours. */
  readonly k: number;
  /** Left out: distances are measured as the table is. */
  readonly scale?: Scale;
  /** [W, W]; left out: not whitened. */
  readonly matrix?: HostTensor;
}

export interface PortableScore {
  /** 1 for a defect class [K]. */
  readonly defect: Uint8Array;
  /** How many energies of an image count, the first ones. */
  readonly telling: number;
  readonly scales: Yardstick['scales'];
  readonly shares: Yardstick['shares'];
  readonly latent: Bank;
  readonly around: Readonly<Record<Measure, readonly Bank[]>>;
  /** Which of the banks in `around` is that of each class [K]; without classes [1]. */
  readonly bankOf: readonly number[];
  /** null: nothing is decided. */
  readonly likeness: { readonly scale: Scale; readonly directions: readonly (Direction & { readonly share: number })[] } | null;
  readonly weights: PartWeights;
  /** As in {@link rankAnomalies}: what turns a weighted sum into a place, the threshold among the places, and where it is without a hand on it. */
  readonly middle: number;
  readonly deviation: number;
  readonly threshold: number;
  readonly automatic: number;
  readonly rule: ThresholdRule;
}

/**
 * The ranking of `evidence` (with calibrated probabilities, and energies) under `decisions`; `share` of
 * the images is above the threshold while none is confirmed and none dismissed and a person has not put the
 * threshold at a place `byHand`. As costly as gathering the evidence. null where no image may stand for what is normal.
 */
export async function portableScore(evidence: Evidence, decisions: Decisions, compile: Compile, seed: number, share: number, byHand: number | null = null): Promise<PortableScore | null> {
  const { found, yardstick: { defect, bank, k, group, scales, shares } } = await measuredEvidence(evidence, decisions, compile, seed);
  if (bank.length === 0) return null;
  const { weights, middle, deviation, threshold, automatic, rule } = rankAnomalies(found, decisions, share, byHand);
  const table = tellingTable(evidence);
  const own = ownBanks(group, bank);
  const classes = Math.max(1, evidence.classes);
  const isOwn = (c: number) => own.has(c) && !defect[c];
  const groups = [...new Set(Array.from({ length: classes }, (_, c) => (isOwn(c) ? c : -1)))];
  const banks = async (measure: Measure) => {
    const made: Bank[] = [];
    for (const g of groups) {
      const among = own.get(g) ?? bank;
      made.push(await bankOf(table, among, neighboursAmong(among, k), measure, compile));
    }
    return made;
  };
  const reviewed = reviewedDirections(evidence, decisions, seed);
  return {
    defect, scales, shares, weights, middle, deviation, threshold, automatic: automatic.threshold, rule, telling: table.width,
    latent: { points: tensor(gathered(evidence.mu, bank), evidence.mu.width), k },
    around: { whitened: await banks('whitened'), standardised: scales.standardised ? await banks('standardised') : [] },
    bankOf: Array.from({ length: classes }, (_, c) => groups.indexOf(isOwn(c) ? c : -1)),
    likeness: reviewed && reviewed.directions.length > 0
      ? { scale: scaleOfRows(gathered(table, reviewed.bank), table.width), directions: reviewed.directions }
      : null,
  };
}

async function bankOf(table: Rows, among: Int32Array, k: number, measure: Measure, compile: Compile): Promise<Bank> {
  const { width } = table;
  const points = gathered(table, among);
  const scale = scaleOfRows(points, width);
  clip(points, width, scale);
  if (measure === 'standardised') return { points: tensor(points, width), k, scale };
  const matrix = whitening(points, width, Int32Array.from(among.keys()));
  return { points: tensor(await whitenedRows(points, width, matrix, compile), width), k, scale, matrix: tensor(matrix, width) };
}

function tensor(data: Float32Array, width: number): HostTensor {
  return { shape: [data.length / width, width], dtype: 'float32', data };
}
