/** Checks of the tensors that cross an engine's boundary. */
import { type HostTensor, type HostTensors, type TensorSpec } from '../shared/program';

/** Throws an error that names the program and the input unless every input is there with its shape and dtype. */
export function checkInputs(program: string, specs: Readonly<Record<string, TensorSpec>>, inputs: HostTensors): void {
  for (const [name, spec] of Object.entries(specs)) {
    const given = inputs[name];
    if (!given) throw new Error(`Program "${program}": the input "${name}" is missing`);
    const problem = mismatch(spec, given);
    if (problem) throw new Error(`Program "${program}": the input "${name}" must be ${describe(spec)}, but ${problem}`);
  }
  for (const name of Object.keys(inputs)) if (!(name in specs)) throw new Error(`Program "${program}" has no input "${name}"`);
}

function mismatch(spec: TensorSpec, { shape, dtype, data }: HostTensor): string | undefined {
  if (dtype !== spec.dtype || shape.join() !== spec.shape.join()) return `is ${describe({ shape, dtype })}`;
  const size = shape.reduce((product, length) => product * length, 1);
  return data.length === size ? undefined : `has ${data.length} elements`;
}

function describe({ shape, dtype }: TensorSpec): string {
  return `${dtype} [${shape.join()}]`;
}
