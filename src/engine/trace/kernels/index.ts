/** Every traced kernel by its tfjs name. */
import { type Kernels } from '../kernel';
import { binaryKernels } from './binary';
import { convKernels } from './conv';
import { layoutKernels } from './layout';
import { lookupKernels } from './lookup';
import { matmulKernels } from './matmul';
import { poolKernels } from './pool';
import { reduceKernels } from './reduce';
import { resizeKernels } from './resize';
import { unaryKernels } from './unary';

export const kernels: Kernels = {
  ...unaryKernels,
  ...binaryKernels,
  ...reduceKernels,
  ...layoutKernels,
  ...lookupKernels,
  ...matmulKernels,
  ...convKernels,
  ...poolKernels,
  ...resizeKernels,
};
