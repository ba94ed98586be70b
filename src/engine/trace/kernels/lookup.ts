/** Kernels that look elements up by index. */
import { type GatherV2Attrs, type OneHotAttrs, type UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';
import { type Graph, toElements } from '../graph';
import { elementTypeOf, type Inputs, type Kernels } from '../kernel';
import { full, type Lazy, lazy, reshapeLazy } from '../lazy';
import { axesOf } from '../shapes';
import { cast } from './binary';
import { elementwise } from './elementwise';
import { product } from './matmul';
import { where } from './unary';

/** 1 where the index is the position along a new last axis; rows of zeros for indices outside 0 … depth - 1. */
function oneHot(graph: Graph, indices: Lazy, depth: number): Lazy {
  const positions = lazy(graph.constant(toElements(axesOf(depth), 'int32'), [depth], 'int32'));
  const column = reshapeLazy(graph, indices, [...indices.shape, 1]);
  return elementwise(graph, 'Equal', [column, positions], 'bool');
}

function gather(graph: Graph, { x, indices }: Inputs, { axis, batchDims }: GatherV2Attrs): Lazy {
  if (batchDims) throw new Error('GatherV2 is traced without batch dimensions only');
  const at = axis < 0 ? axis + x.shape.length : axis;
  const table = full(graph, x);
  const rows = full(graph, indices);
  const shape = [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)];
  return lazy(graph.node('Gather', [table, rows], shape, table.type, { axis: at }));
}

/** As a product with a one-hot matrix: the segments are few (classes, batch rows), and a matmul is quick and repeatable. */
function unsortedSegmentSum(graph: Graph, { x, segmentIds }: Inputs, { numSegments }: UnsortedSegmentSumAttrs): Lazy {
  const rows = segmentIds.shape[0];
  const columns = x.shape.slice(1).reduce((size, length) => size * length, 1);
  const membership = cast(graph, oneHot(graph, segmentIds, numSegments), 'float32');
  const sum = product(graph, membership, reshapeLazy(graph, cast(graph, x, 'float32'), [rows, columns]), true, false);
  return cast(graph, reshapeLazy(graph, sum, [numSegments, ...x.shape.slice(1)]), x.value.type as 'float32' | 'int32');
}

export const lookupKernels: Kernels = {
  GatherV2: gather,
  OneHot: (graph, { indices }, { depth, onValue, offValue, dtype }: OneHotAttrs) => {
    const hot = oneHot(graph, indices, depth);
    const type = elementTypeOf(dtype ?? 'int32');
    const constant = (value: number): Lazy => ({ ...lazy(graph.constant(toElements([value], type), hot.shape.map(() => 1), type)), shape: hot.shape });
    return onValue === 1 && offValue === 0 ? cast(graph, hot, type as 'float32') : where(graph, hot, constant(onValue), constant(offValue));
  },
  UnsortedSegmentSum: unsortedSegmentSum,
};
