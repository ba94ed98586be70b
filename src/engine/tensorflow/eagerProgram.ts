/** A program that a tfjs backend runs operation by operation. */
import { clone, engine, keep, tensor, type Tensor, tidy } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { type HostTensor, type HostTensors, type ProgramSpec, type Tensors } from '../../shared/program';
import { type Program } from '../engine';
import { checkInputs } from '../hostTensors';

/** Runs on the tfjs backend of that name, which must be synchronous. */
export class EagerProgram implements Program {
  private current: Tensors;
  private readonly constants: Tensors;

  constructor(private readonly spec: ProgramSpec, private readonly backendName: string) {
    [this.current, this.constants] = this.onBackend(() => [kept(spec.state ?? {}), kept(spec.constants ?? {})]);
  }

  async run(inputs: HostTensors): Promise<HostTensors> {
    checkInputs(this.spec.name, this.spec.inputs, inputs);
    return this.onBackend(() => {
      let outputs: HostTensors = {};
      tidy(() => {
        const result = this.spec.body({ inputs: tensorsOf(inputs), constants: this.constants, state: this.current });
        outputs = hostTensorsOf(result.outputs);
        const earlier = this.current;
        this.current = mapValues(result.state ?? {}, next => keep(clone(next)));
        for (const old of Object.values(earlier)) old.dispose();
      });
      return outputs;
    });
  }

  async state(): Promise<HostTensors> {
    return this.onBackend(() => hostTensorsOf(this.current));
  }

  async dispose(): Promise<void> {
    for (const old of [...Object.values(this.current), ...Object.values(this.constants)]) old.dispose();
    this.current = {};
  }

  /** With this program's backend in use; the one before is in use again afterwards. */
  private onBackend<T>(work: () => T): T {
    const tfjs = engine();
    const earlier: string | null = tfjs.backendName;
    if (earlier === this.backendName) return work();
    void tfjs.setBackend(this.backendName);
    try {
      return work();
    } finally {
      if (earlier) void tfjs.setBackend(earlier);
    }
  }
}

function tensorsOf(tensors: HostTensors): Tensors {
  return mapValues(tensors, ({ data, shape, dtype }) => tensor(data, [...shape], dtype));
}

/** Tensors that no tidy disposes. */
function kept(tensors: HostTensors): Tensors {
  return mapValues(tensorsOf(tensors), keep);
}

function hostTensorsOf(tensors: Tensors): HostTensors {
  return mapValues(tensors, (x: Tensor): HostTensor => ({ shape: x.shape, dtype: x.dtype as HostTensor['dtype'], data: x.dataSync().slice() as Float32Array }));
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
