/** Selecting by dragging a rectangle over the grid. */
import { type Selection } from '../store/selection';
import { runsFromRight } from '../direction';
import { type Box, type Geometry, ranksIn } from './geometry';

export interface BandOptions {
  readonly scroller: HTMLElement;
  readonly paths: readonly string[];
  geometry(): Geometry;
  /** What stays selected beside the rectangle's images. */
  readonly kept: ReadonlySet<string>;
  /** The rectangle to draw; null: none. */
  show(band: Box | null): void;
  select(selection: Selection): void;
}

/** A shorter way is a click. */
const threshold = 6;
const edge = 32;

/** Follows the pointer from its press to its release. */
export function bandSelection(press: PointerEvent, { scroller, paths, geometry, kept, show, select }: BandOptions): void {
  if (press.button !== 0 || press.shiftKey || press.pointerType === 'touch') return;
  const origin = place(press);
  if (origin.x > scroller.clientWidth) return;
  const end = new AbortController();
  const { signal } = end;
  let dragging = false;

  function place({ clientX, clientY }: PointerEvent) {
    const frame = scroller.getBoundingClientRect();
    const inset = parseFloat(getComputedStyle(scroller).paddingInlineStart);
    return { x: (runsFromRight(scroller) ? frame.right - clientX : clientX - frame.left) - inset, y: clientY - frame.top + scroller.scrollTop };
  }

  function move(event: PointerEvent): void {
    const at = place(event);
    if (!dragging && Math.hypot(at.x - origin.x, at.y - origin.y) < threshold) return;
    if (!dragging) scroller.setPointerCapture(press.pointerId);
    dragging = true;
    const frame = scroller.getBoundingClientRect();
    if (event.clientY > frame.bottom - edge) scroller.scrollTop += edge / 2;
    if (event.clientY < frame.top + edge) scroller.scrollTop -= edge / 2;
    const band = {
      start: Math.min(origin.x, at.x), end: Math.max(origin.x, at.x),
      top: Math.max(0, Math.min(origin.y, at.y)), bottom: Math.max(origin.y, at.y),
    };
    show(band);
    const inside = ranksIn(band, geometry(), paths.length).map(rank => paths[rank]);
    const focus = inside[0] ?? null;
    select({ selected: new Set([...kept, ...inside]), focus, anchor: focus });
  }

  function release(): void {
    end.abort();
    show(null);
    // The click that follows a drag would select one image alone.
    if (!dragging) return;
    const swallow = (event: Event) => event.stopPropagation();
    window.addEventListener('click', swallow, { capture: true });
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 50);
  }

  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', release, { signal });
  window.addEventListener('pointercancel', release, { signal });
}
