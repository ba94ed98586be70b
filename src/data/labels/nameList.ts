/** Several names in one cell of a table: `bolt;nut`, and a backslash before a `;` or `\` that belongs to a name. */

/** The cell for a list of names that are not empty and neither begin nor end with a space. */
export function joinNames(names: readonly string[]): string {
  return names.map(name => name.replaceAll(/[\\;]/g, '\\$&')).join(';');
}

/** The names in a cell, each once, without spaces around them; any text has a meaning. */
export function splitNames(cell: string): string[] {
  const names = (cell.match(/(?:\\[^]|[^;\\]|\\$)+/g) ?? []).map(name => name.replaceAll(/\\([^])/g, '$1').trim());
  return [...new Set(names)].filter(name => name !== '');
}
