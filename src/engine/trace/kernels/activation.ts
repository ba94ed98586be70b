/** The bias and activation that tfjs's fused kernels end with. */
import { type Graph } from '../graph';
import { type Inputs } from '../kernel';
import { type Lazy } from '../lazy';
import { add } from './binary';
import { unaryKernels } from './unary';

/** Names of tfjs activations and of their kernels. */
const kernelNames: Record<string, string> = {
  relu: 'Relu', relu6: 'Relu6', elu: 'Elu', sigmoid: 'Sigmoid', leakyrelu: 'LeakyRelu', prelu: 'Prelu',
};

export interface FusedAttrs {
  readonly activation?: string;
  readonly leakyreluAlpha?: number;
}

/** `activation(x + bias)`. */
export function activated(graph: Graph, x: Lazy, { bias, preluActivationWeights }: Inputs, { activation, leakyreluAlpha }: FusedAttrs): Lazy {
  const biased = bias ? add(graph, x, bias) : x;
  if (!activation || activation === 'linear') return biased;
  const kernel = unaryKernels[kernelNames[activation]];
  if (!kernel) throw new Error(`The activation ${activation} is not traced`);
  return kernel(graph, { x: biased, alpha: preluActivationWeights }, { alpha: leakyreluAlpha } as never) as Lazy;
}
