/** Moving whole rows (the channels of one pixel) of a feature map: what convolutions read, as a table of row numbers. */
import { type backend_util } from '@tensorflow/tfjs-core';
import { type Graph, type Value } from '../graph';
import { axesOf, isIdentity } from '../shapes';

export type ConvInfo = backend_util.Conv2DInfo;

/** Stands in a table for a row of zeros. */
const nowhere = -1;

/** Rows `table[0]`, `table[1]`, … of `x` [N, R, C]: [N, table.length, C]. */
export function pickRows(graph: Graph, x: Value, table: readonly number[]): Value {
  const [images, rows, channels] = x.shape;
  if (table.length === rows && isIdentity(table)) return x;
  let source = x;
  if (table.includes(nowhere)) {
    const zeros = graph.node('Expand', [graph.scalar(0), graph.ints([images, 1, channels])], [images, 1, channels], x.type);
    source = graph.node('Concat', [x, zeros], [images, rows + 1, channels], x.type, { axis: 1 });
  }
  const indices = graph.ints(table.map(row => row === nowhere ? rows : row));
  return graph.node('Gather', [source, indices], [images, table.length, channels], x.type, { axis: 1 });
}

/** The input row under each tap of each output pixel's window, [out pixels * taps] row-major. */
export function windowTable(info: ConvInfo): number[] {
  const rows = axesOf(info.outHeight * info.outWidth * info.filterHeight * info.filterWidth);
  return rows.map(i => {
    const tapX = i % info.filterWidth;
    const tapY = Math.floor(i / info.filterWidth) % info.filterHeight;
    const pixel = Math.floor(i / (info.filterWidth * info.filterHeight));
    const y = Math.floor(pixel / info.outWidth) * info.strideHeight + tapY * info.dilationHeight - info.padInfo.top;
    const x = pixel % info.outWidth * info.strideWidth + tapX * info.dilationWidth - info.padInfo.left;
    return y < 0 || y >= info.inHeight || x < 0 || x >= info.inWidth ? nowhere : y * info.inWidth + x;
  });
}

/** Input pixels that the same taps of the filter touch: all those of one remainder by the stride. */
export interface Phase {
  /** Rows of the input, in order. */
  readonly pixels: readonly number[];
  /** Taps of the filter, row-major. */
  readonly taps: readonly number[];
  /** The output row that each pixel meets at each tap, [pixels * taps]. */
  readonly table: readonly number[];
}

/** The phases of a convolution's adjoint, for undilated filters. */
export function phasesOf(info: ConvInfo): Phase[] {
  const taps = axesOf(info.filterHeight * info.filterWidth);
  return axesOf(info.strideHeight * info.strideWidth).map(phase => {
    const a = Math.floor(phase / info.strideWidth);
    const b = phase % info.strideWidth;
    const pixels = axesOf(info.inHeight * info.inWidth).filter(row =>
      Math.floor(row / info.inWidth) % info.strideHeight === a && row % info.inWidth % info.strideWidth === b);
    const own = taps.filter(tap =>
      (a + info.padInfo.top - Math.floor(tap / info.filterWidth)) % info.strideHeight === 0
      && (b + info.padInfo.left - tap % info.filterWidth) % info.strideWidth === 0);
    return { pixels, taps: own, table: pixels.flatMap(row => own.map(tap => outputRow(info, row, tap))) };
  });
}

function outputRow(info: ConvInfo, row: number, tap: number): number {
  const y = (Math.floor(row / info.inWidth) + info.padInfo.top - Math.floor(tap / info.filterWidth)) / info.strideHeight;
  const x = (row % info.inWidth + info.padInfo.left - tap % info.filterWidth) / info.strideWidth;
  return y < 0 || y >= info.outHeight || x < 0 || x >= info.outWidth ? nowhere : y * info.outWidth + x;
}
