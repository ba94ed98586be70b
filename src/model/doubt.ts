/**
 * Labels that all others contradict, found before a network has learned them by heart (as it would:
 * Zhang, Bengio, Hardt, Recht, Vinyals 2017): what spreads from one half of the labels judges the other half.
 */
import { type Random } from '../shared/random';
import { type Graph, type Pause, spreadLabels } from './spreading';

/** Labels of a class from which they may be doubted: of fewer, each may show a kind of its own. */
const leastOfClass = 20;
/** Probability of the label below which, and of another class above which, it is doubted. */
const unlikely = 0.05;
const likely = 0.9;

/**
 * Places of the doubted labels among `label` [N] (-1: none) of a graph; none of a class of which most would be: the graph does
 * not know that class. All labels count alike here: a wrong one is alone among images of another class, and would speak for all of them.
 */
export async function doubted(graph: Graph, label: Int16Array, classes: number, random: Random, pause: Pause): Promise<number[]> {
  const byClass = Array.from({ length: classes }, (): number[] => []);
  label.forEach((k, i) => byClass[k]?.push(i));
  const half = new Int8Array(label.length).fill(-1);
  for (const members of byClass) random.shuffle([...members]).forEach((i, j) => { half[i] = j % 2; });
  const said: Float32Array[] = [];
  for (const side of [0, 1]) said.push(await spreadLabels(graph, label.map((k, i) => (half[i] === side ? k : -1)), classes, pause));
  const of = (i: number) => said[1 - half[i]].subarray(i * classes, (i + 1) * classes);
  return byClass.filter(({ length }) => length >= leastOfClass).flatMap(members => {
    const against = members.filter(i => of(i)[label[i]] < unlikely && Math.max(...of(i)) > likely);
    return 2 * against.length > members.length ? [] : against;
  });
}
