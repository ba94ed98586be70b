/** One graph for every batch size, from two that were traced for one size each. */
import { isDeepStrictEqual } from 'node:util';
import { type ElementData, type OnnxGraph, type OnnxPort } from './encode';

/** Name of the batch dimension in the file. */
export const batchDimension = 'batch';

type Initializer = OnnxGraph['initializers'][number];

/**
 * The graph of which `one` and `other` are the cases of two batch sizes, which must be the first length
 * of every input and output. The size may be in the shapes that tensors are given; there it becomes "what
 * is left". Throws with the name of what has it anywhere else.
 */
export function anyBatch(one: OnnxGraph, other: OnnxGraph): OnnxGraph {
  if (!isDeepStrictEqual(one.nodes, other.nodes)) throw new Error(`The graph "${one.name}" is another for another batch size`);
  const initializers = one.initializers.map((initializer, i) => {
    const again = other.initializers[i];
    return isDeepStrictEqual(initializer.data, again?.data) ? initializer : { ...initializer, data: shapeOf(one, initializer, again) };
  });
  const open = (ports: readonly OnnxPort[], others: readonly OnnxPort[]) => ports.map((port, i) => {
    const differing = port.shape.flatMap((length, axis) => (length === others[i].shape[axis] ? [] : [axis]));
    if (differing.join() !== '0') throw new Error(`"${port.name}" has not the batch size as its first length alone`);
    return { ...port, shape: [batchDimension, ...port.shape.slice(1)] };
  });
  return { ...one, initializers, inputs: open(one.inputs, other.inputs), outputs: open(one.outputs, other.outputs) };
}

/** A shape for Reshape in which the one length that depends on the batch is left open. */
function shapeOf(graph: OnnxGraph, { name, type, data }: Initializer, again: Initializer | undefined): ElementData {
  const users = graph.nodes.filter(({ inputs }) => inputs.includes(name));
  const lengths = Array.from(data as BigInt64Array);
  const differing = lengths.flatMap((length, axis) => (length === again?.data[axis] ? [] : [axis]));
  const isShape = type === 'int64' && again?.data.length === data.length && users.every(({ op, inputs }) => op === 'Reshape' && inputs[1] === name);
  if (!isShape || differing.length !== 1) throw new Error(`The constant "${name}" (${users.map(({ op }) => op).join()}) depends on the batch size`);
  return BigInt64Array.from(lengths, (length, axis) => (axis === differing[0] ? -1n : length));
}
