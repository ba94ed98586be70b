/**
 * Labels that look wrong. A network soon learns a wrong label by heart, so that its own `pi` stops
 * to object; the images around still do. What they say of the label instead of the image itself
 * stands for the out-of-sample probability of confident learning (Northcutt, Jiang, Chuang 2021),
 * and the order is by its normalised margin.
 */
import { Random } from '../../shared/random';
import { type Decisions, type Evidence } from '../scoring/evidence';
import { closest, type Compile, eachDistances } from '../scoring/neighbours';
import { inMemory } from '../scoring/rows';
import { placesOf } from './space';

/** Images whose opinion is asked, drawn at random, at most. */
const bankSize = 2048;
/** Labelled images that are judged, at most; of more, those the model objects to come first. */
export const mostSuspects = 4096;
/** Neighbours that vote. */
const voters = 15;

export interface Suspects {
  /** Rows with a label, the most suspect first. */
  readonly suspects: Int32Array;
  /** 0-1 for each of `suspects`; above 0.5 its neighbours agree on another class rather than on the label. */
  readonly suspicion: Float32Array;
  /** The class that the neighbours of each of `suspects` say most often beside its label. */
  readonly rivals: Int16Array;
}

/** The labelled rows of `evidence` that no person has confirmed, by how much the images around speak against the label. `seed` draws those that are asked. */
export async function likelyMislabelled(evidence: Evidence, { label, sure }: Decisions, compile: Compile, seed: number): Promise<Suspects> {
  const { classes, probabilities, count } = evidence;
  const drawn = new Random(seed).shuffle(Int32Array.from({ length: count }, (_, i) => i));
  const own = (i: number) => probabilities[i * classes + label[i]];
  const judged = drawn.filter(i => label[i] >= 0 && label[i] < classes && sure?.[i] !== 1).sort((a, b) => own(a) - own(b)).slice(0, mostSuspects);
  if (classes < 2 || judged.length === 0) return { suspects: new Int32Array(), suspicion: new Float32Array(), rivals: new Int16Array() };
  const bank = drawn.slice(0, bankSize);
  const { points, width } = placesOf(evidence, Int32Array.of(...bank, ...judged), true);
  const against = new Float32Array(judged.length);
  const rivals = new Int16Array(judged.length);
  await eachDistances(inMemory(points.subarray(bank.length * width), width), points.subarray(0, bank.length * width), compile, (j, squared) => {
    const row = judged[j];
    const around = closest(squared, bank, row, voters);
    const votes = new Float64Array(classes);
    for (const { image } of around) for (let k = 0; k < classes; k++) votes[k] += probabilities[image * classes + k] / around.length;
    const rival = votes.reduce((best, vote, k) => (k !== label[row] && (best < 0 || vote > votes[best]) ? k : best), -1);
    rivals[j] = rival;
    against[j] = (1 + votes[rival] - votes[label[row]]) / 2;
  });
  const order = Int32Array.from(judged.keys()).sort((a, b) => against[b] - against[a]);
  return { suspects: order.map(j => judged[j]), suspicion: Float32Array.from(order, j => against[j]), rivals: Int16Array.from(order, j => rivals[j]) };
}
