/** Sums, means and extremes along axes. */
import { type ArgMaxAttrs, type CumsumAttrs, type LogSoftmaxAttrs, type MaxAttrs, type MeanAttrs, type SoftmaxAttrs, type SumAttrs, type TopKAttrs } from '@tensorflow/tfjs-core';
import { type Graph } from '../graph';
import { type Kernel, type Kernels } from '../kernel';
import { full, type Lazy, lazy, reshapeLazy, splat } from '../lazy';
import { axesOf } from '../shapes';
import { cast, multiply } from './binary';

type Reduction = 'ReduceSum' | 'ReduceMean' | 'ReduceMax' | 'ReduceMin' | 'ReduceProd';

/** Reduces logical `axes` to length 1. */
function reduceKept(graph: Graph, op: Reduction, x: Lazy, axes: readonly number[]): Lazy {
  const shape = x.shape.map((length, axis) => axes.includes(axis) ? 1 : length);
  const physical = axesOf(x.order.length).filter(i => axes.includes(x.order[i]) && x.value.shape[i] !== 1);
  // Along an axis that is still to be broadcast, a sum is a multiple and everything else is the value.
  const repeats = axes.reduce((product, axis) => product * (x.value.shape[x.order.indexOf(axis)] === 1 ? x.shape[axis] : 1), 1);
  if (op === 'ReduceProd' && repeats !== 1) return reduceKept(graph, op, lazy(full(graph, x)), axes);
  let reduced: Lazy = { ...x, shape };
  if (physical.length) {
    const lengths = x.value.shape.map((length, i) => physical.includes(i) ? 1 : length);
    reduced = { ...reduced, value: graph.node(op, [x.value, graph.ints(physical)], lengths, x.value.type, { keepdims: 1 }) };
  }
  return op === 'ReduceSum' ? multiply(graph, reduced, splat(graph, repeats, shape, x.value.type)) : reduced;
}

function listOf(axis: number | number[] | null | undefined, rank: number): number[] {
  if (axis === null || axis === undefined) return axesOf(rank);
  return (Array.isArray(axis) ? axis : [axis]).map(i => i < 0 ? i + rank : i);
}

function reduction(op: Reduction): Kernel<SumAttrs> {
  return (graph, { x }, { axis, keepDims }) => {
    const number = x.value.type === 'bool' ? cast(graph, x, 'int32') : x;
    const axes = listOf(axis, x.shape.length);
    const kept = reduceKept(graph, op, number, axes);
    return keepDims ? kept : reshapeLazy(graph, kept, x.shape.filter((_, i) => !axes.includes(i)));
  };
}

function logical(op: 'ReduceMin' | 'ReduceMax'): Kernel<SumAttrs> {
  return (graph, inputs, attrs) => cast(graph, reduction(op)(graph, inputs, attrs) as Lazy, 'bool');
}

function argument(op: 'ArgMax' | 'ArgMin'): Kernel<ArgMaxAttrs> {
  return (graph, { x }, { axis }) => {
    const [at] = listOf(axis, x.shape.length);
    const value = full(graph, x);
    const shape = x.shape.filter((_, i) => i !== at);
    const index = graph.node(op, [value], shape, 'int64', { axis: at, keepdims: 0 });
    return cast(graph, lazy(index), 'int32');
  };
}

/** Of the last logical axis, whatever the layout. */
function softmax(op: 'Softmax' | 'LogSoftmax', x: Lazy, graph: Graph): Lazy {
  const value = full(graph, x, x.order);
  return { ...x, value: graph.node(op, [value], value.shape, 'float32', { axis: x.order.indexOf(x.shape.length - 1) }) };
}

export const reduceKernels: Kernels = {
  Sum: reduction('ReduceSum'),
  Prod: reduction('ReduceProd'),
  Max: (graph, inputs, { reductionIndices, keepDims }: MaxAttrs) => reduction('ReduceMax')(graph, inputs, { axis: reductionIndices, keepDims }),
  Min: reduction('ReduceMin'),
  Mean: ((graph, inputs, attrs) => reduction('ReduceMean')(graph, { x: cast(graph, inputs.x, 'float32') }, attrs)) as Kernel<MeanAttrs>,
  All: logical('ReduceMin'),
  Any: logical('ReduceMax'),
  ArgMax: argument('ArgMax'),
  ArgMin: argument('ArgMin'),
  Softmax: (graph, { logits }, attrs: SoftmaxAttrs) => {
    if (attrs.dim !== logits.shape.length - 1) throw new Error('Softmax is traced along the last axis only');
    return softmax('Softmax', logits, graph);
  },
  LogSoftmax: (graph, { logits }, attrs: LogSoftmaxAttrs) => {
    if (attrs.axis !== logits.shape.length - 1) throw new Error('LogSoftmax is traced along the last axis only');
    return softmax('LogSoftmax', logits, graph);
  },
  Cumsum: (graph, { x }, { axis, exclusive, reverse }: CumsumAttrs) => {
    const value = full(graph, x);
    const attributes = { exclusive: Number(exclusive), reverse: Number(reverse) };
    return lazy(graph.node('CumSum', [value, graph.scalar(axis, 'int64')], value.shape, value.type, attributes));
  },
  TopK: (graph, { x }, { k, sorted }: TopKAttrs) => {
    const value = full(graph, x);
    const shape = [...value.shape.slice(0, -1), k];
    const [values, indices] = graph.outputsOf('TopK', [value, graph.ints([k])], [{ shape, type: value.type }, { shape, type: 'int64' }], {
      axis: -1, largest: 1, sorted: Number(sorted),
    });
    return [lazy(values), cast(graph, lazy(indices), 'int32')];
  },
};
