/** What the model says of every readable image, kept between passes so that labels can be answered at once. */
import { type Engine } from '../engine/engine';
import { type NetworkConfig } from '../model/config';
import { energyCounts } from '../model/filterBank';
import { scoringProgram } from '../model/inference';
import { isMirrorable } from '../model/mirroring';
import { type Evidence } from '../model/scores';
import { type HostTensors } from '../shared/program';
import { type ImageSource } from './imageSource';
import { type Taught } from './taught';
import { type Tested } from './tested';

/** Images in one call of the scoring program. */
const batch = 64;

/** The result of one scoring pass. */
export interface Scored {
  /** One row per readable image; `rows` tells which. */
  readonly evidence: Evidence & Tables;
  /** Index into the listing of each row, ascending. */
  readonly rows: readonly number[];
  /** Identity of the image of each row: see {@link Images.identity}. */
  readonly identities: readonly string[];
  /** Averaged weights that were used, and the model they belong to. */
  readonly weights: HostTensors;
  readonly config: NetworkConfig;
  readonly classes: readonly string[];
  readonly step: number;
  /** What the model was tested on; left out: never tested. */
  readonly tested?: Tested;
  /** The labels that it was trained with to the end; left out: none. */
  readonly taught?: Taught;
}

export type Model = Pick<Scored, 'weights' | 'config' | 'classes' | 'step' | 'tested' | 'taught'>;

/**
 * Scores every readable image with `model`. Rows of `known`, a pass with the same weights, are
 * copied where the image is unchanged. Awaits `between` after each batch; resolves to null when it says stop.
 */
export async function scoreImages(
  engine: Engine, model: Model, images: ImageSource, known: Scored | null, between: (share: number) => Promise<'go' | 'stop'>,
): Promise<Scored | null> {
  const { config, weights } = model;
  const rows = [...images.readable];
  const identities = rows.map(i => images.identity(i));
  const evidence = emptyEvidence(rows.length, config, weights);
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
      const found = Object.fromEntries(Object.entries(out).map(([name, tensor]) => [name, tensor.data])) as unknown as Tables;
      part.forEach((row, j) => copyRow(found, j, evidence, row));
      if (await between(Math.min(1, (start + batch) / missing.length)) === 'stop') return null;
    }
  } finally {
    await program.dispose();
  }
  const telling = isMirrorable(config, evidence.energies) ? energyCounts(config).whole : undefined;
  return { ...model, evidence: { ...evidence, telling }, rows, identities };
}

/** The parts of the evidence that have one row an image; the scoring program has outputs of the same names. */
type Tables = Pick<Evidence, 'reconstruction' | 'mu' | 'features' | 'probabilities'> & { readonly energies: Float32Array };

function emptyEvidence(count: number, { latent, hidden, classes }: NetworkConfig, weights: HostTensors): Evidence & Tables {
  return {
    count, latent, hidden, classes,
    reconstruction: new Float32Array(count),
    mu: new Float32Array(count * latent),
    features: new Float32Array(count * hidden),
    energies: new Float32Array(count * weights['energies/mean'].shape[0]),
    probabilities: new Float32Array(count * classes),
  };
}

function copyRow(source: Tables, from: number, evidence: Evidence & Tables, to: number): void {
  for (const name of ['reconstruction', 'mu', 'features', 'energies', 'probabilities'] as const) {
    const table = evidence[name];
    const width = table.length / evidence.count;
    if (width > 0) table.set(source[name].subarray(from * width, (from + 1) * width), to * width);
  }
}

/** Copies the rows of unchanged images and returns the rows that are still to be scored. */
function carry(known: Scored, identities: readonly string[], evidence: Evidence & Tables): number[] {
  const place = new Map(known.identities.map((identity, row) => [identity, row]));
  return identities.flatMap((identity, row) => {
    const old = place.get(identity);
    if (old === undefined) return [row];
    copyRow(known.evidence, old, evidence, row);
    return [];
  });
}
