/** The images of a folder as the trainer knows them: the listing, what is unreadable, and the decoded pixels. */
import { isDeepStrictEqual } from 'node:util';
import { choosePixelFormat } from '../data/inspect';
import { type PixelFormat } from '../data/decode';
import { type Globs } from '../data/globs';
import { type FoundImages, readListing, saveListing } from '../data/lastListing';
import { PixelCache } from '../data/pixelCache';
import { type ScannedFile, scanFolder } from '../data/scan';
import { type Listing, type UnreadableImage } from '../shared/trainerContract';
import { type ImageSource } from './imageSource';

/** The images of a folder as the trainer needs them: listed, decoded, by index. */
export class Images implements ImageSource {
  private files: readonly ScannedFile[] = [];
  private unreadable: readonly UnreadableImage[] = [];
  private cache: PixelCache | null = null;
  private version = 0;
  /** What {@link recall} of the next session finds. */
  private saved: FoundImages | null = null;
  /** Those that were asked for, by index: they are keys of large tables, and made once they are in memory once. */
  private identities: string[] = [];
  /** Indices into the listing of the images whose pixels are known, ascending. */
  readable: readonly number[] = [];
  /** Place of each path in the listing. */
  indexOf: ReadonlyMap<string, number> = new Map();

  constructor(private readonly folder: string, private readonly globs: Globs, private readonly state: string) {}

  /** Images in the listing, unreadable ones included. */
  get count(): number {
    return this.files.length;
  }

  /** Files that were decoded since the cache was opened, successfully or not. */
  get decoded(): number {
    return this.cache?.decodedNow ?? 0;
  }

  get unreadableCount(): number {
    return this.unreadable.length;
  }

  /** Of the decoded pixels; null before anything is decoded. */
  get format(): PixelFormat | null {
    return this.cache?.format ?? null;
  }

  /** Whether decoding has found that the image cannot be read. */
  isUnreadable(path: string): boolean {
    return this.unreadable.some(each => each.path === path);
  }

  get listingVersion(): number {
    return this.version;
  }

  path(index: number): string {
    return this.files[index].path;
  }

  /** See {@link identityOf}. */
  identity(index: number): string {
    return this.identities[index] ??= identityOf(this.files[index]);
  }

  listing(): Listing {
    return {
      version: this.version,
      paths: this.files.map(file => file.path),
      modified: Float64Array.from(this.files, file => file.modified),
      unreadable: this.unreadable,
    };
  }

  /** Takes the listing of the last session for the present one, until {@link scan} has looked; false when there is none. */
  async recall(): Promise<boolean> {
    const found = await readListing(this.state, this.folder, this.globs);
    if (!found) return false;
    this.saved = found;
    this.take(found.files);
    this.unreadable = found.unreadable;
    return true;
  }

  /** Scans the folder; false when it holds what is known already. PersonError when the folder cannot be read. */
  async scan(onProgress?: (found: number) => void): Promise<boolean> {
    const files = await scanFolder(this.folder, this.globs, { onProgress });
    if (this.version > 0 && sameFiles(files, this.files)) return false;
    this.take(files);
    this.unreadable = this.unreadable.filter(({ path }) => this.indexOf.has(path));
    return true;
  }

  /** How the model is to see the images; `size` in pixels, null: chosen from the images. */
  chooseFormat(size: number | null): Promise<PixelFormat> {
    return choosePixelFormat(this.folder, this.files, size);
  }

  /** Decodes what is new or has changed, and then knows what is readable. The listing has a new version when images turned out unreadable. */
  async decode(format: PixelFormat, onProgress?: (done: number, total: number) => void): Promise<void> {
    if (this.cache && (this.cache.format.size !== format.size || this.cache.format.channels !== format.channels)) await this.close();
    this.cache ??= await PixelCache.open(this.state, format);
    const { unreadable } = await this.cache.fill(this.folder, this.files, { onProgress });
    const { cache } = this;
    this.readable = this.files.flatMap((file, i) => (cache.has(file.path) ? [i] : []));
    if (!isDeepStrictEqual(unreadable, this.unreadable)) {
      this.version++;
      this.unreadable = unreadable;
    }
  }

  /** Keeps the listing for {@link recall} by the next session. PersonError when the disk refuses. */
  async remember(): Promise<void> {
    const { files, unreadable, saved } = this;
    if (saved?.files === files && saved.unreadable === unreadable) return;
    await saveListing(this.state, this.folder, this.globs, { files, unreadable });
    this.saved = { files, unreadable };
  }

  /** Pixels of images, one after the other, into `out` (bytes, `slotBytes` each). */
  async read(indices: readonly number[], out: Uint8Array): Promise<void> {
    if (!this.cache) throw new Error('No image is decoded yet');
    await this.cache.read(indices.map(i => this.files[i].path), out);
  }

  async close(): Promise<void> {
    const { cache } = this;
    this.cache = null;
    await cache?.close();
  }

  private take(files: readonly ScannedFile[]): void {
    this.files = files;
    this.identities = [];
    this.indexOf = new Map(files.map((file, i) => [file.path, i]));
    this.readable = [];
    this.version++;
  }
}

/** Changes whenever the content of the file may have changed. */
export function identityOf({ path, size, modified }: ScannedFile): string {
  return `${path}\n${size}\n${modified}`;
}

function sameFiles(a: readonly ScannedFile[], b: readonly ScannedFile[]): boolean {
  return a.length === b.length && a.every((file, i) => file.path === b[i].path && file.size === b[i].size && file.modified === b[i].modified);
}
