/** Compares by UTF-16 code unit: the same order on every machine, whatever its language. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Compares as a person counts: `part 2` comes before `part 10`; the same order on every machine. */
export function naturally(a: string, b: string): number {
  return collator.compare(a, b) || byCodeUnit(a, b);
}
