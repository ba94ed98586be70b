/** A group of figures of a duel: images a second of Winnow beside its peers, for every model. */
import { availableParallelism } from 'node:os';
import { defaultConfig, type NetworkConfig } from '../../../src/model/config';
import { optionsIn } from '../commandLine';
import { type Figure, figure, type FigureOptions } from '../figure';
import { type Contender, type Contest } from './peers/contender';
import { batch, contestOf, gather, inTurn, type Kind } from './duel';

const classes = 10;

export interface Competition {
  readonly group: string;
  readonly kind: Kind;
  /** Beside PyTorch, TensorFlow.js on WebAssembly and tfjs-node. */
  readonly aims: { readonly torch: string; readonly wasm?: string; readonly node?: string; readonly share?: string };
  /** Floating-point operations of an image. */
  operations(config: NetworkConfig, weights: Contest['weights']): number;
}

/** Arguments: `--match TEXT` (models whose name contains it), `--threads 1,2` (1 and all), `--rounds N` (7). */
export async function compete({ group, kind, aims, operations }: Competition, args: readonly string[]): Promise<Figure[]> {
  const all = availableParallelism();
  const values = optionsIn(args, { match: { type: 'string', default: '' }, threads: { type: 'string', default: all > 1 ? `1,${all}` : '1' }, rounds: { type: 'string', default: '7' } });
  const models = [defaultConfig(28, 1, classes), defaultConfig(64, 3, classes), defaultConfig(128, 3, classes)];
  const figures: Figure[] = [];
  for (const config of models.filter(model => nameOf(model).includes(values.match))) {
    const contest = contestOf(config);
    const { winnow, torch, others } = await gather(contest, values.threads.split(',').map(Number));
    const everyone = [...winnow, ...torch, ...others];
    try {
      const { ms, limit } = await inTurn(kind, everyone, Number(values.rounds));
      const speedOf = (who: Contender): number => (batch * 1000) / ms.get(who)!;
      const fastest = (of: readonly Contender[]): Contender => of.reduce((best, each) => (speedOf(each) > speedOf(best) ? each : best));
      const add = (name: string, value: number, unit: string, options?: FigureOptions) => figures.push(figure(group, `${nameOf(config)}, ${name}`, value, unit, options));
      const beside = (peer: Contender) => ({ name: `${peer.name} ${peer.version}, ${threadsText(peer)}`, value: speedOf(peer) });
      const best = fastest(winnow);
      if (torch.length > 0) add('best number of threads of each', speedOf(best), 'images/s', { peer: beside(fastest(torch)), aim: aims.torch });
      for (const each of winnow) {
        const torchLikewise = torch.find(({ threads }) => threads === each.threads);
        add(threadsText(each), speedOf(each), 'images/s', torchLikewise && { peer: beside(torchLikewise) });
      }
      for (const other of others) add(`beside ${other.name}`, speedOf(best), 'images/s', { peer: beside(other), aim: other.name === 'tfjs wasm' ? aims.wasm : aims.node });
      const most = limit.get(best.threads)!;
      const share = (100 * speedOf(best) * operations(config, contest.weights)) / most;
      add('share of the machine\'s limit', share, '%', { aim: aims.share });
      add('the machine\'s limit at that number of threads', most / 1e9, 'GFLOP/s');
    } finally {
      for (const each of everyone) await each.dispose();
    }
  }
  return figures;
}

function nameOf({ size, channels }: NetworkConfig): string {
  return `${channels === 1 ? 'grey' : 'colour'} ${size} px`;
}

function threadsText({ threads }: Contender): string {
  return `${threads} thread${threads === 1 ? '' : 's'}`;
}
