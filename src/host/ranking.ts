import { type Knowledge } from '../shared/project';
import { type Listing, type Predictions } from '../shared/trainerContract';
import { decisionsByPath } from './counts';

export interface RankedImage {
  readonly path: string;
  /** 0-1, 0.5 is the threshold; NaN: not known. */
  readonly anomaly: number;
}

export interface Ranking {
  /** Flagged and not reviewed, worst first, at most as many as asked for. */
  readonly flagged: readonly RankedImage[];
  /** How many are flagged in all. */
  readonly flaggedCount: number;
  readonly confirmed: readonly RankedImage[];
  readonly dismissed: readonly RankedImage[];
}

/**
 * The anomalies of a folder. Reviews count at once, also while the predictions are from before them; predictions of
 * another listing are left out.
 */
export function rank(listing: Listing | null, knowledge: Knowledge, predictions: Predictions | null, limit = 200): Ranking {
  const current = listing && predictions?.listing === listing.version ? predictions : null;
  const paths = listing?.paths ?? [];
  const decisions = decisionsByPath(knowledge);
  const flagged: RankedImage[] = [];
  const scores = new Map<string, number>();
  paths.forEach((path, index) => {
    const anomaly = current ? current.anomaly[index] : NaN;
    const reviewed = decisions.get(path)?.anomalous;
    if (typeof reviewed === 'boolean') scores.set(path, anomaly);
    else if (current?.flagged[index] === 1) flagged.push({ path, anomaly });
  });
  flagged.sort(worstFirst);
  const reviewed = (anomalous: boolean) => knowledge.decisions
    .filter(decision => decision.anomalous === anomalous)
    .map(({ path }) => ({ path, anomaly: scores.get(path) ?? NaN }))
    .sort(worstFirst);
  return { flagged: flagged.slice(0, limit), flaggedCount: flagged.length, confirmed: reviewed(true), dismissed: reviewed(false) };
}

function worstFirst(a: RankedImage, b: RankedImage): number {
  return (Number.isNaN(b.anomaly) ? -1 : b.anomaly) - (Number.isNaN(a.anomaly) ? -1 : a.anomaly);
}
