/** Milliseconds of a training step and of scoring: the model's own programs and the network of the design notes. */
import { type Program } from '../../../src/engine/engine';
import { openEngine } from '../../../src/engine/openEngine';
import { defaultConfig } from '../../../src/model/config';
import { scoringProgram } from '../../../src/model/inference';
import { initialWeights } from '../../../src/model/network';
import { trainingState } from '../../../src/model/state';
import { trainingProgram } from '../../../src/model/trainingStep';
import { median } from '../../../src/model/scoring/robust';
import { type HostTensors, type ProgramSpec } from '../../../src/shared/program';
import { type EngineChoice } from '../../../src/shared/trainerContract';
import { designProgram } from './designProgram';
import { optionsIn } from '../commandLine';
import { type Figure, figure } from '../figure';
import { inputsOf } from '../inputs';
import { profile } from './profile';

const batch = 64;
const classes = 10;
const models: readonly (readonly [size: number, channels: 1 | 3])[] = [[28, 1], [64, 1], [64, 3], [128, 3]];

function programs(): ProgramSpec[] {
  return [...models.flatMap(([size, channels]) => {
    const config = defaultConfig(size, channels, classes);
    const weights = initialWeights(config, 1);
    const name = `${size} px ${channels === 1 ? 'grey' : 'RGB'}`;
    return [
      { ...trainingProgram(config, trainingState(config, weights), batch), name: `training, ${name}` },
      { ...scoringProgram(config, weights, batch), name: `scoring, ${name}` },
    ];
  }), { ...designProgram(), name: 'training, design notes, 64 px RGB' }];
}

/** Runs the programs in turn, `steps` times each after two to warm up: sorted milliseconds of each. */
async function inTurn(compiled: readonly Program[], inputs: HostTensors, steps: number): Promise<number[][]> {
  const times: number[][] = compiled.map(() => []);
  for (let i = -2; i < steps; i++) {
    for (const [k, program] of compiled.entries()) {
      const before = performance.now();
      await program.run(inputs);
      if (i >= 0) times[k].push(performance.now() - before);
    }
  }
  return times.map(list => list.sort((a, b) => a - b));
}

/**
 * Options: `--engine NAME` (auto), `--threads 1,2`, `--steps N` (12), `--match TEXT` for the programs
 * whose name contains it, `--profile` for the cost by kind of node (one thread) instead of the table.
 */
export async function main(args: readonly string[]): Promise<Figure[]> {
  const values = optionsIn(args, {
    engine: { type: 'string', default: 'auto' }, threads: { type: 'string', default: '1,2' }, steps: { type: 'string', default: '12' },
    match: { type: 'string', default: '' }, profile: { type: 'boolean', default: false },
  });
  const steps = Number(values.steps);
  const counts = values.threads.split(',').map(Number);
  const engines = await Promise.all(counts.map(async threads => (await openEngine(values.engine as EngineChoice, { threads })).engine));
  const figures: Figure[] = [];
  for (const spec of programs().filter(({ name }) => name.includes(values.match))) {
    if (values.profile) {
      await profile(spec, inputsOf(spec), steps);
      continue;
    }
    const started = performance.now();
    const compiled = [];
    for (const engine of engines) compiled.push(await engine.compile(spec));
    const setUp = (performance.now() - started) / engines.length;
    const times = await inTurn(compiled, inputsOf(spec), steps);
    times.forEach((list, i) => {
      const name = `${spec.name}, ${counts[i]} thread${counts[i] === 1 ? '' : 's'}`;
      figures.push(figure('engine', name, median(list), 'ms'), figure('engine', `${name}, fastest`, list[0], 'ms'));
    });
    figures.push(figure('engine', `${spec.name}, tracing and session`, setUp / 1000, 's', { aim: '<= 1 s' }));
    for (const program of compiled) await program.dispose();
  }
  return figures;
}
