/** Arithmetic on shapes and axis orders. */

export type Shape = readonly number[];

/** Number of elements. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, i) => length === b[i]);
}

/** 0, 1, … rank - 1. */
export function axesOf(rank: number): number[] {
  return Array.from({ length: rank }, (_, i) => i);
}

export function isIdentity(order: readonly number[]): boolean {
  return order.every((axis, i) => axis === i);
}

/** The permutation that undoes `order`. */
export function inverse(order: readonly number[]): number[] {
  const result = new Array<number>(order.length);
  order.forEach((axis, i) => (result[axis] = i));
  return result;
}

/** NumPy broadcasting of shapes of any rank; the caller has checked that they fit. */
export function broadcastShapes(...shapes: readonly Shape[]): number[] {
  const rank = Math.max(...shapes.map(shape => shape.length));
  return axesOf(rank).map(i => {
    let result = 1;
    for (const shape of shapes) {
      const length = shape[i - rank + shape.length] ?? 1;
      if (length !== 1) result = length;
    }
    return result;
  });
}

/** Row-major strides in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  for (let i = shape.length - 1, step = 1; i >= 0; i--) {
    strides[i] = step;
    step *= shape[i];
  }
  return strides;
}
