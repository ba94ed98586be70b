/** Pooling and its gradients. */
import { backend_util, type AvgPoolGradAttrs, type MaxPoolAttrs, type MaxPoolGradAttrs } from '@tensorflow/tfjs-core';
import { type Attributes } from '../../onnx/encode';
import { type Graph, type Value } from '../graph';
import { type Kernels } from '../kernel';
import { full, type Lazy, lazy, permuted, reshaped } from '../lazy';
import { axesOf, sizeOf } from '../shapes';
import { multiply } from './binary';
import { convTranspose } from './conv';

type PoolAttrs = MaxPoolAttrs | AvgPoolGradAttrs;

const channelsFirst = [0, 3, 1, 2];

function infoOf(x: Lazy, { filterSize, strides, pad, ...rest }: PoolAttrs): backend_util.Conv2DInfo {
  const rounding = 'dimRoundingMode' in rest ? rest.dimRoundingMode : undefined;
  return backend_util.computePool2DInfo(x.shape as [number, number, number, number], filterSize, strides, 1, pad, rounding);
}

function windowOf({ filterHeight, filterWidth, strideHeight, strideWidth, padInfo: { top, left, bottom, right } }: backend_util.Conv2DInfo): Attributes {
  return { kernel_shape: [filterHeight, filterWidth], strides: [strideHeight, strideWidth], pads: [top, left, bottom, right] };
}

function avgPool(graph: Graph, x: Lazy, info: backend_util.Conv2DInfo): Lazy {
  const shape = channelsFirst.map(axis => info.outShape[axis]);
  return permuted(graph.node('AveragePool', [full(graph, x, channelsFirst)], shape, 'float32', windowOf(info)), channelsFirst, info.outShape);
}

/** The maxima and their places in the flattened input, which the gradient asks for: one node for both. */
function maxPool(graph: Graph, x: Value, info: backend_util.Conv2DInfo): readonly Value[] {
  const shape = channelsFirst.map(axis => info.outShape[axis]);
  return graph.outputsOf('MaxPool', [x], [{ shape, type: 'float32' }, { shape, type: 'int64' }], windowOf(info));
}

/** Sends each gradient to the place of its window's first maximum. */
function maxPoolGrad(graph: Graph, dy: Lazy, x: Lazy, info: backend_util.Conv2DInfo): Lazy {
  const value = full(graph, x, channelsFirst);
  const [, places] = maxPool(graph, value, info);
  const flat = (of: Value): Value => reshaped(graph, of, [sizeOf(of.shape)]);
  const size = [sizeOf(value.shape)];
  const zeros = graph.node('Expand', [graph.scalar(0), graph.ints(size)], size, 'float32');
  const sum = graph.node('ScatterElements', [zeros, flat(places), flat(full(graph, dy, channelsFirst))], size, 'float32', { axis: 0, reduction: 'add' });
  return permuted(reshaped(graph, sum, value.shape), channelsFirst, x.shape);
}

/** Spreads each gradient over its window's pixels; padding does not count as pixels. */
function avgPoolGrad(graph: Graph, dy: Lazy, info: backend_util.Conv2DInfo): Lazy {
  const covered = (out: number, stride: number, size: number, before: number, length: number): number[] =>
    axesOf(out).map(i => Math.min(length, i * stride - before + size) - Math.max(0, i * stride - before));
  const rows = covered(info.outHeight, info.strideHeight, info.filterHeight, info.padInfo.top, info.inHeight);
  const columns = covered(info.outWidth, info.strideWidth, info.filterWidth, info.padInfo.left, info.inWidth);
  const shares = Float32Array.from(rows.flatMap(row => columns.map(column => 1 / (row * column))));
  const share = lazy(graph.constant(shares, [1, info.outHeight, info.outWidth, 1], 'float32'));
  const kernel = [info.inChannels, 1, info.filterHeight, info.filterWidth];
  const ones = graph.constant(new Float32Array(sizeOf(kernel)).fill(1), kernel, 'float32');
  return convTranspose(graph, full(graph, multiply(graph, dy, share), channelsFirst), ones, info, info.inChannels);
}

export const poolKernels: Kernels = {
  MaxPool: (graph, { x }, attrs: MaxPoolAttrs) => {
    const info = infoOf(x, attrs);
    return permuted(maxPool(graph, full(graph, x, channelsFirst), info)[0], channelsFirst, info.outShape);
  },
  AvgPool: (graph, { x }, attrs: MaxPoolAttrs) => avgPool(graph, x, infoOf(x, attrs)),
  MaxPoolGrad: (graph, { dy, input }, attrs: MaxPoolGradAttrs) => maxPoolGrad(graph, dy, input, infoOf(input, attrs)),
  AvgPoolGrad: (graph, { dy, input }, attrs: AvgPoolGradAttrs) => avgPoolGrad(graph, dy, infoOf(input, attrs)),
};
