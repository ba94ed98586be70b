/** Kernels that work element by element; they follow the layout of their largest operand. */
import { type Attributes, type ElementType } from '../../onnx/encode';
import { type Graph, scalarOf, type Value } from '../graph';
import { type Lazy, ordered, permuted, reshaped } from '../lazy';
import { axesOf, broadcastShapes, sameShape, sizeOf } from '../shapes';

/** Applies `op` to every element; the layout stays. */
export function unary(graph: Graph, op: string, x: Lazy, type: ElementType = x.value.type, attributes: Attributes = {}): Lazy {
  return { ...x, value: graph.node(op, [x.value], x.value.shape, type, attributes) };
}

/** Applies `op` to broadcast operands. Constants of one element become scalars, so that equal ones are stored once. */
export function elementwise(graph: Graph, op: string, operands: readonly Lazy[], type: ElementType): Lazy {
  const { values, order, shape } = align(graph, operands);
  const physical = broadcastShapes(...values.map(value => value.shape));
  const whole = values.some(value => scalarOf(value) === undefined);
  const inputs = whole ? values.map(value => scalarOf(value) === undefined ? value : reshaped(graph, value, [])) : values;
  // ONNX Runtime broadcasts element by element, 30 times slower, where the last axis has length 1.
  if (physical.at(-1) === 1 && inputs.some(value => !sameShape(value.shape, physical))) {
    const groups = mergeableAxes(inputs, physical);
    const merged = inputs.map(value => value.shape.length ? reshaped(graph, value, groups.map(axes => sizeOf(axes.map(axis => value.shape[axis])))) : value);
    const value = graph.node(op, merged, groups.map(axes => sizeOf(axes.map(axis => physical[axis]))), type);
    return permuted(reshaped(graph, value, physical), order, shape);
  }
  const value = graph.node(op, inputs.map(value => widened(graph, value, physical)), physical, type);
  return permuted(value, order, shape);
}

/** Elements that are the same run after run: with fewer, such as the three channels of a pixel, ONNX Runtime takes longer for the next run than for the elements. */
const longRun = 32;

/** `value`, repeated along its last broadcast axes until what repeats in `physical` is long, where that stays small beside the whole. */
function widened(graph: Graph, value: Value, physical: readonly number[]): Value {
  const shape = [...value.shape];
  let run = 1;
  for (let axis = shape.length - 1; axis >= 0 && run < longRun; axis--) {
    if (shape[axis] !== physical[axis]) {
      // Numbers of one element have a fast way of their own.
      if (run === 1 || 8 * sizeOf(shape) * physical[axis] > sizeOf(physical)) return value;
      shape[axis] = physical[axis];
    }
    run *= shape[axis];
  }
  if (sameShape(shape, value.shape)) return value;
  // 1 leaves a length as it is, so that no number of images is written down.
  const lengths = shape.map((length, axis) => (length === value.shape[axis] ? 1 : length));
  return graph.node('Expand', [value, graph.ints(lengths)], shape, value.type);
}

/** Runs of neighbouring axes along which the same operands are broadcast, without those of length 1. */
function mergeableAxes(values: readonly Value[], physical: readonly number[]): number[][] {
  const groups: number[][] = [];
  let last = '';
  for (const axis of axesOf(physical.length).filter(i => physical[i] !== 1)) {
    const pattern = values.map(value => value.shape[axis] === physical[axis]).join();
    if (pattern === last) groups.at(-1)!.push(axis);
    else groups.push([axis]);
    last = pattern;
  }
  return groups;
}

/** The operands in one axis order (that of the largest), each of full rank. */
export function align(graph: Graph, operands: readonly Lazy[]): { values: Value[]; order: readonly number[]; shape: number[] } {
  const shape = broadcastShapes(...operands.map(x => x.shape));
  const whole = operands.map(x => withRank(graph, x, shape.length));
  let leader = whole[0];
  for (const x of whole) if (sizeOf(x.value.shape) > sizeOf(leader.value.shape)) leader = x;
  return { values: whole.map(x => ordered(graph, x, leader.order)), order: leader.order, shape };
}

/** `x` with axes of length 1 in front up to `rank`. */
function withRank(graph: Graph, x: Lazy, rank: number): Lazy {
  const missing = rank - x.shape.length;
  if (missing === 0) return x;
  const ones = axesOf(missing).map(() => 1);
  return {
    value: reshaped(graph, x.value, [...ones, ...x.value.shape]),
    order: [...axesOf(missing), ...x.order.map(axis => axis + missing)],
    shape: [...ones, ...x.shape],
  };
}

/** `x` broadcast to a logical shape, without doing it. */
export function broadcastLazy(graph: Graph, x: Lazy, shape: readonly number[]): Lazy {
  return { ...withRank(graph, x, shape.length), shape };
}
