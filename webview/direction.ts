/** Right-to-left layout: what keys and pixels mean where the first column is on the right. */

/** Whether lines of the page run from right to left at an element. */
export function runsFromRight(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}

/** The key as it reads along the line: the arrow that goes on is ArrowRight wherever lines begin. Other keys stay as they are. */
export function keyAlongLine(key: string, element: Element): string {
  if (!/^Arrow(Left|Right)$/.test(key) || !runsFromRight(element)) return key;
  return key === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
}
