import { type Project } from './project';

export interface Contexts {
  readonly open: boolean;
  readonly hasClasses: boolean;
  /** Whether the icons in title bars have something to take back or to make once more. */
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The next three complete steps of the walkthrough. */
  readonly hasImages: boolean;
  readonly hasTenLabels: boolean;
  readonly hasReview: boolean;
  /** A person has put the threshold of anomalies somewhere. */
  readonly thresholdByHand: boolean;
  readonly phase: string;
  readonly paused: boolean;
}

/** The context keys (without the prefix `winnow.`) for a project, or for none. */
export function contextsOf(project: Pick<Project, 'knowledge' | 'listing' | 'status' | 'history'> | undefined): Contexts {
  const decisions = project?.knowledge.decisions ?? [];
  return {
    open: project !== undefined,
    hasClasses: (project?.knowledge.classes.length ?? 0) > 0,
    canUndo: (project?.history.undo ?? null) !== null,
    canRedo: (project?.history.redo ?? null) !== null,
    hasImages: (project?.listing?.paths.length ?? 0) > 0,
    hasTenLabels: decisions.filter(({ label }) => label !== null).length >= 10,
    hasReview: decisions.some(({ anomalous }) => anomalous !== null),
    thresholdByHand: project?.knowledge.threshold !== undefined,
    phase: project?.status.phase ?? 'none',
    paused: project?.status.phase === 'paused' || project?.status.phase === 'failed',
  };
}
