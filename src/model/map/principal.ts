/** The plane in which points spread most: where a layout starts when nothing is known of an earlier one. */

/** Passes of the power iteration; the start needs no more precision. */
const passes = 30;

/** Coordinates [2 N] of `points` [N, W] on their two principal axes, the first with a deviation of `deviation`; the same points always give the same. */
export function principalPlane(points: Float32Array, width: number, deviation: number): Float32Array {
  const count = points.length / width;
  const mean = new Float64Array(width);
  for (let at = 0; at < points.length; at++) mean[at % width] += points[at] / count;
  const covariance = new Float64Array(width * width);
  for (let i = 0; i < count; i++) {
    for (let p = 0; p < width; p++) {
      const value = (points[i * width + p] - mean[p]) / count;
      for (let q = 0; q < width; q++) covariance[p * width + q] += value * (points[i * width + q] - mean[q]);
    }
  }
  const first = strongest(covariance, width, null);
  const second = strongest(covariance, width, first);
  const scale = deviation / Math.sqrt(Math.max(1e-12, stretch(covariance, width, first)));
  const plane = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    [first, second].forEach((axis, side) => {
      let sum = 0;
      for (let p = 0; p < width; p++) sum += axis[p] * (points[i * width + p] - mean[p]);
      plane[2 * i + side] = scale * sum;
    });
  }
  return plane;
}

/** The unit axis of the largest variance, at a right angle to `other`. */
function strongest(covariance: Float64Array, width: number, other: Float64Array | null): Float64Array {
  let axis = Float64Array.from({ length: width }, (_, p) => 1 + ((p * 7) % 5) / 10);
  for (let pass = 0; pass < passes; pass++) {
    const next = new Float64Array(width);
    for (let p = 0; p < width; p++) for (let q = 0; q < width; q++) next[p] += covariance[p * width + q] * axis[q];
    if (other) {
      const along = next.reduce((sum, value, p) => sum + value * other[p], 0);
      for (let p = 0; p < width; p++) next[p] -= along * other[p];
    }
    const length = Math.hypot(...next);
    if (length < 1e-12) break;
    axis = next.map(value => value / length);
  }
  return axis;
}

/** The variance along an axis. */
function stretch(covariance: Float64Array, width: number, axis: Float64Array): number {
  let sum = 0;
  for (let p = 0; p < width; p++) for (let q = 0; q < width; q++) sum += axis[p] * covariance[p * width + q] * axis[q];
  return sum;
}
