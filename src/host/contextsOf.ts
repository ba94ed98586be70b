import { type Project } from './project';

export interface Contexts {
  readonly open: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly hasClasses: boolean;
  readonly phase: string;
  readonly paused: boolean;
}

/** The context keys (without the prefix `winnow.`) for a project, or for none. */
export function contextsOf(project: Pick<Project, 'history' | 'knowledge' | 'status'> | undefined): Contexts {
  return {
    open: project !== undefined,
    canUndo: typeof project?.history.undo === 'string',
    canRedo: typeof project?.history.redo === 'string',
    hasClasses: (project?.knowledge.classes.length ?? 0) > 0,
    phase: project?.status.phase ?? 'none',
    paused: project?.status.phase === 'paused' || project?.status.phase === 'failed',
  };
}
