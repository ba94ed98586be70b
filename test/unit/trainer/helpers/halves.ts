/** Two kinds of images in memory, and a network that knows them by name. */
import { openEngine } from '../../../../src/engine/openEngine';
import { defaultConfig } from '../../../../src/model/config';
import { Random } from '../../../../src/shared/random';
import { type ImageSource } from '../../../../src/trainer/imageSource';
import { fresh, Learner } from '../../../../src/trainer/learner';

export const [side, count] = [28, 200];
export const kindOf = (i: number) => i % 2;

/** Images that are bright above or below, with noise: mirroring left and right changes no kind. */
export const images: ImageSource = {
  readable: Array.from({ length: count }, (_, i) => i),
  identity: i => String(i),
  read: (chosen, into) => {
    chosen.forEach((i, j) => {
      const random = new Random(i + 1);
      for (let at = 0; at < side * side; at++) into[j * side * side + at] = ((at < side * side / 2) === (kindOf(i) === 0) ? 180 : 60) + 10 * random.normal();
    });
    return Promise.resolve();
  },
};

/** A learner with new weights that counts from `step`. */
export async function learnerAt(step: number): Promise<Learner> {
  const { engine } = await openEngine('onnxruntime', { threads: 1 });
  const { state, ...rest } = fresh(defaultConfig(side, 1, 2), ['above', 'below'], 1);
  return new Learner(engine, { ...rest, step, state: { ...state, step: { ...state.step, data: Float32Array.of(step) } } });
}
