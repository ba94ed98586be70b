import { decisionsByPath } from './counts';
import { type Project } from './project';

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
export function rank(project: Pick<Project, 'listing' | 'knowledge' | 'predictions' | 'indexOf'>, limit = 200): Ranking {
  const { listing, knowledge, predictions } = project;
  const current = listing && predictions?.listing === listing.version ? predictions : null;
  const paths = listing?.paths ?? [];
  const decisions = decisionsByPath(knowledge);
  const flagged: RankedImage[] = [];
  // Few are flagged: only those are looked up by their paths, or 100,000 images would hold up the editor.
  current?.flagged.forEach((above, index) => {
    if (above === 1 && typeof decisions.get(paths[index])?.anomalous !== 'boolean') flagged.push({ path: paths[index], anomaly: current.anomaly[index] });
  });
  flagged.sort(worstFirst);
  const scoreOf = (path: string) => current?.anomaly[project.indexOf(path) ?? -1] ?? NaN;
  const reviewed = (anomalous: boolean) => knowledge.decisions
    .filter(decision => decision.anomalous === anomalous)
    .map(({ path }) => ({ path, anomaly: scoreOf(path) }))
    .sort(worstFirst);
  return { flagged: flagged.slice(0, limit), flaggedCount: flagged.length, confirmed: reviewed(true), dismissed: reviewed(false) };
}

function worstFirst(a: RankedImage, b: RankedImage): number {
  return (Number.isNaN(b.anomaly) ? -1 : b.anomaly) - (Number.isNaN(a.anomaly) ? -1 : a.anomaly);
}
