/**
 * `npm run bench:quality -- --task NAME[,NAME …]`: how well the model learns, by published
 * protocols, on the trainer and engine of the extension. `--task list` prints the tasks.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openEngine } from '../../../src/engine/openEngine';
import { messageOf, PersonError } from '../../../src/shared/personError';
import { plainMethod, supervisedMethod, wholeMethod } from '../../../src/trainer/method';
import { tasks } from './registry';
import { budgetOf } from './report';
import { keep, resultsOf } from './results';
import { defaultData, MissingSet } from './sets';
import { type Bench, type Row, type Task } from './task';

const methods = { winnow: wholeMethod, plain: plainMethod, 'labels only': supervisedMethod } as const;

const usage = `npm run bench:quality -- --task NAME[,NAME …] | list | all
  --seeds N        runs with N seeds (default: as the task says)
  --first-seed N   the first of them (default 1)
  --plain          trained by the method of the paper alone: no consistency, no augmentation, no class-conditional prior
  --labels-only    the same encoder trained on the labelled images alone, without a decoder
  --steps N        steps of a training from the beginning (default: as the task says)
  --seconds N      seconds instead of steps
  --only A,B       only these parts of a task: set names, class numbers and what its protocol names
  --threads N      threads of the engine (default 0: all cores)
  --data DIR       folder of the public sets (default ${defaultData})
  --parts          prints what each part of the anomaly evidence gives alone
  --write          puts the figures in place of the like ones of quality/results.json and writes QUALITY.md anew
  --json FILE      writes the figures as [{task, set, variant, seed, labels, metric, value, seconds}]`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      task: { type: 'string' }, seeds: { type: 'string' }, 'first-seed': { type: 'string', default: '1' }, plain: { type: 'boolean' }, 'labels-only': { type: 'boolean' },
      steps: { type: 'string' }, seconds: { type: 'string' }, only: { type: 'string' }, threads: { type: 'string', default: '0' },
      data: { type: 'string', default: defaultData }, json: { type: 'string' }, parts: { type: 'boolean' }, write: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
    },
  });
  if (!values.task || values.help) return console.log(usage);
  if (values.task === 'list') return list();
  const names = chosen(values.task);
  if (values.plain && values['labels-only']) throw new PersonError('--plain and --labels-only are two variants: give one of them');
  const variant = values.plain ? 'plain' : values['labels-only'] ? 'labels only' : 'winnow';
  const only = values.only?.split(',') ?? [];
  const [steps, seconds] = [numberOf('steps', values.steps), numberOf('seconds', values.seconds)];
  const [threads, first, seeds] = [numberOf('threads', values.threads) ?? 0, numberOf('first-seed', values['first-seed']) ?? 1, numberOf('seeds', values.seeds)];
  if (seeds === 0 || !Number.isInteger(seeds ?? 1)) throw new PersonError(`--seeds takes a whole number from 1 on, not "${values.seeds}"`);
  const { engine } = await openEngine('auto', { threads });
  const rows: Row[] = [];
  const known = new Set<string>();
  let kept = Promise.resolve();
  for (const task of names) {
    const textOf = (usual: number) => (seconds !== undefined ? `${seconds} s` : `${steps ?? usual} steps`);
    let budget = textOf(task.steps);
    const bench: Bench = {
      engine, data: values.data, variant, method: methods[variant], parts: values.parts ?? false,
      among: choices => {
        for (const choice of choices) known.add(String(choice));
        const named = choices.filter(choice => only.includes(String(choice)));
        return named.length > 0 ? named : [...choices];
      },
      budget: (usual, share = 1) => {
        // Before hours of training; of several tasks, another may know the part.
        if (names.length === 1) refuseUnknown(only, known);
        budget = textOf(usual);
        return seconds !== undefined ? { seconds: seconds * share } : { steps: Math.max(1, Math.round((steps ?? usual) * share)) };
      },
      note(row) {
        const whole: Row = { ...row, variant: row.variant ?? variant };
        rows.push(whole);
        console.log(`${whole.task} ${whole.set}, ${whole.variant}, seed ${whole.seed}, ${whole.labels} labels: ${whole.metric} ${whole.value.toFixed(2)} (${whole.seconds.toFixed(0)} s)`);
        if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 1)}\n`);
        const results = resultsOf([whole], budget, threads);
        if (values.write) kept = kept.then(() => keep(results));
      },
      log: line => console.log(`  ${line}`),
    };
    await runTask(bench, task, first, seeds ?? task.seeds);
    await kept;
  }
  refuseUnknown(only, known);
  if (rows.length === 0) process.exitCode = 1;
}

/** Throws where a part of `only` is none of those that tasks are `known` to have. */
function refuseUnknown(only: readonly string[], known: ReadonlySet<string>): void {
  const unknown = only.filter(name => !known.has(name));
  if (unknown.length > 0) throw new PersonError(`No part is called ${unknown.join(' or ')}; there are: ${[...known].join(', ')}`);
}

/** The value of an option; an error that names the option where it is no number above or at zero. */
function numberOf(option: string, value: string | undefined): number | undefined {
  const number = Number(value);
  if (value !== undefined && !(value.trim() !== '' && number >= 0)) throw new PersonError(`--${option} takes a number, not "${value}"`);
  return value === undefined ? undefined : number;
}

async function runTask(bench: Bench, task: Task, first: number, seeds: number): Promise<void> {
  console.log(`# ${task.name}: ${task.protocol}`);
  if (task.variants && !task.variants.includes(bench.variant)) return console.log(`${task.name} has no meaning for ${bench.variant}`);
  try {
    for (let seed = first; seed < first + seeds; seed++) await task.run(bench, seed);
  } catch (error) {
    if (!(error instanceof MissingSet)) throw error;
    console.log(`${task.name} is left out: ${error.message}, or name another folder with --data`);
  }
}

function chosen(names: string): Task[] {
  const named = names === 'all' ? tasks : names.split(',').map(taskOf);
  return [...new Set(named.flatMap(task => task.measuredBy?.map(taskOf) ?? [task]))];
}

function taskOf(name: string): Task {
  const task = tasks.find(known => known.name === name);
  if (!task) throw new PersonError(`No task "${name}"; there are: ${tasks.map(known => known.name).join(', ')}`);
  return task;
}

function list(): void {
  for (const task of tasks) console.log(`${task.name} (${budgetOf(task)}): ${task.protocol}. Aim: ${task.aim}`);
}

void main().catch((error: unknown) => {
  console.error(error instanceof PersonError || !(error instanceof Error) ? messageOf(error) : error.stack);
  process.exitCode = 1;
});
