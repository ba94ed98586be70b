/** How a few images were reconstructed at steps of a training, for the page that shows them side by side. */
import { type Reconstructions } from './trainerContract';

/**
 * The frames with one more. Frames of other images, and those at or after its step (training went on from an older
 * checkpoint, or from scratch), are dropped; of more than `limit` every second one goes, the first and the last stay.
 */
export function appendFrame(frames: readonly Reconstructions[], next: Reconstructions, limit = 8): readonly Reconstructions[] {
  const same = ({ paths }: Reconstructions) => paths.join('\n') === next.paths.join('\n');
  const all = [...frames.filter(frame => frame.step < next.step && same(frame)), next];
  return all.length <= limit ? all : all.filter((_, at) => at % 2 === 0 || at === all.length - 1);
}
