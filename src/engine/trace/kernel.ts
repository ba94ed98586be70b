/** What a traced kernel is, and the tensors of one call. */
import { type ElementType } from '../onnx/encode';
import { type Graph } from './graph';
import { type Lazy } from './lazy';

/** The inputs of one call; tfjs lists (of Concat, Pack, AddN) have the keys '0', '1', … */
export type Inputs = Readonly<Record<string, Lazy>>;

/**
 * Adds the nodes of one tfjs kernel to the graph and returns its output or outputs. The attributes
 * are those of tfjs's kernel_names for the kernel, which tfjs has checked.
 */
export type Kernel<A = unknown> = (graph: Graph, inputs: Inputs, attrs: A) => Lazy | Lazy[];
export type Kernels = Readonly<Record<string, Kernel<never>>>;

/** The graph's element type of a tfjs dtype. Throws on strings and complex numbers. */
export function elementTypeOf(dtype: string): ElementType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new Error(`Tensors of dtype ${dtype} cannot be traced`);
}
