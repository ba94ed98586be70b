/** Points of a group on axes along which the group is even: what is usual in it hides nothing that is not. */

import { thinned } from './tables';

/** Added to each variance (1 after standardising), so that directions in which nothing varies do not decide. */
const damping = 1;
/** Rows that the covariance is taken from, at most. */
const mostRows = 2048;

/**
 * The matrix [W, W] whose product with a standardised row gives the whitened one: L^-1 transposed of
 * the Cholesky factor L of covariance + damping, so that distances are those of Mahalanobis. `points`
 * [N, W] row by row, `rows` the group.
 */
export function whitening(points: Float32Array, width: number, rows: Int32Array): Float32Array {
  const factor = cholesky(covariance(points, width, rows), width);
  const inverse = invertLower(factor, width);
  const transposed = new Float32Array(width * width);
  for (let i = 0; i < width; i++) for (let j = 0; j <= i; j++) transposed[j * width + i] = inverse[i * width + j];
  return transposed;
}

/** Lower triangle of the damped covariance [W, W]. */
function covariance(points: Float32Array, width: number, rows: Int32Array): Float64Array {
  const used = thinned(rows, mostRows);
  const mean = new Float64Array(width);
  for (const i of used) for (let a = 0; a < width; a++) mean[a] += points[i * width + a] / used.length;
  const sums = new Float64Array(width * width);
  const row = new Float64Array(width);
  for (const i of used) {
    for (let a = 0; a < width; a++) row[a] = points[i * width + a] - mean[a];
    for (let a = 0; a < width; a++) for (let b = 0; b <= a; b++) sums[a * width + b] += row[a] * row[b];
  }
  for (let at = 0; at < sums.length; at++) sums[at] /= Math.max(1, used.length);
  for (let a = 0; a < width; a++) sums[a * width + a] += damping;
  return sums;
}

/** L of a positive definite matrix given by its lower triangle, in place. */
function cholesky(a: Float64Array, width: number): Float64Array {
  for (let j = 0; j < width; j++) {
    for (let i = j; i < width; i++) {
      let sum = a[i * width + j];
      for (let k = 0; k < j; k++) sum -= a[i * width + k] * a[j * width + k];
      a[i * width + j] = i === j ? Math.sqrt(sum) : sum / a[j * width + j];
    }
  }
  return a;
}

function invertLower(l: Float64Array, width: number): Float64Array {
  const inverse = new Float64Array(width * width);
  for (let j = 0; j < width; j++) {
    inverse[j * width + j] = 1 / l[j * width + j];
    for (let i = j + 1; i < width; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= l[i * width + k] * inverse[k * width + j];
      inverse[i * width + j] = sum / l[i * width + i];
    }
  }
  return inverse;
}
