/** A small folder with decisions and predictions, drawn from a seed. */
import { type Decision, type ImageClass } from '../../../src/shared/project';
import { phrase } from '../../../src/shared/phrase';
import { Random } from '../../../src/shared/random';
import { type Listing, type Predictions } from '../../../src/shared/trainerContract';

export const classes: readonly ImageClass[] = [
  { id: 'a', name: 'bolt', color: '#3366cc' },
  { id: 'b', name: 'nut', color: '#cc6633' },
];

export function listingOf(paths: readonly string[], version = 1, unreadable: readonly string[] = []): Listing {
  return { version, paths, modified: Float64Array.from(paths, () => 1), unreadable: unreadable.map(path => ({ path, reason: phrase`truncated ${'JPEG'}: ${'end'}` })) };
}

export function pathsOf(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `img/${String(at).padStart(4, '0')}.png`);
}

export function decision(path: string, label: string | null, anomalous: boolean | null = null): Decision {
  return { path, label, anomalous, by: '', at: '' };
}

/** Every image suggested with a confidence and a score of its own; scores from 0.5 are flagged. */
export function predictionsOf(count: number, seed = 1, listing = 1): Predictions {
  const random = new Random(seed);
  const anomaly = Float32Array.from({ length: count }, () => random.next());
  return {
    listing, step: 1, classes: ['b', 'a'],
    suggestion: Int16Array.from({ length: count }, () => random.below(2)),
    confidence: Float32Array.from({ length: count }, () => random.next()),
    anomaly,
    flagged: Uint8Array.from(anomaly, score => Number(score >= 0.5)),
    threshold: 3, rule: { kind: 'share', share: 0.05 }, automatic: { threshold: 3, rule: { kind: 'share', share: 0.05 } },
    next: new Int32Array(), nextReason: new Uint8Array(), suspects: new Int32Array(), suspicion: new Float32Array(), rivals: new Int16Array(), tests: [],
  };
}
