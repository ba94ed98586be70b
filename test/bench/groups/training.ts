/** Images a second in training, and what of the machine's arithmetic that is. Arguments: see compete.ts. */
import { compete } from '../duel/compete';
import { type Figure } from '../figure';
import { trainingOperations } from '../duel/operations';

export function main(args: readonly string[]): Promise<Figure[]> {
  return compete({
    group: 'training', kind: 'train', operations: trainingOperations,
    aims: { torch: '>= 1.5 x', wasm: '>= 12 x', node: '>= 2 x', share: '>= 50 %' },
  }, args);
}
