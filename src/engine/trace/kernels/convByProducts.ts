/**
 * Convolutions and their gradients as matrix products of gathered rows. The gathered windows of an
 * input serve its convolution and its filter's gradient alike: equal nodes of a graph are one.
 */
import { type Graph, type Value } from '../graph';
import { full, type Lazy, lazy, reshaped, transposed } from '../lazy';
import { axesOf, type Shape } from '../shapes';
import { type ConvInfo, type Phase, phasesOf, pickRows, windowTable } from './rows';

/** The input under each output pixel's window: [N * out pixels, taps * I]. */
function windows(graph: Graph, x: Lazy, info: ConvInfo): Value {
  const picked = pickRows(graph, rowsOf(graph, x), windowTable(info));
  return reshaped(graph, picked, [info.batchSize * info.outHeight * info.outWidth, info.filterHeight * info.filterWidth * info.inChannels]);
}

/** `x` [N, H, W, C] as [N, H * W, C]. */
function rowsOf(graph: Graph, x: Lazy): Value {
  const [n, h, w, c] = x.shape;
  return reshaped(graph, full(graph, x), [n, h * w, c]);
}

/** The convolution of `x` [N, H, W, I] with `filter` [kh, kw, I, O]. */
export function byProduct(graph: Graph, x: Lazy, filter: Lazy, info: ConvInfo): Lazy {
  const columns = windows(graph, x, info);
  const [m, k] = columns.shape;
  const value = graph.node('MatMul', [columns, reshaped(graph, full(graph, filter), [k, info.outChannels])], [m, info.outChannels], 'float32');
  return lazy(reshaped(graph, value, info.outShape));
}

/** The gradient of the filter, from the input and the gradient `dy` [N, h, w, O] of the output. */
export function filterGradient(graph: Graph, x: Lazy, dy: Lazy, info: ConvInfo): Lazy {
  const columns = windows(graph, x, info);
  const [m, k] = columns.shape;
  const value = graph.node('Gemm', [columns, reshaped(graph, full(graph, dy), [m, info.outChannels])], [k, info.outChannels], 'float32', { transA: 1 });
  return lazy(reshaped(graph, value, info.filterShape));
}

/**
 * The gradient of the input from `dy` [N, h, w, O]; the filter is not dilated. Input pixels of one
 * remainder by the stride see the same taps of the filter, so each such phase is one product, and
 * no product meets the zeros that a transposed convolution would put between the rows of `dy`.
 */
export function adjointByProducts(graph: Graph, dy: Lazy, filter: Lazy, info: ConvInfo): Lazy {
  const source = rowsOf(graph, dy);
  const taps = reshaped(graph, full(graph, filter), [info.filterHeight * info.filterWidth, info.inChannels, info.outChannels]);
  const turned = transposed(graph, taps, [0, 2, 1]);
  const phases = phasesOf(info);
  const parts = phases.map(phase => phaseProduct(graph, source, turned, phase));
  const pixels = phases.flatMap(phase => phase.pixels);
  const value = graph.node('Concat', parts, [info.batchSize, pixels.length, info.inChannels], 'float32', { axis: 1 });
  const places = new Map(pixels.map((pixel, i) => [pixel, i]));
  return lazy(reshaped(graph, pickRows(graph, value, axesOf(pixels.length).map(pixel => places.get(pixel)!)), info.inShape));
}

/** One phase's pixels [N, pixels, I] from the rows of `dy` and the taps [taps, O, I]. */
function phaseProduct(graph: Graph, source: Value, taps: Value, phase: Phase): Value {
  const [, outChannels, inChannels] = taps.shape;
  const shape: Shape = [source.shape[0], phase.pixels.length, inChannels];
  // A filter smaller than the stride leaves pixels out.
  if (phase.taps.length === 0) return graph.node('Expand', [graph.scalar(0), graph.ints(shape)], shape, 'float32');
  const [m, k] = [shape[0] * shape[1], phase.taps.length * outChannels];
  const columns = reshaped(graph, pickRows(graph, source, phase.table), [m, k]);
  const own = graph.node('Gather', [taps, graph.ints(phase.taps)], [phase.taps.length, outChannels, inChannels], 'float32', { axis: 0 });
  return reshaped(graph, graph.node('MatMul', [columns, reshaped(graph, own, [k, inChannels])], [m, inChannels], 'float32'), shape);
}
