/** `winnow train`: trains or continues from the state folder. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { winnowFolder } from '../data/labelsFile';
import { PersonError } from '../shared/personError';
import { type DeviceChoice, type EngineChoice } from '../shared/trainerContract';
import { checkFolder } from './checkFolder';
import { keepKnowledge, keptLabels, noLabels, readLabels } from './knowledge';
import { Printer } from './printer';
import { keepLosses } from './report/losses';
import { runSession } from './runSession';

export interface TrainOptions {
  readonly labels?: string;
  readonly state?: string;
  readonly seconds?: number;
  readonly epochs?: number;
  readonly size?: number;
  readonly seed: number;
  readonly engine: EngineChoice;
  readonly device?: DeviceChoice;
  readonly threads: number;
}

/** Trains on the images of a folder and keeps model and labels in the state folder. PersonError when folder or labels cannot be used. */
export async function train(folderName: string, options: TrainOptions): Promise<void> {
  const printer = new Printer();
  const folder = resolve(folderName);
  await checkFolder(folder);
  const given = await readLabels(folder, options.labels, printer);
  const state = options.state === undefined ? await ownState(folder) : resolve(options.state);
  const labels = given ?? (await keptLabels(state)) ?? noLabels;
  const { seconds, epochs, size, seed, engine, device, threads } = options;
  const { listing, predictions, status, losses } = await runSession({ folder, state, labels, limits: { seconds, epochs }, engine, device, threads, size: size ?? null, seed }, printer);
  await keepKnowledge(state, labels.knowledge);
  await keepLosses(state, losses);
  const known = new Set(listing.paths);
  const labelled = labels.knowledge.decisions.filter(({ label, path }) => label !== null && known.has(path)).length;
  const flagged = predictions.flagged.reduce((sum, flag) => sum + flag, 0);
  printer.line(`Trained to step ${status.step} on ${listing.paths.length - listing.unreadable.length} images, ${labelled} labelled, ${predictions.classes.length} classes; ${flagged} flagged.`);
  printer.line(`The model is in ${state}`);
}

/** The state folder of a folder that has none of its own choice; git leaves it out. PersonError when it cannot be made. */
async function ownState(folder: string): Promise<string> {
  const state = join(folder, winnowFolder, 'state');
  try {
    await mkdir(state, { recursive: true });
    await writeFile(join(state, '.gitignore'), '*\n');
  } catch (error) {
    throw new PersonError(`The model cannot be kept in "${state}". Name another folder with --state.`, state, { cause: error });
  }
  return state;
}
