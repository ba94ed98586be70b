/** Resizing of images. Every kind is linear along height and along width, so that it and its gradient are products with two constant matrices. */
import { type ResizeBilinearAttrs } from '@tensorflow/tfjs-core';
import { type Graph, type Value } from '../graph';
import { type Kernel, type Kernels } from '../kernel';
import { full, type Lazy, permuted } from '../lazy';

type Method = 'nearest' | 'bilinear';
type ResizeAttrs = Omit<ResizeBilinearAttrs, 'size'>;

const channelsFirst = [0, 3, 1, 2];

/** [to, from]: row r holds the share of each source pixel in target pixel r, by tfjs's rules. */
function weights(method: Method, from: number, to: number, { alignCorners, halfPixelCenters }: ResizeAttrs): Float32Array {
  const corners = alignCorners && to > 1;
  const ratio = corners ? (from - 1) / (to - 1) : from / to;
  const matrix = new Float32Array(to * from);
  for (let row = 0; row < to; row++) {
    const at = ratio * (halfPixelCenters ? row + 0.5 : row);
    if (method === 'nearest') {
      matrix[row * from + Math.min(from - 1, alignCorners ? Math.round(at) : Math.floor(at))] = 1;
    } else {
      const source = halfPixelCenters ? at - 0.5 : at;
      const low = Math.max(0, Math.floor(source));
      const high = Math.min(from - 1, Math.ceil(source));
      matrix[row * from + low] += 1 - (source - low);
      matrix[row * from + high] += source - low;
    }
  }
  return matrix;
}

function transposedMatrix(matrix: Float32Array, rows: number, columns: number): Float32Array {
  return matrix.map((_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]);
}

/** Maps height and width of `x` with the matrices that resize [from] to [to], or with their transposes. */
function resize(graph: Graph, x: Lazy, method: Method, from: readonly number[], to: readonly number[], attrs: ResizeAttrs, backwards: boolean): Lazy {
  const [batch, , , channels] = x.shape;
  const [height, width] = backwards ? from : to;
  const matrix = (axis: number, transpose: boolean): Value => {
    const forward = weights(method, from[axis], to[axis], attrs);
    const shape = transpose ? [from[axis], to[axis]] : [to[axis], from[axis]];
    return graph.constant(transpose ? transposedMatrix(forward, to[axis], from[axis]) : forward, shape, 'float32');
  };
  const value = full(graph, x, channelsFirst);
  const wide = graph.node('MatMul', [value, matrix(1, !backwards)], [batch, channels, x.shape[1], width], 'float32');
  const high = graph.node('MatMul', [matrix(0, backwards), wide], [batch, channels, height, width], 'float32');
  return permuted(high, channelsFirst, [batch, height, width, channels]);
}

function forward(method: Method): Kernel<ResizeBilinearAttrs> {
  return (graph, { images }, attrs) => resize(graph, images, method, images.shape.slice(1, 3), attrs.size, attrs, false);
}

function gradient(method: Method): Kernel<ResizeAttrs> {
  return (graph, { images, dy }, attrs) => resize(graph, dy, method, images.shape.slice(1, 3), dy.shape.slice(1, 3), attrs, true);
}

export const resizeKernels: Kernels = {
  ResizeNearestNeighbor: forward('nearest'),
  ResizeNearestNeighborGrad: gradient('nearest'),
  ResizeBilinear: forward('bilinear'),
  ResizeBilinearGrad: gradient('bilinear'),
};
