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

/** A change of coordinates by a {@link whitening} matrix. */
export interface Coordinates {
  /** The whitened row of a row [W], or the sum of whitened rows of a sum of rows. */
  whitened(row: Float64Array): Float64Array;
  /** The weights [W] whose product with a row is that of `weights` with its whitened row. */
  unwhitened(weights: Float64Array): Float64Array;
}

/** Changes of coordinates by an upper triangle `matrix` [W, W], without a pass over all rows. */
export function coordinates(matrix: Float32Array, width: number): Coordinates {
  return {
    whitened(row) {
      const result = new Float64Array(width);
      for (let a = 0; a < width; a++) for (let b = a; b < width; b++) result[b] += row[a] * matrix[a * width + b];
      return result;
    },
    unwhitened(weights) {
      const result = new Float64Array(width);
      for (let a = 0; a < width; a++) {
        let sum = 0;
        for (let b = a; b < width; b++) sum += matrix[a * width + b] * weights[b];
        result[a] = sum;
      }
      return result;
    },
  };
}

/** Lower triangle of the damped covariance [W, W]. */
function covariance(points: Float32Array, width: number, rows: Int32Array): Float64Array {
  const used = thinned(rows, mostRows);
  const mean = new Float64Array(width);
  for (const i of used) for (let a = 0; a < width; a++) mean[a] += points[i * width + a] / used.length;
  const sums = new Float64Array(width * width);
  const four = [0, 1, 2, 3].map(() => new Float64Array(width));
  const [first, second, third, fourth] = four;
  // Four rows together: a sum is read and written once for all of them. Beyond the last row, rows of zeros add nothing.
  for (let start = 0; start < used.length; start += four.length) {
    for (const [j, row] of four.entries()) {
      const at = start + j < used.length ? used[start + j] * width : -1;
      for (let a = 0; a < width; a++) row[a] = at < 0 ? 0 : points[at + a] - mean[a];
    }
    for (let a = 0; a < width; a++) {
      const [p, q, r, s] = [first[a], second[a], third[a], fourth[a]];
      for (let b = 0; b <= a; b++) sums[a * width + b] += p * first[b] + q * second[b] + r * third[b] + s * fourth[b];
    }
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
