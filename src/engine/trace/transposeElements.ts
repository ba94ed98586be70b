/** Transposes outside the graph. */
import { type ElementData } from '../onnx/encode';
import { isIdentity, type Shape, stridesOf } from './shapes';

/** The elements of a row-major tensor after a transpose: new axis i is old axis `axes[i]`. Always a copy. */
export function transposeElements<T extends ElementData>(data: T, shape: Shape, axes: readonly number[]): T {
  const result = data.slice() as T;
  if (isIdentity(axes)) return result;
  const source = stridesOf(shape);
  const lengths = axes.map(axis => shape[axis]);
  const steps = axes.map(axis => source[axis]);
  const index = lengths.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = data[from];
    for (let axis = lengths.length - 1; axis >= 0; axis--) {
      from += steps[axis];
      if (++index[axis] < lengths[axis]) break;
      from -= steps[axis] * lengths[axis];
      index[axis] = 0;
    }
  }
  return result;
}
