/** Kernels that move elements, or only say how to read them. */
import { slice_util, type BroadCastToAttrs, type CastAttrs, type ConcatAttrs, type ExpandDimsAttrs, type FillAttrs, type MirrorPadAttrs, type PackAttrs, type PadV2Attrs, type RangeAttrs, type ReshapeAttrs, type ReverseAttrs, type SliceAttrs, type SplitVAttrs, type StridedSliceAttrs, type TileAttrs, type TransposeAttrs, type UnpackAttrs } from '@tensorflow/tfjs-core';
import { elementTypeOf, type Inputs, type Kernel, type Kernels } from '../kernel';
import { type Graph, toElements } from '../graph';
import { full, type Lazy, lazy, permuted, reshapeLazy, splat, splatOf } from '../lazy';
import { axesOf, inverse, type Shape, sizeOf } from '../shapes';
import { cast } from './binary';
import { broadcastLazy } from './elementwise';

const int64End = 2 ** 31 - 1;

/** Elements `begin`, `begin + step`, … (`size` of them; backwards where the step is negative) of each axis. */
export function sliceLazy(graph: Graph, x: Lazy, begin: readonly number[], size: readonly number[], step: readonly number[] = size.map(() => 1)): Lazy {
  const cut = axesOf(x.order.length).filter(i => {
    const axis = x.order[i];
    return x.value.shape[i] !== 1 && (size[axis] !== x.shape[axis] || step[axis] !== 1);
  });
  const shape = [...size];
  if (!cut.length) return { ...x, shape };
  const axes = cut.map(i => x.order[i]);
  const physical = x.value.shape.map((length, i) => cut.includes(i) ? size[x.order[i]] : length);
  const ends = axes.map(axis => {
    const end = begin[axis] + size[axis] * step[axis];
    return end < 0 ? -int64End : end;
  });
  const inputs = [axes.map(axis => begin[axis]), ends, cut, axes.map(axis => step[axis])].map(list => graph.ints(list));
  return { ...x, shape, value: graph.node('Slice', [x.value, ...inputs], physical, x.value.type) };
}

export function concatLazy(graph: Graph, parts: readonly Lazy[], axis: number): Lazy {
  const present = parts.filter(part => sizeOf(part.shape) > 0);
  if (present.length === 1) return present[0];
  const leader = present.reduce((best, part) => sizeOf(part.value.shape) > sizeOf(best.value.shape) ? part : best);
  const order = leader.order;
  const values = present.map(part => full(graph, part, order));
  const shape = leader.shape.map((length, i) => i === axis ? present.reduce((sum, part) => sum + part.shape[axis], 0) : length);
  const value = graph.node('Concat', values, order.map(i => shape[i]), leader.value.type, { axis: order.indexOf(axis) });
  return permuted(value, order, shape);
}

/** Pads logical axes with `constant`, or by reflection. */
export function padLazy(graph: Graph, x: Lazy, paddings: readonly (readonly [number, number])[], constant = 0, mode?: 'reflect'): Lazy {
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
  const value = full(graph, x, x.order);
  const pads = [...x.order.map(axis => paddings[axis][0]), ...x.order.map(axis => paddings[axis][1])];
  const shape = x.shape.map((length, axis) => length + paddings[axis][0] + paddings[axis][1]);
  const physical = x.order.map(axis => shape[axis]);
  const inputs = mode ? [value, graph.ints(pads)] : [value, graph.ints(pads), graph.scalar(constant, value.type)];
  return permuted(graph.node('Pad', inputs, physical, value.type, mode ? { mode } : {}), x.order, shape);
}

function transposeLazy(x: Lazy, perm: readonly number[]): Lazy {
  // New axis i is old axis perm[i].
  const renamed = inverse(perm);
  return permuted(x.value, x.order.map(axis => renamed[axis]), perm.map(axis => x.shape[axis]));
}

function split(graph: Graph, x: Lazy, sizes: readonly number[], axis: number): Lazy[] {
  let at = 0;
  return sizes.map(size => {
    const begin = x.shape.map((_, i) => i === axis ? at : 0);
    at += size;
    return sliceLazy(graph, x, begin, x.shape.map((length, i) => i === axis ? size : length));
  });
}

function tile(graph: Graph, { x }: Inputs, { reps }: TileAttrs): Lazy {
  const shape = x.shape.map((length, axis) => length * reps[axis]);
  // Repeating an axis of length 1 is broadcasting.
  if (x.shape.every((length, axis) => length === 1 || reps[axis] === 1)) return broadcastLazy(graph, x, shape);
  if (splatOf(x) !== undefined) return { ...x, shape };
  const value = full(graph, x);
  return lazy(graph.node('Tile', [value, graph.ints(reps)], shape, value.type));
}

function stridedSlice(graph: Graph, { x }: Inputs, attrs: StridedSliceAttrs): Lazy {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs;
  const info = slice_util.sliceInfo([...x.shape], begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask);
  const size = info.begin.map((start, axis) => Math.max(0, Math.ceil((info.end[axis] - start) / info.strides[axis])));
  return reshapeLazy(graph, sliceLazy(graph, x, info.begin, size, info.strides), info.finalShape);
}

function like(value: number): Kernel {
  return (graph, { x }) => splat(graph, value, x.shape, x.value.type);
}

function mirrorPad(graph: Graph, { x }: Inputs, { paddings, mode }: MirrorPadAttrs): Lazy {
  if (mode !== 'reflect') throw new Error('MirrorPad is traced with mode reflect only');
  return padLazy(graph, x, paddings, 0, 'reflect');
}

function insertAxis(shape: Shape, axis: number): number[] {
  return [...shape.slice(0, axis), 1, ...shape.slice(axis)];
}

export const layoutKernels: Kernels = {
  Identity: (_, { x }) => x,
  Cast: (graph, { x }, { dtype }: CastAttrs) => cast(graph, x, elementTypeOf(dtype) as 'float32'),
  Reshape: (graph, { x }, { shape }: ReshapeAttrs) => {
    const known = -sizeOf(shape);
    const inferred = shape.map(length => length === -1 ? sizeOf(x.shape) / known : length);
    return reshapeLazy(graph, x, inferred);
  },
  ExpandDims: (graph, { input }, { dim }: ExpandDimsAttrs) => reshapeLazy(graph, input, insertAxis(input.shape, dim < 0 ? input.shape.length + dim + 1 : dim)),
  Transpose: (_, { x }, { perm }: TransposeAttrs) => transposeLazy(x, perm),
  BroadcastTo: (graph, { x }, { shape }: BroadCastToAttrs) => broadcastLazy(graph, x, shape),
  Concat: (graph, inputs, { axis }: ConcatAttrs) => {
    const parts = Object.values(inputs);
    return concatLazy(graph, parts, axis < 0 ? axis + parts[0].shape.length : axis);
  },
  Pack: (graph, inputs, { axis }: PackAttrs) => {
    const parts = Object.values(inputs);
    const at = axis < 0 ? axis + parts[0].shape.length + 1 : axis;
    return concatLazy(graph, parts.map(part => reshapeLazy(graph, part, insertAxis(part.shape, at))), at);
  },
  Unpack: (graph, { value }, { axis }: UnpackAttrs) => {
    const at = axis < 0 ? axis + value.shape.length : axis;
    const rest = value.shape.filter((_, i) => i !== at);
    return split(graph, value, axesOf(value.shape[at]).map(() => 1), at).map(part => reshapeLazy(graph, part, rest));
  },
  Slice: (graph, { x }, { begin, size }: SliceAttrs) => {
    const [starts, sizes] = slice_util.parseSliceParams(asTensor(x), begin, size);
    return sliceLazy(graph, x, starts, sizes);
  },
  StridedSlice: stridedSlice,
  SplitV: (graph, { x }, { numOrSizeSplits, axis }: SplitVAttrs) => {
    const at = axis < 0 ? axis + x.shape.length : axis;
    const length = x.shape[at];
    if (typeof numOrSizeSplits === 'number') return split(graph, x, axesOf(numOrSizeSplits).map(() => length / numOrSizeSplits), at);
    const rest = length - numOrSizeSplits.reduce((sum, size) => sum + Math.max(0, size), 0);
    return split(graph, x, numOrSizeSplits.map(size => size < 0 ? rest : size), at);
  },
  PadV2: (graph, { x }, { paddings, constantValue }: PadV2Attrs) => padLazy(graph, x, paddings, constantValue),
  MirrorPad: mirrorPad,
  Tile: tile,
  Reverse: (graph, { x }, { dims }: ReverseAttrs) => {
    const axes = (Array.isArray(dims) ? dims : [dims]).map(axis => axis < 0 ? axis + x.shape.length : axis);
    const turned = (axis: number): boolean => axes.includes(axis);
    const begin = x.shape.map((length, axis) => turned(axis) ? length - 1 : 0);
    return sliceLazy(graph, x, begin, x.shape, x.shape.map((_, axis) => turned(axis) ? -1 : 1));
  },
  Fill: (graph, _, { shape, value, dtype }: FillAttrs) => splat(graph, Number(value), shape, elementTypeOf(dtype ?? 'float32')),
  ZerosLike: like(0),
  OnesLike: like(1),
  Range: (graph, _, { start, stop, step, dtype }: RangeAttrs) => {
    const count = Math.max(0, Math.ceil((stop - start) / step));
    return lazy(graph.constant(toElements(axesOf(count).map(i => start + i * step), dtype), [count], dtype));
  },
  LinSpace: (graph, _, { start, stop, num }: { start: number; stop: number; num: number }) =>
    lazy(graph.constant(toElements(axesOf(num).map(i => num === 1 ? start : start + i * (stop - start) / (num - 1)), 'float32'), [num], 'float32')),
};

/** tfjs's helper reads nothing of the tensor but its shape. */
function asTensor(x: Lazy): { shape: number[]; dtype: 'float32'; dataId: object } {
  return { shape: [...x.shape], dtype: 'float32', dataId: {} };
}

