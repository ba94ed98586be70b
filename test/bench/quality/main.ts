/**
 * `npm run bench:quality -- --task NAME[,NAME …]`: how well the model learns, by published
 * protocols, on the trainer and engine of the extension. `--task list` prints the tasks.
 */
import { writeFileSync } from 'node:fs';
import { openEngine } from '../../../src/engine/openEngine';
import { messageOf, PersonError } from '../../../src/shared/personError';
import { plainMethod, supervisedMethod, wholeMethod } from '../../../src/trainer/method';
import { beginFigures } from '../commandLine';
import { methodVersion } from '../origin';
import { optionsOf, usage } from './options';
import { tasks } from './registry';
import { budgetOf } from './report';
import { keep, resultsOf } from './results';
import { MissingSet } from './sets';
import { type Bench, type Row, type Task } from './task';

const methods = { winnow: wholeMethod, plain: plainMethod, 'labels only': supervisedMethod } as const;

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  if (!options.task || options.help) return console.log(usage);
  if (options.task === 'list') return list();
  const names = chosen(options.task);
  const { variant, only, steps, seconds, threads } = options;
  if (options.json) beginFigures(options.json);
  const version = methodVersion();
  const { engine } = await openEngine('auto', { threads });
  const rows: Row[] = [];
  const known = new Set<string>();
  let kept = Promise.resolve();
  for (const task of names) {
    const textOf = (usual: number) => (seconds !== undefined ? `${seconds} s` : `${steps ?? usual} steps`);
    let budget = textOf(task.steps);
    const bench: Bench = {
      engine, data: options.data, variant, method: methods[variant], parts: options.parts,
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
        console.log(`${whole.task} ${whole.set}, ${whole.variant}, seed ${whole.seed}, ${whole.labels} labels: ${whole.metric} ${Number.isNaN(whole.value) ? 'none' : whole.value.toFixed(2)} (${whole.seconds.toFixed(0)} s)`);
        if (options.json) writeFileSync(options.json, `${JSON.stringify(rows.filter(({ value }) => !Number.isNaN(value)), null, 1)}\n`);
        const results = resultsOf([whole], budget, threads, version);
        if (options.write) kept = kept.then(() => keep(results));
      },
      log: line => console.log(`  ${line}`),
    };
    await runTask(bench, task, options.first, options.seeds ?? task.seeds);
    await kept;
  }
  refuseUnknown(only, known);
  if (rows.length === 0) process.exitCode = 1;
}

/** Throws where a part of `only` is none of those that tasks are `known` to have. */
function refuseUnknown(only: readonly string[], known: ReadonlySet<string>): void {
  const unknown = only.filter(name => !known.has(name));
  if (unknown.length > 0) throw new PersonError(`No part is called ${unknown.join(' or ')}; there are: ${[...known].join(', ') || 'none'}`);
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
