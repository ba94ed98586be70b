/** Convolutions and their gradients: which of the two ways each takes. */
import { backend_util, type Conv2DAttrs, type Conv2DBackpropFilterAttrs, type Conv2DBackpropInputAttrs, type FusedConv2DAttrs } from '@tensorflow/tfjs-core';
import { type Graph, type Value } from '../graph';
import { type Inputs, type Kernels } from '../kernel';
import { full, type Lazy, permuted } from '../lazy';
import { activated } from './activation';
import { adjointByProducts, byProduct, filterGradient } from './convByProducts';
import { type ConvInfo } from './rows';

/** Physical orders over the logical axes NHWC and HWIO. */
const channelsFirst = [0, 3, 1, 2];
const outputsFirst = [3, 2, 0, 1];

function infoOf(xShape: readonly number[], filterShape: readonly number[], attrs: Omit<Conv2DAttrs, 'dilations'> & { dilations?: Conv2DAttrs['dilations'] }): ConvInfo {
  if (attrs.dataFormat && attrs.dataFormat !== 'NHWC') throw new Error('Convolutions are traced in NHWC only');
  const { strides, pad, dilations, dimRoundingMode } = attrs;
  return backend_util.computeConv2DInfo(xShape as [number, number, number, number], filterShape as [number, number, number, number], strides, dilations ?? 1, pad, dimRoundingMode);
}

function padsOf({ padInfo: { top, left, bottom, right } }: ConvInfo): number[] {
  return [top, left, bottom, right];
}

/** With known weights, ONNX Runtime turns its own convolution into a blocked one; without, a matrix product is 2-4 times as fast. */
function forward(graph: Graph, x: Lazy, filter: Lazy, info: ConvInfo): Lazy {
  if (!filter.value.data) return byProduct(graph, x, filter, info);
  const value = graph.node('Conv', [full(graph, x, channelsFirst), full(graph, filter, outputsFirst)], channelsFirst.map(axis => info.outShape[axis]), 'float32', {
    kernel_shape: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: padsOf(info),
  });
  return permuted(value, channelsFirst, info.outShape);
}

/** Channels below which a product has too few columns for its speed. */
const fewChannels = 4;

/** Gathering `dy` for a product costs more than it saves where few channels come out of it, as for the image itself. */
function adjoint(graph: Graph, dy: Lazy, filter: Lazy, info: ConvInfo): Lazy {
  const few = info.inChannels < fewChannels || info.inChannels * 4 <= info.outChannels;
  if (!few && !filter.value.data) return adjointByProducts(graph, dy, filter, info);
  return convTranspose(graph, full(graph, dy, channelsFirst), full(graph, filter, outputsFirst), info);
}

/** The adjoint of a convolution: `dy` [N, O, h, w] and `filter` [O, I / groups, kh, kw] give the gradient of its input. */
export function convTranspose(graph: Graph, dy: Value, filter: Value, info: ConvInfo, group = 1): Lazy {
  const { top, left, bottom, right } = info.padInfo;
  // Rows and columns that no window reached get no gradient; ConvTranspose adds them as output padding.
  const extra = (length: number, out: number, stride: number, size: number, pads: number): number => length - ((out - 1) * stride + size - pads);
  const value = graph.node('ConvTranspose', [dy, filter], channelsFirst.map(axis => info.inShape[axis]), 'float32', {
    group,
    kernel_shape: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    pads: padsOf(info),
    output_padding: [
      extra(info.inHeight, info.outHeight, info.strideHeight, info.filterHeight, top + bottom),
      extra(info.inWidth, info.outWidth, info.strideWidth, info.filterWidth, left + right),
    ],
  });
  return permuted(value, channelsFirst, info.inShape);
}

export const convKernels: Kernels = {
  Conv2D: (graph, { x, filter }, attrs: Conv2DAttrs) => forward(graph, x, filter, infoOf(x.shape, filter.shape, attrs)),
  FusedConv2D: (graph, inputs: Inputs, attrs: FusedConv2DAttrs) =>
    activated(graph, forward(graph, inputs.x, inputs.filter, infoOf(inputs.x.shape, inputs.filter.shape, attrs)), inputs, attrs),
  Conv2DBackpropInput: (graph, { dy, filter }, attrs: Conv2DBackpropInputAttrs) => adjoint(graph, dy, filter, infoOf(attrs.inputShape, filter.shape, attrs)),
  Conv2DBackpropFilter: (graph, { x, dy }, attrs: Conv2DBackpropFilterAttrs) => filterGradient(graph, x, dy, infoOf(x.shape, attrs.filterShape, attrs)),
};
