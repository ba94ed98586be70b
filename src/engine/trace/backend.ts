/** A tfjs backend that records instead of computing. */
import { type BackendValues, type DataId, type DataType, KernelBackend, registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import { type Graph, toElements } from './graph';
import { elementTypeOf, type Inputs, type Kernel } from './kernel';
import { kernels } from './kernels';
import { type Lazy, lazy } from './lazy';

export const backendName = 'winnow-trace';

/** Holds the traced tensors of one program. */
export class TraceBackend extends KernelBackend {
  private readonly tensors = new WeakMap<DataId, Lazy>();
  private count = 0;

  constructor(readonly graph: Graph) {
    super();
  }

  /** Registers a traced tensor with tfjs. */
  keep(x: Lazy): TensorInfo {
    const dataId = {};
    this.tensors.set(dataId, x);
    this.count++;
    return { dataId, shape: [...x.shape], dtype: x.value.type as 'float32' };
  }

  /** Throws on a tensor that was made outside the program's body. */
  lookUp({ dataId, shape }: TensorInfo): Lazy {
    const x = this.tensors.get(dataId);
    if (!x) throw new Error(`a tensor of shape [${shape.join()}] was made outside the body; pass it as an input, a constant or a state`);
    return x;
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): DataId {
    const type = elementTypeOf(dtype);
    const given = values as Float32Array;
    // What holds one number everywhere needs to be stored once.
    if (given.length > 1 && isUniform(given)) {
      return this.keep({ ...lazy(this.graph.constant(toElements(given.slice(0, 1), type), shape.map(() => 1), type)), shape }).dataId;
    }
    return this.keep(lazy(this.graph.constant(toElements(given, type), [...shape], type))).dataId;
  }

  override readSync(): never {
    throw new Error('the body reads the values of a tensor (dataSync, arraySync); while a program is traced, tensors have none');
  }

  override read(): never {
    throw new Error('the body reads the values of a tensor (data, array); while a program is traced, tensors have none');
  }

  override disposeData(): boolean {
    this.count--;
    return true;
  }

  override numDataIds(): number {
    return this.count;
  }

  override refCount(): number {
    return 1;
  }

  override incRef(): void {}
  override dispose(): void {}
  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }
}

/** A loop: gradients begin as large tensors of ones, and a call for each element takes most of the tracing. */
function isUniform(values: Float32Array): boolean {
  const first = values[0];
  for (let i = 1; i < values.length; i++) if (!Object.is(values[i], first)) return false;
  return true;
}

for (const [kernelName, kernel] of Object.entries(kernels)) {
  registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const tracer = backend as TraceBackend;
      const traced: Record<string, Lazy> = {};
      for (const [name, tensor] of Object.entries(inputs)) if (tensor) traced[name] = tracer.lookUp(tensor);
      const result = (kernel as Kernel)(tracer.graph, traced as Inputs, attrs);
      return Array.isArray(result) ? result.map(x => tracer.keep(x)) : tracer.keep(result);
    },
  });
}
