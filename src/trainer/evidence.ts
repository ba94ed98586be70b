/** What the model says of every readable image, kept between passes so that labels can be answered at once. */
import { type Engine } from '../engine/engine';
import { type NetworkConfig } from '../model/config';
import { scoringProgram } from '../model/inference';
import { type Evidence } from '../model/scores';
import { type HostTensors } from '../shared/program';
import { type Images } from './images';

/** Images in one call of the scoring program. */
const batch = 64;

/** The result of one scoring pass. */
export interface Scored {
  /** One row per readable image; `rows` tells which. */
  readonly evidence: Evidence;
  /** Index into the listing of each row, ascending. */
  readonly rows: readonly number[];
  /** Identity of the image of each row: see {@link Images.identity}. */
  readonly identities: readonly string[];
  /** Averaged weights that were used, and the model they belong to. */
  readonly weights: HostTensors;
  readonly config: NetworkConfig;
  readonly classes: readonly string[];
  readonly step: number;
}

export type Model = Pick<Scored, 'weights' | 'config' | 'classes' | 'step'>;

/**
 * Scores every readable image with `model`. Rows of `known`, a pass with the same weights, are
 * copied where the image is unchanged. Awaits `between` after each batch; resolves to null when it says stop.
 */
export async function scoreImages(
  engine: Engine, model: Model, images: Images, known: Scored | null, between: (share: number) => Promise<'go' | 'stop'>,
): Promise<Scored | null> {
  const { config, weights } = model;
  const rows = [...images.readable];
  const identities = rows.map(i => images.identity(i));
  const evidence = emptyEvidence(rows.length, config);
  const missing = known ? carry(known, identities, evidence) : [...rows.keys()];
  const length = config.size * config.size * config.channels;
  const bytes = new Uint8Array(batch * length);
  const program = await engine.compile(scoringProgram(config, weights, batch));
  try {
    for (let start = 0; start < missing.length; start += batch) {
      const part = missing.slice(start, start + batch);
      await images.read(part.map(row => rows[row]), bytes);
      const data = Float32Array.from(bytes, value => value / 255);
      const out = await program.run({ image: { shape: [batch, config.size, config.size, config.channels], dtype: 'float32', data } });
      part.forEach((row, j) => copyRow(out, j, evidence, row));
      if (await between(Math.min(1, (start + batch) / missing.length)) === 'stop') return null;
    }
  } finally {
    await program.dispose();
  }
  return { ...model, evidence, rows, identities };
}

function emptyEvidence(count: number, { latent, hidden, classes }: NetworkConfig): Evidence {
  return {
    count, latent, hidden, classes,
    reconstruction: new Float32Array(count),
    mu: new Float32Array(count * latent),
    features: new Float32Array(count * hidden),
    probabilities: new Float32Array(count * classes),
  };
}

function copyRow(out: HostTensors, from: number, evidence: Evidence, to: number): void {
  const { latent, hidden, classes } = evidence;
  evidence.reconstruction[to] = out.reconstruction.data[from];
  evidence.mu.set((out.mu.data as Float32Array).subarray(from * latent, (from + 1) * latent), to * latent);
  evidence.features.set((out.features.data as Float32Array).subarray(from * hidden, (from + 1) * hidden), to * hidden);
  if (classes > 0) evidence.probabilities.set((out.probabilities.data as Float32Array).subarray(from * classes, (from + 1) * classes), to * classes);
}

/** Copies the rows of unchanged images and returns the rows that are still to be scored. */
function carry(known: Scored, identities: readonly string[], evidence: Evidence): number[] {
  const place = new Map(known.identities.map((identity, row) => [identity, row]));
  const { latent, hidden, classes } = evidence;
  return identities.flatMap((identity, row) => {
    const old = place.get(identity);
    if (old === undefined) return [row];
    evidence.reconstruction[row] = known.evidence.reconstruction[old];
    evidence.mu.set(known.evidence.mu.subarray(old * latent, (old + 1) * latent), row * latent);
    evidence.features.set(known.evidence.features.subarray(old * hidden, (old + 1) * hidden), row * hidden);
    evidence.probabilities.set(known.evidence.probabilities.subarray(old * classes, (old + 1) * classes), row * classes);
    return [];
  });
}
