/**
 * How well anomalies are ranked: `npx tsx test/bench/quality/anomalies.ts [--data DIR] [--set steel|digits|sample|one-class]
 * [--steps N] [--seed N] [--json FILE]`. Folders with 3 % that does not belong: steel surfaces and
 * digits with one class made rare, the drawn sample with its defects; and one class learned alone.
 * Each without labels, after 20 decisions of a reviewer who takes the top of the list, and with ten
 * labels a normal class. AUROC: chance that an anomaly stands above a normal image; precision among
 * the first k, k = number of anomalies. Without the data it says what to put where.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Engine } from '../../../src/engine/engine';
import { openEngine } from '../../../src/engine/openEngine';
import { anomalyEvidence, type Decisions, type Evidence, rankAnomalies } from '../../../src/model/scores';
import { Random } from '../../../src/shared/random';
import { isolationForest } from './baselines/isolationForest';
import { nearestDistance } from './baselines/nearest';
import { undecided } from './draws';
import { look, newLearner, train } from './learn';
import { auroc, precisionAt } from './measures';
import { defaultData, type ImageSet, loadDigits, loadSample, loadSteel, MissingSet, pick, withRare } from './sets';

const rareShare = 0.03;
const decisionsOfReviewer = 20;
const labelsPerClass = 10;

interface Figure {
  readonly set: string;
  readonly variant: string;
  readonly auroc: number;
  readonly precision: number;
  /** AUROC of each part alone. */
  readonly parts: Readonly<Record<string, number>>;
}

const sets: Record<string, (data: string, seed: number) => Promise<ImageSet[]>> = {
  steel: async (data, seed) => {
    const all = await loadSteel(data);
    return ['finishing roll printing', 'slag inclusion', 'surface scratch'].map(name => withRare(all, all.classes.indexOf(name), rareShare, seed));
  },
  digits: async (data, seed) => {
    const all = await loadDigits(data, 2000, seed);
    return [7, 1].map(digit => withRare(all, digit, rareShare, seed));
  },
  sample: async (_, seed) => [await loadSample(600, seed)],
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: defaultData }, set: { type: 'string' }, steps: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' }, json: { type: 'string' },
    },
  });
  const [steps, seed] = [Number(values.steps), Number(values.seed)];
  const { engine } = await openEngine('auto', { threads: 2 });
  const figures: Figure[] = [];
  const note = (figure: Figure) => {
    figures.push(figure);
    const parts = Object.entries(figure.parts).map(([name, auroc]) => `${name} ${auroc.toFixed(2)}`).join(', ');
    console.log(`${figure.set}; ${figure.variant}: AUROC ${figure.auroc.toFixed(3)}, precision at k ${figure.precision.toFixed(2)} (${parts})`);
  };
  for (const name of [...Object.keys(sets), 'one-class'].filter(known => !values.set || known === values.set)) {
    try {
      if (name === 'one-class') note(await oneClass(engine, values.data, steps, seed));
      else for (const set of await sets[name](values.data, seed)) await dirty(engine, set, steps, seed, note);
    } catch (error) {
      if (!(error instanceof MissingSet)) throw error;
      console.log(`${name} is left out: ${error.message}, or name another folder with --data`);
    }
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
}

/** A folder with some images that do not belong. */
async function dirty(engine: Engine, set: ImageSet, steps: number, seed: number, note: (figure: Figure) => void): Promise<void> {
  const all = Array.from(set.label.keys());
  const learner = newLearner(engine, set, seed);
  const none = undecided(all.length);
  await train(learner, set, all, none.label, steps);
  const evidence = await look(engine, learner, set);
  note(await figureOf(engine, set, evidence, none, 'no labels'));
  const others = {
    'isolation forest on the latent': isolationForest(evidence.mu, evidence.latent, seed),
    'nearest neighbours on the latent': nearestDistance(evidence.mu, evidence.latent),
  };
  for (const [variant, scores] of Object.entries(others)) {
    note({ set: set.name, variant, auroc: auroc(scores, set.anomalous), precision: precisionAt(scores, set.anomalous), parts: {} });
  }
  note(await figureOf(engine, set, evidence, await review(engine, set, evidence), `${decisionsOfReviewer} decisions`));

  const names = set.classes.filter((_, k) => all.some(i => set.label[i] === k && !set.anomalous[i]));
  const decisions = undecided(all.length);
  for (const [to, name] of names.entries()) {
    const members = all.filter(i => set.classes[set.label[i]] === name && !set.anomalous[i]);
    for (const i of new Random(seed).shuffle(members).slice(0, labelsPerClass)) decisions.label[i] = to;
  }
  await learner.changeClasses(names, {});
  await train(learner, set, all, decisions.label, steps);
  note(await figureOf(engine, set, await look(engine, learner, set), decisions, `${labelsPerClass} labels a class`));
}

/** One digit learned alone, without labels; then it and the others are scored. */
async function oneClass(engine: Engine, data: string, steps: number, seed: number): Promise<Figure> {
  const digits = await loadDigits(data, 6000, seed);
  const [own, others] = [0, 1].map(other => Array.from(digits.label.keys()).filter(i => Number(digits.label[i] !== 0) === other));
  const [learned, fresh] = [own.slice(0, 400), [...own.slice(400), ...others.slice(0, 1000)]];
  const set = pick({ ...digits, name: 'digit 0 alone', anomalous: Uint8Array.from(digits.label, k => (k === 0 ? 0 : 1)) }, [...learned, ...fresh]);
  const known = Array.from(learned.keys());
  const learner = newLearner(engine, set, seed);
  const decisions = undecided(set.label.length);
  await train(learner, set, known, decisions.label, steps);
  decisions.anomalous.fill(0, 0, known.length); // A folder of good images is all that is known.
  return figureOf(engine, set, await look(engine, learner, set), decisions, 'learned without labels', Array.from(fresh, (_, j) => known.length + j));
}

/** Decisions of a reviewer who always takes the highest image not reviewed yet. */
async function review(engine: Engine, set: ImageSet, evidence: Evidence): Promise<Decisions> {
  const decisions = undecided(evidence.count);
  for (let n = 0; n < decisionsOfReviewer; n++) {
    const { anomaly } = rankAnomalies(await weigh(engine, evidence, decisions), decisions, rareShare);
    const open = Array.from(anomaly.keys()).filter(i => decisions.anomalous[i] < 0);
    const top = open.reduce((best, i) => (anomaly[i] > anomaly[best] ? i : best), open[0]);
    decisions.anomalous[top] = set.anomalous[top];
  }
  return decisions;
}

/** What the ranking is worth on the images `judged` (all of them). */
async function figureOf(engine: Engine, set: ImageSet, evidence: Evidence, decisions: Decisions, variant: string, judged = Array.from(set.label.keys())): Promise<Figure> {
  const found = await weigh(engine, evidence, decisions);
  const truth = judged.map(i => set.anomalous[i]);
  const of = (scores: Float32Array) => judged.map(i => scores[i]);
  const anomaly = of(rankAnomalies(found, decisions, rareShare).anomaly);
  return {
    set: set.name, variant, auroc: auroc(anomaly, truth), precision: precisionAt(anomaly, truth),
    parts: Object.fromEntries(Object.entries(found.parts).map(([name, scores]) => [name, auroc(of(scores), truth)])),
  };
}

function weigh(engine: Engine, evidence: Evidence, decisions: Decisions) {
  return anomalyEvidence(evidence, decisions, spec => engine.compile(spec), 1);
}

void main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
