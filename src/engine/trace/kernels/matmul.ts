/** Matrix products. */
import { type _FusedMatMulAttrs, type BatchMatMulAttrs } from '@tensorflow/tfjs-core';
import { type Graph } from '../graph';
import { type Inputs, type Kernels } from '../kernel';
import { full, type Lazy, lazy, ordered, permuted, reshapeLazy } from '../lazy';
import { axesOf, broadcastShapes, isIdentity } from '../shapes';
import { activated } from './activation';

/** The product of two matrices [m, k] x [k, n], each transposed first where its flag says so. */
export function product(graph: Graph, a: Lazy, b: Lazy, transposeA: boolean, transposeB: boolean): Lazy {
  // A transposed operand is only read the other way round.
  const turned = (x: Lazy, transpose: boolean): boolean => isIdentity(x.order) === transpose;
  const valueOf = (x: Lazy): ReturnType<typeof full> => full(graph, x, x.order);
  const m = a.shape[transposeA ? 1 : 0];
  const n = b.shape[transposeB ? 0 : 1];
  const [turnA, turnB] = [turned(a, transposeA), turned(b, transposeB)];
  if (!turnA && !turnB) return lazy(graph.node('MatMul', [valueOf(a), valueOf(b)], [m, n], a.value.type));
  return lazy(graph.node('Gemm', [valueOf(a), valueOf(b)], [m, n], a.value.type, { transA: Number(turnA), transB: Number(turnB) }));
}

function matMul(graph: Graph, { a, b }: Inputs, { transposeA, transposeB }: BatchMatMulAttrs): Lazy {
  const batchOf = (x: Lazy): readonly number[] => x.shape.slice(0, -2);
  const batch = broadcastShapes(batchOf(a), batchOf(b));
  const matrixOf = (x: Lazy): Lazy => reshapeLazy(graph, x, x.shape.slice(-2));
  const m = a.shape.at(transposeA ? -1 : -2)!;
  const n = b.shape.at(transposeB ? -2 : -1)!;
  if (batch.every(length => length === 1)) {
    return reshapeLazy(graph, product(graph, matrixOf(a), matrixOf(b), transposeA, transposeB), [...batch, m, n]);
  }
  const swapped = (x: Lazy, transpose: boolean): Lazy => {
    if (!transpose) return lazy(full(graph, x));
    const rank = x.shape.length;
    const order = [...axesOf(rank - 2), rank - 1, rank - 2];
    return lazy(full(graph, permuted(ordered(graph, x, order), axesOf(rank), order.map(axis => x.shape[axis]))));
  };
  const [left, right] = [swapped(a, transposeA), swapped(b, transposeB)];
  return lazy(graph.node('MatMul', [left.value, right.value], [...batch, m, n], a.value.type));
}

export const matmulKernels: Kernels = {
  BatchMatMul: matMul,
  _FusedMatMul: (graph, inputs, attrs: _FusedMatMulAttrs) => activated(graph, matMul(graph, inputs, attrs), inputs, attrs),
};
