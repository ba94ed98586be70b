/** `ids` with one of them at another place; null: nothing would change. */
export function placedAt(ids: readonly string[], id: string, at: number): string[] | null {
  const to = Math.max(0, Math.min(ids.length - 1, at));
  return ids.indexOf(id) === to || !ids.includes(id) ? null : ids.filter(each => each !== id).toSpliced(to, 0, id);
}
