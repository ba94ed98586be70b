/** Listings as they travel and lie on disk: with one text for all paths. */
import { type Listing } from './trainerContract';

/** Paths as one text, with a NUL between two of them: no path has one. */
export function joined(paths: readonly string[]): string {
  return paths.join('\0');
}

export function parted(text: string): string[] {
  return text === '' ? [] : text.split('\0');
}

/**
 * A listing on its way to a page. The editor looks at every value of a message on both sides: 100,000 texts take it a
 * third of a second, one a tenth.
 */
export type PackedListing = Omit<Listing, 'paths'> & { readonly paths: string };

export function packed({ paths, ...rest }: Listing): PackedListing {
  return { ...rest, paths: joined(paths) };
}

export function unpacked({ paths, ...rest }: PackedListing): Listing {
  return { ...rest, paths: parted(paths) };
}
