/** The process of the simulation: argument 1 is the state folder with a made cache, argument 2 its number of images. */
import { PixelCache } from '../../../src/data/pixelCache';
import { openEngine } from '../../../src/engine/openEngine';
import { defaultConfig } from '../../../src/model/config';
import { type Decisions } from '../../../src/model/scores';
import { Random } from '../../../src/shared/random';
import { Batches } from '../../../src/trainer/batches';
import { closeEvidence, scoreImages, type Scored } from '../../../src/trainer/evidence';
import { identityOf } from '../../../src/trainer/images';
import { type ImageSource, partOf } from '../../../src/trainer/imageSource';
import { Judge } from '../../../src/trainer/judge';
import { fresh, Learner } from '../../../src/trainer/learner';
import { ratesAt } from '../../../src/trainer/schedule';
import { type MakeTable, tablesIn } from '../../../src/trainer/tables';
import { side } from './folders';
import { madeFile, type Simulated } from './simulated';

const classes = ['a', 'b'];
const steps = 30;
/** Images that are really scored. */
const scored = 8192;

async function main(): Promise<void> {
  const [state, images] = [process.argv[2], Number(process.argv[3])];
  const files = Array.from({ length: images }, (_, i) => madeFile(i));
  const begun = performance.now();
  const cache = await PixelCache.open(state, { size: side, channels: 1 });
  const { decoded } = await cache.fill('', files);
  if (decoded > 0) throw new Error(`${decoded} images were decoded: the made cache is not taken`);
  const opening = (performance.now() - begun) / 1000;
  const identities: string[] = [];
  const source: ImageSource = {
    readable: files.map((_, i) => i),
    identity: i => identities[i] ??= identityOf(files[i]),
    read: (indices, out) => cache.read(indices.map(i => files[i].path), out),
  };
  const decisions: Decisions = { label: new Int16Array(images).fill(-1), anomalous: new Int8Array(images).fill(-1) };
  for (let i = 0; i < 20; i++) decisions.label[i * 37] = i % 2;

  const { engine } = await openEngine('auto', { threads: 0 });
  const random = new Random(1);
  const config = defaultConfig(side, 1, classes.length);
  const learner = new Learner(engine, fresh(config, classes, 1));
  const batches = new Batches(source, decisions, config, 64, random);
  await learner.train(await batches.next(), ratesAt(0, 0, Infinity), batches.labelShares);
  const training = performance.now();
  for (let i = 0; i < steps; i++) await learner.train(await batches.next(), ratesAt(i, 0, Infinity), batches.labelShares);
  const imagesPerSecond = (64 * steps) / ((performance.now() - training) / 1000);

  await learner.dispose();
  const model = { weights: await learner.weights(), config, classes, step: steps };
  const makeTable = tablesIn(state);
  const scoring = performance.now();
  const part = await scoreImages(engine, model, partOf(source, source.readable.slice(0, scored)), null, () => Promise.resolve('go'), makeTable) as Scored;
  const scoredPerSecond = scored / ((performance.now() - scoring) / 1000);
  const former = repeated(part, source, makeTable);
  const whole = repeated(part, source, makeTable);
  closeEvidence(part.evidence);

  const judge = new Judge(engine, 1);
  judge.take(whole);
  const judging = performance.now();
  await judge.suggest(decisions, classes, {});
  await judge.weigh(decisions);
  judge.predict(1, images, decisions, 0.03);
  const judged = (performance.now() - judging) / 1000;
  decisions.label[5] = 1;
  const asking = performance.now();
  await judge.suggest(decisions, classes, {});
  judge.review(decisions);
  judge.predict(1, images, decisions, 0.03);
  const answer = performance.now() - asking;
  for (const pass of [former, whole]) closeEvidence(pass.evidence);
  const found: Simulated = { opening, imagesPerSecond, scoredPerSecond, judging: judged, answer, megabytes: process.resourceUsage().maxRSS / 1e3 };
  process.send?.(found, () => process.exit(0));
}

/** A pass over all images of `source`, as large as a real one: the rows of `part` over and over. */
function repeated(part: Scored, source: ImageSource, makeTable: MakeTable): Scored {
  const rows = [...source.readable];
  const { evidence } = part;
  const cycled = (table: Float32Array) => {
    const width = table.length / evidence.count;
    const all = new Float32Array(rows.length * width);
    for (let at = 0; at < all.length; at += table.length) all.set(table.subarray(0, Math.min(table.length, all.length - at)), at);
    return all;
  };
  const table = (of: 'mu' | 'features' | 'energies') => {
    const made = makeTable(rows.length, evidence[of].width);
    for (let row = 0; row < rows.length; row++) made.set(row, evidence[of].block(row % evidence.count, (row % evidence.count) + 1));
    return made;
  };
  return {
    ...part, rows, identities: rows.map(i => source.identity(i)),
    evidence: {
      ...evidence, count: rows.length, mu: table('mu'), features: table('features'), energies: table('energies'),
      reconstruction: cycled(evidence.reconstruction), probabilities: cycled(evidence.probabilities),
    },
  };
}

void main();
