/**
 * A traced tensor: a value of the graph plus how to read it. Its physical axis `i` holds the
 * logical axis `order[i]` and has that axis' length, or 1 where the tensor is the same all along it.
 * Transposes and broadcasts of tfjs are therefore free until an operation needs them done, and
 * most never are: a convolution's NHWC<->NCHW pairs cancel, ones times x is x.
 */
import { type ElementType } from '../onnx/encode';
import { type Graph, scalarOf, type Value } from './graph';
import { axesOf, inverse, isIdentity, sameShape, type Shape, sizeOf } from './shapes';
import { transposeElements } from './transposeElements';

export interface Lazy {
  readonly value: Value;
  readonly order: readonly number[];
  /** Logical shape. */
  readonly shape: Shape;
}

/** A tensor whose value has the logical shape and axis order. */
export function lazy(value: Value, shape: Shape = value.shape): Lazy {
  return { value, order: axesOf(shape.length), shape };
}

/** The logical shape `shape`, physical axes in `order`. */
export function permuted(value: Value, order: readonly number[], shape: Shape): Lazy {
  return { value, order, shape };
}

/** `value` everywhere. */
export function splat(graph: Graph, value: number, shape: Shape, type: ElementType): Lazy {
  return lazy(reshaped(graph, graph.scalar(value, type), shape.map(() => 1)), shape);
}

/** The number a tensor holds everywhere, if it is known at tracing time. */
export function splatOf(x: Lazy): number | undefined {
  return scalarOf(x.value);
}

/** The value with its physical axes in `order`; axes that it is the same along may have length 1. */
export function ordered(graph: Graph, x: Lazy, order: readonly number[]): Value {
  const position = inverse(x.order);
  return transposed(graph, x.value, order.map(axis => position[axis]));
}

/** The whole value with its physical axes in `order` (logical order when left out), nothing left to broadcast. */
export function full(graph: Graph, x: Lazy, order: readonly number[] = axesOf(x.shape.length)): Value {
  const value = ordered(graph, x, order);
  const shape = order.map(axis => x.shape[axis]);
  if (sameShape(value.shape, shape)) return value;
  return graph.node('Expand', [value, graph.ints(shape)], shape, value.type);
}

/** The same elements in another shape. */
export function reshaped(graph: Graph, value: Value, shape: Shape): Value {
  if (sameShape(value.shape, shape)) return value;
  if (value.data) return graph.constant(value.data, shape, value.type);
  const made = graph.producer(value);
  const source = made?.op === 'Reshape' ? made.inputs[0]! : value;
  if (sameShape(source.shape, shape)) return source;
  return graph.node('Reshape', [source, graph.ints(shape)], shape, value.type);
}

/** Physical transpose; a reshape where only axes of length 1 move. */
export function transposed(graph: Graph, value: Value, axes: readonly number[]): Value {
  if (isIdentity(axes)) return value;
  const shape = axes.map(axis => value.shape[axis]);
  const moving = axes.filter(axis => value.shape[axis] !== 1);
  if (moving.every((axis, i) => i === 0 || axis > moving[i - 1])) return reshaped(graph, value, shape);
  if (value.data) return graph.constant(transposeElements(value.data, value.shape, axes), shape, value.type);
  return graph.node('Transpose', [value], shape, value.type, { perm: axes });
}

/** A tfjs reshape. Adding and taking away axes of length 1 costs nothing and keeps the layout. */
export function reshapeLazy(graph: Graph, x: Lazy, shape: Shape): Lazy {
  if (sameShape(x.shape, shape)) return x;
  if (sizeOf(x.value.shape) === 1) return lazy(reshaped(graph, x.value, shape.map(() => 1)), shape);
  const long = (of: Shape): number[] => axesOf(of.length).filter(axis => of[axis] !== 1);
  const before = long(x.shape);
  const after = long(shape);
  if (before.length === after.length && before.every((axis, i) => x.shape[axis] === shape[after[i]])) {
    const renamed = new Map(before.map((axis, i) => [axis, after[i]]));
    const kept = axesOf(x.order.length).filter(i => renamed.has(x.order[i]));
    const ones = axesOf(shape.length).filter(axis => shape[axis] === 1);
    const physical = [...ones.map(() => 1), ...kept.map(i => x.value.shape[i])];
    return permuted(reshaped(graph, x.value, physical), [...ones, ...kept.map(i => renamed.get(x.order[i])!)], shape);
  }
  return lazy(reshaped(graph, full(graph, x), shape));
}
