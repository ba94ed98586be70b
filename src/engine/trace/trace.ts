/** Turns a program into one ONNX model by running its body once on tensors that record. */
import { engine, type KernelBackend, registerBackend, removeBackend, type Tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { messageOf } from '../../shared/personError';
import { type HostTensors, type ProgramSpec, type Tensors, type TensorSpec } from '../../shared/program';
import { encodeModel, type OnnxGraph } from '../onnx/encode';
import { backendName, TraceBackend } from './backend';
import { Graph, type Value } from './graph';
import { full, type Lazy, lazy, permuted } from './lazy';
import { Names, Published } from './names';
import { axesOf, sameShape, sizeOf } from './shapes';

/** An ONNX model and the names by which it knows the program's tensors. */
export interface Traced {
  /** The bytes of an ONNX file. */
  readonly model: Uint8Array;
  /** Graph name of each input of the program. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, TracedOutput>>;
  readonly state: Readonly<Record<string, TracedState>>;
}

/** Names of a state tensor's old and new value, and the axis order in which the graph keeps both: physical axis i is axis `order[i]`. */
export interface TracedState {
  readonly from: string;
  readonly to: string;
  readonly order: readonly number[];
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
  return named(spec, () => {
    // The first pass shows in which layout the graph wants its state; convolutions' weights then need no transpose at every step.
    const { graph, traced, orders } = record(spec, {});
    const best = Object.keys(orders).length ? record(spec, orders) : { graph, traced };
    return { model: encodeModel(best.graph), ...best.traced };
  });
}

/** The graph of a program without a state, whose inputs and outputs have their names. Throws as {@link trace}. */
export function traceGraph(spec: ProgramSpec): OnnxGraph {
  return named(spec, () => record(spec, {}).graph);
}

function named<T>({ name }: ProgramSpec, tracing: () => T): T {
  try {
    return tracing();
  } catch (error) {
    const missing = /Cannot find registered kernel '(\w+)'/.exec(messageOf(error))?.[1];
    const reason = missing ? `the operation ${missing} has no traced kernel` : messageOf(error);
    throw new Error(`Program "${name}" cannot be traced: ${reason}`, { cause: error });
  }
}

type Orders = Readonly<Record<string, readonly number[]>>;

/** Traces with the state in the given axis orders; the orders that come back are those which would save transposes. */
function record(spec: ProgramSpec, orders: Orders): { graph: OnnxGraph; traced: Omit<Traced, 'model'>; orders: Orders } {
  const graph = new Graph();
  const names = new Names();
  const backend = new TraceBackend(graph);
  const first = spec.state ?? {};
  const orderOf = (name: string): readonly number[] => orders[name] ?? axesOf(first[name].shape.length);
  const inputs = mapEntries(spec.inputs, (name, { shape, dtype }) => lazy(names.given(graph.input(shape, dtype), name)));
  const before = mapEntries(first, (name, { shape, dtype }) => {
    const physical = orderOf(name).map(axis => shape[axis]);
    return permuted(names.given(graph.input(physical, dtype), `state.${name}`), orderOf(name), shape);
  });
  const constants = mapValues(spec.constants ?? {}, ({ data, shape, dtype }) => lazy(graph.constant(data, shape, dtype)));
  const { outputs, after } = withBackend(backend, () => {
    const tensors = (lazies: Record<string, Lazy>): Tensors => mapValues(lazies, x => tensorOf(backend, x));
    const result = spec.body({ inputs: tensors(inputs), constants: tensors(constants), state: tensors(before) });
    const read = (returned: Tensors): Record<string, Lazy> => mapValues(returned, tensor => backend.lookUp(tensor));
    return { outputs: read(result.outputs), after: checkedState(first, read(result.state ?? {})) };
  });

  const published = new Published(graph, names);
  const traced = {
    inputs: mapValues(inputs, ({ value }) => names.of(value)),
    outputs: mapEntries(outputs, (name, x): TracedOutput => ({ name: published.publish(full(graph, x), name), shape: x.shape, dtype: x.value.type as TensorSpec['dtype'] })),
    state: mapEntries(before, (name, { value, order }) => ({ from: names.of(value), to: published.publish(full(graph, after[name], order), `next.${name}`), order })),
  };
  const used = [...Object.values(inputs), ...Object.values(before)].map(({ value }) => value);
  return { graph: finished(spec.name, graph, names, used, published.values), traced, orders: wantedOrders(graph, before) };
}

/** Elements from which a transpose at every step costs more than tracing twice. */
const worthwhile = 1 << 14;

/** The layout that the graph transposes a state tensor into. Tensors of the same shape share it: moments and averages meet their weight in every update. */
function wantedOrders(graph: Graph, state: Readonly<Record<string, Lazy>>): Orders {
  const byShape = new Map<string, readonly number[]>();
  for (const { value, order, shape } of Object.values(state)) {
    if (sizeOf(shape) < worthwhile) continue;
    const perm = graph.nodes.find(({ op, inputs }) => op === 'Transpose' && inputs[0] === value)?.attributes.perm;
    if (perm) byShape.set(shape.join(), (perm as readonly number[]).map(i => order[i]));
  }
  return Object.fromEntries(Object.entries(state).flatMap(([name, { shape }]) => {
    const order = byShape.get(shape.join());
    return order ? [[name, order]] : [];
  }));
}

function finished(name: string, graph: Graph, names: Names, inputs: readonly Value[], outputs: readonly Value[]): OnnxGraph {
  const nodes = graph.live(outputs);
  const constants = new Set<Value>();
  for (const node of nodes) for (const value of node.inputs) if (value?.data) constants.add(value);
  const info = (value: Value): { name: string; shape: readonly number[]; type: Value['type'] } => ({ name: names.of(value), shape: value.shape, type: value.type });
  return {
    name,
    inputs: inputs.map(info),
    outputs: outputs.map(info),
    initializers: [...constants].map(value => ({ ...info(value), data: value.data! })),
    nodes: nodes.map(({ op, inputs, outputs, attributes }) => ({
      op, attributes, inputs: inputs.map(value => value ? names.of(value) : ''), outputs: outputs.map(value => names.of(value)),
    })),
  };
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

function tensorOf(backend: TraceBackend, x: Lazy): Tensor {
  const { dataId, shape, dtype } = backend.keep(x);
  return engine().makeTensorFromDataId(dataId, shape, dtype, backend);
}

function checkedState(before: HostTensors, after: Record<string, Lazy>): Record<string, Lazy> {
  for (const name of Object.keys(after)) if (!(name in before)) throw new Error(`the body returns the state "${name}", which the program does not have`);
  for (const [name, { shape, dtype }] of Object.entries(before)) {
    const x = after[name];
    if (!x) throw new Error(`the body does not return the state "${name}"`);
    if (!sameShape(x.shape, shape) || x.value.type !== dtype) {
      throw new Error(`the state "${name}" is ${dtype} [${shape.join()}] but comes back as ${x.value.type} [${x.shape.join()}]`);
    }
  }
  return after;
}

function mapEntries<T, U>(record: Readonly<Record<string, T>>, map: (name: string, value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(name, value)]));
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return mapEntries(record, (_, value) => map(value));
}
