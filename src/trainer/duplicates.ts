/** Near duplicates among the images, looked for a few milliseconds at a time: training and answers come first. */
import { candidatesOf, mostCandidates } from '../data/duplicates/candidates';
import { type Fingerprint, fingerprintLength, Fingerprints, thumbSide } from '../data/duplicates/fingerprint';
import { Groups } from '../data/duplicates/groups';
import { Pictures } from '../data/duplicates/pictures';
import { type PixelFormat } from '../data/decode';
import { type Duplicates } from '../shared/trainerContract';
import { type ImageSource } from './imageSource';

/** Images, their format, and which listing they are. */
export interface ListedImages extends ImageSource {
  readonly format: PixelFormat | null;
  readonly listingVersion: number;
}

/** How long one piece of work takes, ms. */
const patience = 20;
/** Images read at once, and candidates looked at between two pauses. */
const batch = 64;
const slice = 256;
/** Small grey copies that differ more are not compared pixel by pixel. */
const mostCoarse = 0.4;

export class NearDuplicates {
  private work: AsyncGenerator<void> | null = null;
  /** Fingerprints by identity, so that new images cost only themselves. */
  private known = new Map<string, Fingerprint>();
  private knownFormat = '';

  constructor(private readonly images: ListedImages, private readonly found: (event: Duplicates) => void, private readonly seed: number) {}

  /** The images are others than before: begins anew. */
  begin(): void {
    const { format } = this.images;
    this.work = format ? this.compare(format) : null;
  }

  /** Does one piece of work; false when there is none. */
  async next(): Promise<boolean> {
    if (!this.work) return false;
    const end = performance.now() + patience;
    while (performance.now() < end) {
      if (!(await this.work.next()).done) continue;
      this.work = null;
      break;
    }
    return true;
  }

  /** Tells the groups at its end; yields wherever it may wait. */
  private async *compare(format: PixelFormat): AsyncGenerator<void> {
    const { images, seed } = this;
    const rows = [...images.readable];
    const version = images.listingVersion;
    yield* this.takeFingerprints(format, rows);
    const prints = rows.map(i => this.known.get(images.identity(i)) as Fingerprint);
    const table = new Float32Array(rows.length * fingerprintLength);
    prints.forEach(({ shape }, row) => table.set(shape, row * fingerprintLength));
    yield;
    const groups = new Groups(rows.length);
    const pictures = new Pictures(format);
    const coarse = new Pictures({ size: thumbSide, channels: 1 });
    const length = format.size * format.size * format.channels;
    const bytes = new Uint8Array(2 * length);
    const same = async (a: number, b: number): Promise<boolean> => {
      await images.read([rows[a], rows[b]], bytes);
      return pictures.same(pictures.prepare(bytes.subarray(0, length)), pictures.prepare(bytes.subarray(length)));
    };
    const search = candidatesOf(table, seed);
    let step = search.next();
    for (; !step.done; step = search.next()) yield;
    const { image } = step.value;
    for (let at = 0; at < image.length; at++) {
      const [a, b] = [Math.floor(at / mostCandidates), image[at]];
      if (at % slice === 0) yield;
      // Of a pair that is in both lists once is enough.
      if (b < 0 || groups.find(a) === groups.find(b) || (b < a && isCandidate(image, b, a))) continue;
      if (coarse.difference(coarse.prepare(prints[a].thumb), coarse.prepare(prints[b].thumb)) > mostCoarse) continue;
      // All of a group resemble its first member: else a chain of small steps would lead anywhere.
      const [first, second] = [groups.find(a), groups.find(b)];
      if (await same(a, b) && ((first === a && second === b) || await same(first, second))) groups.unite(a, b);
      yield;
    }
    const several = groups.several();
    this.found({ listing: version, members: Int32Array.from(several.flat(), row => rows[row]), sizes: Int32Array.from(several, ({ length }) => length) });
  }

  private async *takeFingerprints(format: PixelFormat, rows: readonly number[]): AsyncGenerator<void> {
    const { images } = this;
    const name = `${format.size}x${format.channels}`;
    const before = name === this.knownFormat ? this.known : new Map<string, Fingerprint>();
    this.known = new Map();
    this.knownFormat = name;
    const missing: number[] = [];
    for (const i of rows) {
      const found = before.get(images.identity(i));
      if (found) this.known.set(images.identity(i), found);
      else missing.push(i);
    }
    const fingerprints = new Fingerprints(format);
    const length = format.size * format.size * format.channels;
    const bytes = new Uint8Array(batch * length);
    for (let start = 0; start < missing.length; start += batch) {
      const part = missing.slice(start, start + batch);
      await images.read(part, bytes);
      part.forEach((i, at) => {
        this.known.set(images.identity(i), fingerprints.of(bytes.subarray(at * length, (at + 1) * length)));
      });
      yield;
    }
  }
}

function isCandidate(image: Int32Array, of: number, other: number): boolean {
  for (let at = of * mostCandidates; at < (of + 1) * mostCandidates; at++) if (image[at] === other) return true;
  return false;
}
