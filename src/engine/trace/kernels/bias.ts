/** Biases that a matrix product adds on its way. */
import { type Graph } from '../graph';
import { type Lazy, lazy, reshaped } from '../lazy';
import { isIdentity, sameShape, sizeOf } from '../shapes';

/** `x + bias` inside the matrix product that `x` comes out of, where it comes out of one and `bias` has a number for each of its columns. */
export function withBias(graph: Graph, x: Lazy, bias: Lazy): Lazy | undefined {
  const columns = x.shape.at(-1)!;
  if (bias.shape.length > x.shape.length || bias.shape.at(-1) !== columns || sizeOf(bias.value.shape) !== columns || sizeOf(bias.shape) !== columns) return undefined;
  if (!isIdentity(x.order) || !sameShape(x.value.shape, x.shape) || x.value.type !== 'float32') return undefined;
  const made = graph.producer(x.value);
  const product = made?.op === 'Reshape' ? graph.producer(made.inputs[0]!) : made;
  if (!product || !['MatMul', 'Gemm'].includes(product.op) || product.inputs.length !== 2 || product.inputs.some(value => value!.shape.length !== 2)) return undefined;
  const [{ shape }] = product.outputs;
  if (shape[1] !== columns) return undefined;
  const value = graph.node('Gemm', [...product.inputs, reshaped(graph, bias.value, [columns])], shape, 'float32', product.attributes);
  return lazy(reshaped(graph, value, x.shape));
}
