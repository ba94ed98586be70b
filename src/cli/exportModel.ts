/** `winnow export-model`: the trained model as one ONNX file, with examples beside it. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkPlace, modelFiles, modelPath } from '../data/modelExport/writeModel';
import { PersonError } from '../shared/personError';
import { type DeviceChoice, type EngineChoice } from '../shared/trainerContract';
import { checkFolder } from './checkFolder';
import { keptLabels, noLabels, readLabels } from './knowledge';
import { Printer } from './printer';
import { runSession } from './runSession';
import { trainedModel } from './trainedModel';

export interface ExportModelOptions {
  readonly state: string;
  readonly out: string;
  readonly labels?: string;
  readonly engine: EngineChoice;
  readonly device?: DeviceChoice;
  readonly threads: number;
}

/** Exports the model of a state folder with the ranking of a folder. PersonError when there is no model, no image, or something stands in the way. */
export async function exportModelCommand(folderName: string, { state: stateName, out, labels: file, engine, device, threads }: ExportModelOptions): Promise<void> {
  const printer = new Printer();
  const [folder, state, model] = [resolve(folderName), resolve(stateName), modelPath(resolve(out))];
  await checkFolder(folder);
  checkPlace(model, folder);
  const { header: { seed } } = await trainedModel(state);
  for (const path of modelFiles(model)) if (await stat(path).catch(() => null)) throw new PersonError(`"${path}" is there already, and nothing is overwritten. Choose another name, or remove it first.`, path);
  const kept = file === undefined ? await keptLabels(state) : null;
  const labels = kept ?? (await readLabels(folder, file, printer)) ?? noLabels;
  await runSession({ folder, state, labels, limits: { epochs: 0 }, engine, device, threads, size: null, seed }, printer, session => session.exportModel(model));
  printer.line(`Exported the model to ${modelFiles(model).join(', ')}`);
}
