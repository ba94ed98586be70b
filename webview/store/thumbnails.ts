/** Thumbnails of what is on screen: asked for in batches, newest wish first, the least recently used forgotten. */

export type FetchThumbnails = (paths: readonly string[], pixels: number) => Promise<readonly (string | null)[]>;

/** Sides in pixels that are asked for, so that zooming does not ask for every size. */
export const thumbnailSizes = [64, 128, 256, 512] as const;

/** The smallest size that fills `pixels` device pixels. */
export function thumbnailSize(pixels: number): number {
  return thumbnailSizes.find(size => size >= pixels) ?? thumbnailSizes[thumbnailSizes.length - 1];
}

export interface ThumbnailOptions {
  readonly fetch: FetchThumbnails;
  /** Called when URIs have arrived. */
  readonly onArrival: () => void;
  /** URIs kept. */
  readonly capacity?: number;
  /** Paths in one call, which is answered when all of them are there: with few, the first rows fill soon. */
  readonly batch?: number;
  /** Calls under way at a time. */
  readonly parallel?: number;
}

export class Thumbnails {
  /** null: the host has none for this image. A map keeps the order of use. */
  private readonly known = new Map<string, string | null>();
  private wanted: { readonly key: string; readonly path: string; readonly pixels: number }[] = [];
  private readonly asked = new Set<string>();
  private running = 0;

  constructor(private readonly options: ThumbnailOptions) {}

  /** URI of a thumbnail; null: there is none; undefined: not known yet. */
  get(path: string, version: number, pixels: number): string | null | undefined {
    const key = keyOf(path, version, pixels);
    const uri = this.known.get(key);
    if (uri !== undefined) {
      this.known.delete(key);
      this.known.set(key, uri);
    }
    return uri;
  }

  /** Says what is on screen now; earlier wishes that have not been asked for are forgotten. */
  want(items: readonly { readonly path: string; readonly version: number }[], pixels: number): void {
    this.wanted = items
      .map(({ path, version }) => ({ key: keyOf(path, version, pixels), path, pixels }))
      .filter(({ key }) => !this.known.has(key) && !this.asked.has(key));
    this.pump();
  }

  private pump(): void {
    const { batch = 12, parallel = 4 } = this.options;
    while (this.running < parallel && this.wanted.length > 0) void this.ask(this.wanted.splice(0, batch));
  }

  private forget(keys: readonly string[]): void {
    for (const key of keys) if (this.known.get(key) === null) this.known.delete(key);
    this.options.onArrival();
  }

  private async ask(items: typeof this.wanted): Promise<void> {
    this.running++;
    for (const { key } of items) this.asked.add(key);
    try {
      const uris = await this.options.fetch(items.map(({ path }) => path), items[0].pixels);
      items.forEach(({ key }, at) => this.known.set(key, uris[at] ?? null));
    } catch {
      // The grid falls back to the image itself, and asks again later: the trainer may have been starting.
      for (const { key } of items) this.known.set(key, null);
      setTimeout(() => this.forget(items.map(({ key }) => key)), retryAfter);
    } finally {
      for (const { key } of items) this.asked.delete(key);
      this.running--;
    }
    const { capacity = 4000 } = this.options;
    for (const key of this.known.keys()) {
      if (this.known.size <= capacity) break;
      this.known.delete(key);
    }
    this.options.onArrival();
    this.pump();
  }
}

/** Milliseconds. */
const retryAfter = 5000;

function keyOf(path: string, version: number, pixels: number): string {
  return `${pixels}|${version}|${path}`;
}
