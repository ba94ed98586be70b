/** `winnow report`: what a model makes of a folder, as one page. */
import { basename, resolve } from 'node:path';
import { type DeviceChoice, type EngineChoice, type Explanation } from '../../shared/trainerContract';
import { type Session } from '../../trainer/session';
import { checkFolder } from '../checkFolder';
import { keptLabels, noLabels, readLabels } from '../knowledge';
import { writeOutput } from '../output';
import { Printer } from '../printer';
import { runSession } from '../runSession';
import { trainedModel } from '../trainedModel';
import { reportedConfusion } from './confusion';
import { keptLosses } from './losses';
import { type Anomaly, reportPage } from './page';
import { errorMap, pictureOf } from './pictures';

export interface ReportOptions {
  readonly state: string;
  readonly out: string;
  readonly labels?: string;
  /** Images that fit worst, at most. */
  readonly top: number;
  readonly engine: EngineChoice;
  readonly device?: DeviceChoice;
  readonly threads: number;
}

const reasonNames: Record<keyof Explanation['reasons'], string> = {
  reconstruction: 'reconstruction', latent: 'far from its class', neighbours: 'unlike its neighbours', classification: 'class unsure', likeness: 'like what was confirmed',
};

/** Writes the report of a folder by the model of a state folder. PersonError when there is no model, no image, or it cannot be written. */
export async function report(folderName: string, { state: stateName, out, labels: file, top, engine, device, threads }: ReportOptions): Promise<void> {
  const printer = new Printer();
  const [folder, state] = [resolve(folderName), resolve(stateName)];
  await checkFolder(folder);
  const { header: { seed } } = await trainedModel(state);
  const kept = file === undefined ? await keptLabels(state) : null;
  const labels = kept ?? (await readLabels(folder, file, printer)) ?? noLabels;
  const { knowledge } = labels;
  const reviews = new Map(knowledge.decisions.map(({ path, anomalous }) => [path, anomalous]));
  const anomalies: Anomaly[] = [];
  const { listing, predictions } = await runSession({ folder, state, labels, limits: { epochs: 0 }, engine, device, threads, size: null, seed }, printer, async (session, { listing, predictions }) => {
    const scores = predictions.anomaly;
    const worst = Array.from(scores.keys()).filter(i => scores[i] >= 0).sort((a, b) => scores[b] - scores[a]).slice(0, top);
    for (const [done, i] of worst.entries()) {
      printer.progress('explaining', done / worst.length);
      anomalies.push(await explained(session, listing.paths[i], reviews.get(listing.paths[i]) ?? null));
    }
  });
  const at = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const page = reportPage({ folder: basename(folder), at, knowledge, listing, predictions, losses: await keptLosses(state), confusion: reportedConfusion(knowledge, listing, predictions), anomalies });
  await writeOutput(resolve(out), page);
  printer.line(`Wrote the report of ${listing.paths.length} images to ${resolve(out)}`);
}

async function explained(session: Session, path: string, anomalous: boolean | null): Promise<Anomaly> {
  const found = await session.explain(path);
  const reasons = (Object.entries(found.reasons) as [keyof Explanation['reasons'], number][])
    .filter(([, share]) => share >= 0.05).sort(([, a], [, b]) => b - a).map(([name, share]) => `${reasonNames[name]} ${Math.round(100 * share)} %`);
  return {
    path, score: found.anomaly, review: anomalous === null ? null : anomalous ? 'confirmed' : 'dismissed', reasons,
    input: await pictureOf(found.input), map: await errorMap(found), reconstruction: await pictureOf(found.reconstruction),
  };
}
