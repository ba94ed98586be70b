/** Turns a program into one ONNX model by running its body once on tensors that record. */
import { engine, type KernelBackend, registerBackend, removeBackend, type Tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { messageOf } from '../../shared/personError';
import { type HostTensors, type ProgramSpec, type Tensors, type TensorSpec } from '../../shared/program';
import { encodeModel } from '../onnx/encode';
import { backendName, TraceBackend } from './backend';
import { Graph, type Value } from './graph';
import { full, lazy } from './lazy';
import { sameShape } from './shapes';

/** An ONNX model and the names by which it knows the program's tensors. */
export interface Traced {
  /** The bytes of an ONNX file. */
  readonly model: Uint8Array;
  /** Graph name of each input of the program. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, TracedOutput>>;
  readonly state: Readonly<Record<string, { readonly from: string; readonly to: string }>>;
}

export interface TracedOutput extends TensorSpec {
  readonly name: string;
}

/**
 * Traces a program. Synchronous: the tfjs backend in use before is in use again when it returns.
 * Throws an error that begins with the program's name when the body fails, uses an operation
 * without a traced kernel (named), reads a traced tensor's values, or returns another state than it was given.
 */
export function trace(spec: ProgramSpec): Traced {
  try {
    return record(spec);
  } catch (error) {
    const missing = /Cannot find registered kernel '(\w+)'/.exec(messageOf(error))?.[1];
    const reason = missing ? `the operation ${missing} has no traced kernel` : messageOf(error);
    throw new Error(`Program "${spec.name}" cannot be traced: ${reason}`, { cause: error });
  }
}

function record(spec: ProgramSpec): Traced {
  const graph = new Graph();
  const names = new Names();
  const backend = new TraceBackend(graph);
  const results = withBackend(backend, () => {
    const declare = (specs: Readonly<Record<string, TensorSpec>>, prefix: string): { values: Record<string, Value>; tensors: Tensors } => {
      const values: Record<string, Value> = {};
      const tensors: Tensors = {};
      for (const [name, { shape, dtype }] of Object.entries(specs)) {
        values[name] = graph.input(shape, dtype);
        names.give(values[name], prefix + name);
        tensors[name] = tensorOf(backend, values[name]);
      }
      return { values, tensors };
    };
    const inputs = declare(spec.inputs, '');
    const state = declare(spec.state ?? {}, 'state.');
    const result = spec.body({ inputs: inputs.tensors, constants: constantsOf(backend, spec.constants ?? {}), state: state.tensors });
    const valueOf = (tensor: Tensor): Value => full(graph, backend.lookUp(tensor));
    const outputs = mapValues(result.outputs, valueOf);
    const next = checkedState(spec, mapValues(result.state ?? {}, valueOf));
    return { inputs: inputs.values, state: state.values, outputs, next };
  });

  const published = new Published(graph, names);
  const outputs = mapEntries(results.outputs, (name, value): TracedOutput => ({
    name: published.publish(value, name), shape: value.shape, dtype: value.type as TensorSpec['dtype'],
  }));
  const state = mapEntries(results.state, (name, from) => ({ from: names.of(from), to: published.publish(results.next[name], `next.${name}`) }));
  const used = [...Object.values(results.inputs), ...Object.values(results.state)];
  return { model: encode(spec.name, graph, names, used, published.values), inputs: mapValues(results.inputs, value => names.of(value)), outputs, state };
}

function encode(name: string, graph: Graph, names: Names, inputs: readonly Value[], outputs: readonly Value[]): Uint8Array {
  const nodes = graph.live(outputs);
  const constants = new Set<Value>();
  for (const node of nodes) for (const value of node.inputs) if (value?.data) constants.add(value);
  const info = (value: Value): { name: string; shape: readonly number[]; type: Value['type'] } => ({ name: names.of(value), shape: value.shape, type: value.type });
  return encodeModel({
    name,
    inputs: inputs.map(info),
    outputs: outputs.map(info),
    initializers: [...constants].map(value => ({ ...info(value), data: value.data! })),
    nodes: nodes.map(({ op, inputs, outputs, attributes }) => ({
      op, attributes, inputs: inputs.map(value => value ? names.of(value) : ''), outputs: outputs.map(value => names.of(value)),
    })),
  });
}

/** Runs `body` with `backend` in use and puts the earlier backend back. */
function withBackend<T>(backend: TraceBackend, body: () => T): T {
  const tfjs = engine();
  const earlier: string | null = tfjs.backendName;
  if (earlier === backendName) throw new Error('it is compiled inside the body of another program');
  registerBackend(backendName, () => backend as KernelBackend, 0);
  // With a factory that is not asynchronous, this has taken effect when it returns its promise.
  void tfjs.setBackend(backendName);
  tfjs.startScope('trace');
  try {
    return body();
  } finally {
    tfjs.endScope();
    removeBackend(backendName);
    if (earlier) void tfjs.setBackend(earlier);
  }
}

function tensorOf(backend: TraceBackend, value: Value): Tensor {
  const { dataId, shape, dtype } = backend.keep(lazy(value));
  return engine().makeTensorFromDataId(dataId, shape, dtype, backend);
}

function constantsOf(backend: TraceBackend, constants: HostTensors): Tensors {
  return mapValues(constants, ({ data, shape, dtype }) => tensorOf(backend, backend.graph.constant(data, shape, dtype)));
}

function checkedState(spec: ProgramSpec, next: Record<string, Value>): Record<string, Value> {
  const before = spec.state ?? {};
  for (const name of Object.keys(next)) if (!(name in before)) throw new Error(`the body returns the state "${name}", which the program does not have`);
  for (const [name, { shape, dtype }] of Object.entries(before)) {
    const value = next[name];
    if (!value) throw new Error(`the body does not return the state "${name}"`);
    if (!sameShape(value.shape, shape) || value.type !== dtype) {
      throw new Error(`the state "${name}" is ${dtype} [${shape.join()}] but comes back as ${value.type} [${value.shape.join()}]`);
    }
  }
  return next;
}

/** Names of values; one name never stands for two. */
class Names {
  private readonly names = new Map<number, string>();
  private readonly taken = new Set<string>();

  give(value: Value, wanted: string): string {
    let name = wanted;
    for (let i = 2; this.taken.has(name); i++) name = `${wanted}.${i}`;
    this.taken.add(name);
    this.names.set(value.id, name);
    return name;
  }

  of(value: Value): string {
    return this.names.get(value.id) ?? this.give(value, `_${value.id}`);
  }
}

/** The outputs of the model. An output needs a node and a name of its own, whatever the body returned. */
class Published {
  readonly values: Value[] = [];
  private readonly seen = new Set<number>();

  constructor(private readonly graph: Graph, private readonly names: Names) {}

  publish(value: Value, name: string): string {
    const fresh = this.graph.producer(value) && !this.seen.has(value.id);
    const own = fresh ? value : this.graph.copy(value);
    this.seen.add(own.id);
    this.values.push(own);
    return this.names.give(own, name);
  }
}

function mapEntries<T, U>(record: Readonly<Record<string, T>>, map: (name: string, value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(name, value)]));
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return mapEntries(record, (_, value) => map(value));
}
