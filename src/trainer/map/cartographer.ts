/** Draws the map of the latent space when somebody asks for it, and keeps the last one. */
import { latentMap } from '../../model/map/latentMap';
import { messageOf, PersonError } from '../../shared/personError';
import { Random } from '../../shared/random';
import { type LatentMap } from '../../shared/trainerContract';
import { type Scored } from '../evidence';
import { interruptible } from '../interruptible';
import { type Sources } from '../onDemand';
import { notLooked } from '../scoredRow';
import { type Positions, readMap, saveMap } from './savedMap';
import { steadySample } from './sample';

/** Images that a map is fitted to, at most: more take longer than a person waits. */
const mostFitted = 4000;
/** How long a layout may hold up the process at a time, ms. */
const slice = 12;

export class Cartographer {
  private last: Positions | null = null;
  private drawn: { of: Scored; map: LatentMap } | null = null;
  private drawing: Promise<LatentMap> | null = null;

  constructor(private readonly state: string, private readonly seed: number, private readonly log: (text: string) => void) {}

  /** The map of what the `sources` have scored; whoever asks while one is drawn gets that one. PersonError before the first scoring. */
  map(sources: Sources): Promise<LatentMap> {
    this.drawing ??= this.draw(sources).finally(() => { this.drawing = null; });
    return this.drawing;
  }

  private async draw({ engine, images, judge }: Sources): Promise<LatentMap> {
    const scored = judge?.scored;
    if (!scored || scored.rows.length === 0) throw new PersonError(notLooked);
    const listing = images.listing();
    if (this.drawn?.of === scored && this.drawn.map.listing === listing.version) return this.drawn.map;
    const paths = scored.identities.map(identity => identity.slice(0, identity.indexOf('\n')));
    const sample = steadySample(paths, mostFitted);
    this.last ??= await readMap(this.state);
    const last = new Float32Array(2 * sample.length).fill(NaN);
    sample.forEach((row, at) => last.set(this.last?.get(paths[row]) ?? [NaN, NaN], 2 * at));
    const polite = interruptible(engine, giveWay);
    const { points, continued } = await latentMap({ mu: scored.evidence.mu, sample, last }, spec => polite.compile(spec), new Random(this.seed), politely());
    await this.keep(new Map(Array.from(sample, row => [paths[row], [points[2 * row], points[2 * row + 1]]])));
    const map: LatentMap = { listing: listing.version, step: scored.step, points: ofListing(points, paths, listing.paths), fitted: sample.length, continued };
    this.drawn = { of: scored, map };
    return map;
  }

  private async keep(positions: Positions): Promise<void> {
    this.last = positions;
    // Without the file the map is good, too; only after a restart it would look different.
    await saveMap(this.state, positions).catch((error: unknown) => this.log(`The map could not be saved: ${messageOf(error)}.`));
  }
}

/** Points [2 N] of `paths` under the indices of a listing; NaN for images without one. */
function ofListing(points: Float32Array, paths: readonly string[], listing: readonly string[]): Float32Array {
  const place = new Map(paths.map((path, row) => [path, row]));
  const result = new Float32Array(2 * listing.length).fill(NaN);
  listing.forEach((path, index) => {
    const row = place.get(path);
    if (row !== undefined) result.set(points.subarray(2 * row, 2 * row + 2), 2 * index);
  });
  return result;
}

function giveWay(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

/** Gives way when the present turn has lasted long enough. */
function politely(): () => Promise<void> {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun < slice) return;
    await giveWay();
    begun = performance.now();
  };
}
