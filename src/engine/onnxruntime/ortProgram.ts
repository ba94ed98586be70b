/** A traced program in an ONNX Runtime session; its state stays in the runtime's tensors between steps. */
import { type InferenceSession, type OnnxValue, type Tensor, type TypedTensor } from 'onnxruntime-common';
import { type HostTensor, type HostTensors, type ProgramSpec } from '../../shared/program';
import { type Program } from '../engine';
import { checkInputs } from '../hostTensors';
import { inverse } from '../trace/shapes';
import { identityModel } from '../onnx/identity';
import { trace, type Traced } from '../trace/trace';
import { transposeElements } from '../trace/transposeElements';
import { type Runtime } from './runtime';

export class OrtProgram implements Program {
  /** Present state by its graph name, as input of the next step. */
  private current: Record<string, Tensor>;
  /** Where the next step writes its state; the two sets change places after it. */
  private spare: Record<string, Tensor> | null;
  private last: Promise<unknown> = Promise.resolve();
  /** Brings the state from the device: the binding itself cannot. Made when it is first needed. */
  private reader: InferenceSession | null = null;

  private constructor(
    private readonly spec: ProgramSpec,
    private readonly traced: Traced,
    private readonly session: InferenceSession,
    private readonly runtime: Runtime,
  ) {
    const copies = (): Record<string, Tensor> => Object.fromEntries(Object.entries(spec.state ?? {}).map(([name, { shape, dtype, data }]) => {
      const { order } = traced.state[name];
      return [name, this.tensorOf({ shape: order.map(axis => shape[axis]), dtype, data: transposeElements(data, shape, order) })];
    }));
    this.current = copies();
    this.spare = runtime.writesInPlace ? copies() : null;
  }

  static async create(spec: ProgramSpec, runtime: Runtime): Promise<OrtProgram> {
    const traced = trace(spec);
    return new OrtProgram(spec, traced, await runtime.create(traced.model, Object.values(traced.state).map(({ to }) => to)), runtime);
  }

  /** Steps that are asked for while one runs wait for it. */
  run(inputs: HostTensors): Promise<HostTensors> {
    return this.inTurn(() => this.step(inputs));
  }

  state(): Promise<HostTensors> {
    return this.inTurn(async () => this.hostState(await this.downloaded()));
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  private hostState(tensors: Record<string, Tensor>): HostTensors {
    return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => {
      const { shape, dtype, data } = hostTensorOf(tensor);
      return [name, { shape: this.spec.state![name].shape, dtype, data: transposeElements(data, shape, inverse(this.traced.state[name].order)) }];
    }));
  }

  async dispose(): Promise<void> {
    await this.last;
    // Before the session, whose allocator memory of a device goes back to.
    for (const tensor of [...Object.values(this.current), ...Object.values(this.spare ?? {})]) tensor.dispose();
    await this.reader?.release();
    await this.session.release();
    this.current = {};
    this.spare = null;
  }

  private async step(inputs: HostTensors): Promise<HostTensors> {
    checkInputs(this.spec.name, this.spec.inputs, inputs);
    const { traced } = this;
    const feeds: Record<string, OnnxValue> = {};
    for (const [name, graphName] of Object.entries(traced.inputs)) feeds[graphName] = this.tensorOf(inputs[name]);
    for (const [name, { from }] of Object.entries(traced.state)) feeds[from] = this.current[name];
    const fetches: Record<string, OnnxValue | null> = {};
    for (const { name } of Object.values(traced.outputs)) fetches[name] = null;
    for (const [name, { to }] of Object.entries(traced.state)) fetches[to] = this.spare?.[name] ?? null;

    const results = await this.session.run(feeds, fetches);
    if (this.spare) [this.current, this.spare] = [this.spare, this.current];
    else {
      for (const [name, { to }] of Object.entries(traced.state)) {
        const before = this.current[name];
        this.current[name] = results[to] as Tensor;
        // Memory of the device is not collected with the object that stands for it.
        if (before.location === 'gpu-buffer') before.dispose();
      }
    }
    return Object.fromEntries(Object.entries(traced.outputs).map(([name, output]) => [name, hostTensorOf(results[output.name] as Tensor)]));
  }

  /** The state in memory of this process, by its names. */
  private async downloaded(): Promise<Record<string, Tensor>> {
    const away = Object.entries(this.current).filter(([, { location }]) => location === 'gpu-buffer');
    if (away.length === 0) return this.current;
    this.reader ??= await this.runtime.create(identityModel(away.map(([name, { dims, type }]) => ({ name, shape: dims, dtype: type as HostTensor['dtype'] }))), []);
    const read = await this.reader.run(Object.fromEntries(away));
    return { ...this.current, ...Object.fromEntries(away.map(([name]) => [name, read[`${name}.read`] as Tensor])) };
  }

  private tensorOf({ dtype, data, shape }: HostTensor): Tensor {
    return new this.runtime.Tensor(dtype, data as Float32Array, shape) as TypedTensor<'float32'>;
  }
}

function hostTensorOf({ dims, type, data }: Tensor): HostTensor {
  return { shape: dims, dtype: type as HostTensor['dtype'], data: data as HostTensor['data'] };
}
