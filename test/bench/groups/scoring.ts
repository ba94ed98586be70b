/** Images a second in scoring, as every image of a folder is after training. Arguments: see compete.ts. */
import { compete } from '../duel/compete';
import { type Figure } from '../figure';
import { scoringOperations } from '../duel/operations';

export function main(args: readonly string[]): Promise<Figure[]> {
  return compete({ group: 'scoring', kind: 'score', operations: scoringOperations, aims: { torch: '>= 2 x' } }, args);
}
