/** `winnow score`: one line of CSV per image. */
import { resolve } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { type Knowledge } from '../shared/project';
import { type DeviceChoice, type EngineChoice, type Listing, type Predictions } from '../shared/trainerContract';
import { checkFolder } from './checkFolder';
import { keptLabels, noLabels, readLabels } from './knowledge';
import { writeOutput } from './output';
import { Printer } from './printer';
import { runSession } from './runSession';
import { trainedModel } from './trainedModel';

export interface ScoreOptions {
  readonly state: string;
  readonly out: string;
  readonly labels?: string;
  /** `auto`, or a place as in the project file; left out: where the labels' folder has it. */
  readonly threshold?: 'auto' | number;
  readonly engine: EngineChoice;
  readonly device?: DeviceChoice;
  readonly threads: number;
}

/** Scores the images of a folder with the model of a state folder. PersonError when there is no model, no image, or the file cannot be written. */
export async function score(folderName: string, options: ScoreOptions): Promise<void> {
  const printer = new Printer();
  const folder = resolve(folderName);
  await checkFolder(folder);
  const state = resolve(options.state);
  const checkpoint = await trainedModel(state);
  const kept = options.labels === undefined ? await keptLabels(state) : null;
  const found = kept ?? (await readLabels(folder, options.labels, printer)) ?? noLabels;
  const { threshold = found.knowledge.threshold } = options;
  const labels = { ...found, knowledge: { ...found.knowledge, threshold: threshold === 'auto' ? undefined : threshold } };
  const { engine, device, threads } = options;
  const { seed } = checkpoint.header;
  const { listing, predictions } = await runSession({ folder, state, labels, limits: { epochs: 0 }, engine, device, threads, size: null, seed }, printer);
  await writeOutput(resolve(options.out), scoresCsv(listing, predictions, labels.knowledge));
  printer.line(`Wrote ${listing.paths.length} lines to ${resolve(options.out)}`);
}

/** `path,label,suggestion,confidence,anomaly,flagged`, one line per image of the listing; unreadable images have empty values. */
export function scoresCsv(listing: Listing, predictions: Predictions, knowledge: Knowledge): string {
  const names = new Map(knowledge.classes.map(({ id, name }) => [id, name]));
  const labels = new Map(knowledge.decisions.map(({ path, label }) => [path, label]));
  const nameOf = (id: string | null | undefined): string => (id ? names.get(id) ?? id : '');
  const rows = listing.paths.map((path, i) => {
    const label = nameOf(labels.get(path));
    if (Number.isNaN(predictions.anomaly[i])) return [path, label, '', '', '', ''];
    const suggested = predictions.suggestion[i];
    const suggestion = suggested < 0 ? ['', ''] : [nameOf(predictions.classes[suggested]), predictions.confidence[i].toFixed(4)];
    return [path, label, ...suggestion, predictions.anomaly[i].toFixed(4), String(predictions.flagged[i])];
  });
  return stringify([['path', 'label', 'suggestion', 'confidence', 'anomaly', 'flagged'], ...rows]);
}
