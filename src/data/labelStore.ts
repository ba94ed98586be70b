/** What a person decided about a folder: in memory, in two files, and in step with edits made outside. */
import { stat } from 'node:fs/promises';
import { type Knowledge, noKnowledge } from '../shared/project';
import { type BrokenLine, type ExtraColumns, labelsPath, readLabels, writeLabels } from './labelsFile';
import { applyChange, type Change } from './labels/change';
import { decisionsFrom, rowsFrom } from './labels/rowsAndDecisions';
import { emptyProject, type Project, projectPath, readProject, writeProject } from './projectFile';

/** A change, or what makes one from the newest state; the latter cannot undo what came just before it. */
export type ChangeSource = Change | ((knowledge: Knowledge) => Change);

interface Job {
  /** null: only read back what is on disk. */
  readonly source: ChangeSource | null;
  resolve(result: JobResult): void;
  reject(error: unknown): void;
}

interface JobResult {
  readonly inverse: Change;
  readonly reloaded: boolean;
}

interface State {
  readonly knowledge: Knowledge;
  readonly broken: readonly BrokenLine[];
  readonly extra?: ExtraColumns;
  readonly project: Project;
}

/** Identity and age of both files as they were last read or written here. */
interface Stamps {
  readonly labels: string;
  readonly project: string;
}

/** The classes and decisions of one folder of images; see {@link LabelStore.open}. */
export class LabelStore {
  private state: State = { knowledge: noKnowledge, broken: [], project: emptyProject };
  private stamps: Stamps = { labels: '', project: '' };
  private jobs: Job[] = [];
  private working = false;

  private constructor(readonly folder: string) {}

  /**
   * Reads the labels and classes of a folder of images; nothing is written until something is decided.
   * @throws PersonError when a file cannot be read or the project file is broken
   */
  static async open(folder: string): Promise<LabelStore> {
    const store = new LabelStore(folder);
    await store.readBack();
    return store;
  }

  /** All that is on disk. Decisions are sorted by path; those about files that are gone are among them. */
  knowledge(): Knowledge {
    return this.state.knowledge;
  }

  /** Lines of the labels file that could not be understood; they are kept when it is written. */
  broken(): readonly BrokenLine[] {
    return this.state.broken;
  }

  /** The project file's settings; its `classes` may lag behind {@link knowledge}. */
  project(): Project {
    return this.state.project;
  }

  /**
   * Makes a change; resolves when it is on disk (fsync), with the change that takes it back.
   * Changes that arrive while one is being written go to disk together. An edit made outside
   * meanwhile is read first and the change made on top of it.
   * @throws PersonError when it cannot be written; then nothing has changed, here or on disk
   */
  async apply(source: ChangeSource): Promise<{ inverse: Change }> {
    const { inverse } = await this.submit(source);
    return { inverse };
  }

  /**
   * Reads the files again if someone else has written them; resolves to whether anything changed.
   * @throws PersonError when they cannot be read or are broken; what was known stays
   */
  async reload(): Promise<boolean> {
    return (await this.submit(null)).reloaded;
  }

  private submit(source: ChangeSource | null): Promise<JobResult> {
    return new Promise((resolve, reject) => {
      this.jobs.push({ source, resolve, reject });
      if (!this.working) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.working = true;
    while (this.jobs.length > 0) {
      const jobs = this.jobs;
      this.jobs = [];
      try {
        await this.carryOut(jobs);
      } catch (error) {
        for (const { reject } of jobs) reject(error);
      }
    }
    this.working = false;
  }

  private async carryOut(jobs: readonly Job[]): Promise<void> {
    const reloaded = await this.readBack();
    let { knowledge } = this.state;
    const done: (() => void)[] = [];
    for (const { source, resolve, reject } of jobs) {
      try {
        const change = source === null ? {} : typeof source === 'function' ? source(knowledge) : source;
        const applied = applyChange(knowledge, change);
        knowledge = applied.knowledge;
        done.push(() => resolve({ inverse: applied.inverse, reloaded }));
      } catch (error) {
        reject(error);
      }
    }
    if (jobs.some(({ source }) => source !== null)) await this.write(knowledge);
    for (const resolve of done) resolve();
  }

  private async write(knowledge: Knowledge): Promise<void> {
    const { broken, extra, project, knowledge: before } = this.state;
    const newProject = projectFor(project, knowledge);
    if (newProject !== project) {
      await writeProject(this.folder, newProject);
      this.stamps = { ...this.stamps, project: await stamp(projectPath(this.folder)) };
    }
    if (knowledge.decisions !== before.decisions || namesDiffer(before, knowledge)) {
      try {
        await writeLabels(this.folder, rowsFrom(knowledge), broken, extra);
      } catch (error) {
        // Names in the two files belong together: the old labels get their old classes back.
        if (newProject !== project) await writeProject(this.folder, project).catch(() => undefined);
        this.stamps = { labels: '', project: '' };
        throw error;
      }
      this.stamps = { ...this.stamps, labels: await stamp(labelsPath(this.folder)) };
    }
    this.state = { knowledge, broken, extra, project: newProject };
  }

  /** Reads both files when one of them is not as it was left; whether that changed anything. */
  private async readBack(): Promise<boolean> {
    const stamps = { labels: await stamp(labelsPath(this.folder)), project: await stamp(projectPath(this.folder)) };
    if (stamps.labels === this.stamps.labels && stamps.project === this.stamps.project) return false;
    const project = (await readProject(this.folder)) ?? emptyProject;
    const { rows, broken, extra } = await readLabels(this.folder);
    const knowledge = { ...decisionsFrom(rows, project.classes, this.state.knowledge.classes), threshold: project.threshold };
    const changed = JSON.stringify([knowledge, broken, project]) !== JSON.stringify([this.state.knowledge, this.state.broken, this.state.project]);
    this.state = { knowledge, broken, extra, project };
    this.stamps = stamps;
    return changed;
  }
}

async function stamp(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch {
    return 'none';
  }
}

/** The project file with what is known; the same object when it says so already. */
function projectFor(project: Project, { classes, threshold }: Knowledge): Project {
  if (JSON.stringify(project.classes) === JSON.stringify(classes) && project.threshold === threshold) return project;
  return { ...project, classes, threshold };
}

function namesDiffer(a: Knowledge, b: Knowledge): boolean {
  const names = new Map(b.classes.map(({ id, name }) => [id, name]));
  return a.classes.some(({ id, name }) => names.get(id) !== name);
}
