/** The listing on its way to a page. */
import { type Listing } from './trainerContract';

/**
 * A listing whose paths are one text, each but the last with a NUL after it: no path has one. The editor looks at every value of a
 * message on both sides, and 100,000 texts take it a third of a second, one of them a tenth.
 */
export type PackedListing = Omit<Listing, 'paths'> & { readonly paths: string };

export function packed({ paths, ...rest }: Listing): PackedListing {
  return { ...rest, paths: paths.join('\0') };
}

export function unpacked({ paths, ...rest }: PackedListing): Listing {
  return { ...rest, paths: paths === '' ? [] : paths.split('\0') };
}
