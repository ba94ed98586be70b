/** What the model says of every readable image, kept between passes so that labels can be answered at once. */
import { type Engine } from '../engine/engine';
import { type NetworkConfig } from '../model/config';
import { energyCounts } from '../model/filterBank';
import { scoringProgram } from '../model/inference';
import { isMirrorable } from '../model/mirroring';
import { type Evidence } from '../model/scores';
import { gathered } from '../model/scoring/rows';
import { thinned } from '../model/scoring/tables';
import { type HostTensors } from '../shared/program';
import { type ImageSource } from './imageSource';
import { type MakeTable, type Table, tableInMemory } from './tables';
import { type Taught } from './taught';
import { type Tested } from './tested';

/** Images in one call of the scoring program. */
const batch = 64;
/** Images by which it is known whether all could as well be mirrored. */
const mirrorSample = 4096;

/** The result of one scoring pass. */
export interface Scored {
  /** One row per readable image; `rows` tells which. */
  readonly evidence: Evidence & Kept;
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
 * The caller closes the tables of the evidence when nobody reads them any more ({@link closeEvidence}).
 */
export async function scoreImages(
  engine: Engine, model: Model, images: ImageSource, known: Scored | null, between: (share: number) => Promise<'go' | 'stop'>,
  makeTable: MakeTable = tableInMemory,
): Promise<Scored | null> {
  const { config, weights } = model;
  const rows = [...images.readable];
  const identities = rows.map(i => images.identity(i));
  const evidence = emptyEvidence(rows.length, config, weights, makeTable);
  const place = known && new Map(known.identities.map((identity, row) => [identity, row]));
  const missing = Array.from(rows.keys()).filter(row => place?.get(identities[row]) === undefined);
  const pass = new Pass(evidence, row => {
    const old = place?.get(identities[row]);
    return known && old !== undefined ? rowOf(known.evidence, old) : null;
  });
  const length = config.size * config.size * config.channels;
  const bytes = new Uint8Array(batch * length);
  const program = await engine.compile(scoringProgram(config, weights, batch));
  let complete = false;
  try {
    for (let start = 0; start < missing.length; start += batch) {
      const part = missing.slice(start, start + batch);
      await images.read(part.map(row => rows[row]), bytes);
      const data = new Float32Array(bytes.length);
      for (let at = 0; at < bytes.length; at++) data[at] = bytes[at] / 255;
      const out = await program.run({ image: { shape: [batch, config.size, config.size, config.channels], dtype: 'float32', data } });
      part.forEach((row, j) => pass.take(row, name => {
        const table = out[name]?.data as Float32Array | undefined;
        const width = (table?.length ?? 0) / batch;
        return table?.subarray(j * width, (j + 1) * width) ?? noValues;
      }));
      if (await between(Math.min(1, (start + batch) / missing.length)) === 'stop') return null;
    }
    pass.finish();
    complete = true;
  } finally {
    await program.dispose();
    if (!complete) closeEvidence(evidence);
  }
  const sample = gathered(evidence.energies, thinned(Int32Array.from(rows.keys()), mirrorSample));
  const telling = isMirrorable(config, sample) ? energyCounts(config).whole : undefined;
  return { ...model, evidence: { ...evidence, telling }, rows, identities };
}

/** Lets go of the tables of a pass. */
export function closeEvidence({ mu, features, energies }: Kept): void {
  mu.close();
  features.close();
  energies.close();
}

/** Tables that may lie in files. */
interface Kept {
  readonly mu: Table;
  readonly features: Table;
  readonly energies: Table;
}

/** The parts of the evidence that have one row an image; the scoring program has outputs of the same names. */
const parts = ['reconstruction', 'mu', 'features', 'energies', 'probabilities'] as const;
/** The numbers of one image in a part. */
type Row = (part: (typeof parts)[number]) => Float32Array;
const noValues = new Float32Array();

function emptyEvidence(count: number, { latent, hidden, classes }: NetworkConfig, weights: HostTensors, makeTable: MakeTable): Evidence & Kept {
  return {
    count, classes,
    reconstruction: new Float32Array(count),
    mu: makeTable(count, latent),
    features: makeTable(count, hidden),
    energies: makeTable(count, weights['energies/mean'].shape[0]),
    probabilities: new Float32Array(count * classes),
  };
}

/** Fills the evidence row after row: what a former pass knows is put between what is new. */
class Pass {
  private next = 0;

  constructor(private readonly evidence: Evidence & Kept, private readonly known: (row: number) => Row | null) {}

  /** Takes a row above all that were taken before. */
  take(row: number, values: Row): void {
    this.carry(row);
    this.put(row, values);
    this.next = row + 1;
  }

  finish(): void {
    this.carry(this.evidence.count);
  }

  private carry(end: number): void {
    for (; this.next < end; this.next++) {
      const values = this.known(this.next);
      if (values) this.put(this.next, values);
    }
  }

  private put(row: number, values: Row): void {
    for (const part of parts) {
      const table = this.evidence[part];
      if (table instanceof Float32Array) table.set(values(part), row * (table.length / this.evidence.count));
      else (table as Table).set(row, values(part));
    }
  }
}

function rowOf(evidence: Evidence & Kept, row: number): Row {
  return part => {
    const table = evidence[part];
    if (!(table instanceof Float32Array)) return table.block(row, row + 1);
    const width = table.length / evidence.count;
    return table.subarray(row * width, (row + 1) * width);
  };
}
