/** A batch that a program can be timed with: random pixels, a tenth of the images labelled, weights as the trainer gives them. */
import { defaultScalars } from '../../src/model/trainingStep';
import { type HostTensor, type HostTensors, type ProgramSpec, type TensorSpec } from '../../src/shared/program';
import { Random } from '../../src/shared/random';

/** One label in so many images. */
const everyLabel = 10;

/** Values for every input of a program of src/model, the same each time. */
export function inputsOf({ inputs }: ProgramSpec): HostTensors {
  const random = new Random(1);
  return Object.fromEntries(Object.entries(inputs).map(([name, spec]) => [name, tensorOf(spec, valueOf(name, spec, random))]));
}

function valueOf(name: string, { shape }: TensorSpec, random: Random): (i: number) => number {
  const scalars: Record<string, number> = defaultScalars;
  const classes = shape[1];
  switch (name) {
    case 'noise': return () => random.normal();
    case 'prior': return () => 1 / shape[0];
    case 'labelled': return i => (i % everyLabel === 0 ? 1 : 0);
    case 'label': return i => {
      const image = Math.floor(i / classes);
      return image % everyLabel === 0 && i % classes === (image / everyLabel) % classes ? 1 : 0;
    };
    default: return () => scalars[name] ?? random.next();
  }
}

function tensorOf({ shape, dtype }: TensorSpec, value: (i: number) => number): HostTensor {
  return { shape, dtype, data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => value(i)) };
}
