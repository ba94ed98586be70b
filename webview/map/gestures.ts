/** What pointer and wheel mean on the map: drag moves, shift+drag or the lasso tool selects, wheel and two fingers zoom. */
import { type Point } from './camera';

export interface Gestures {
  /** Whether a press begins a lasso. */
  lassoing(event: PointerEvent): boolean;
  pan(dx: number, dy: number): void;
  zoom(at: Point, factor: number): void;
  /** The lasso while it is drawn; empty: given up. */
  loop(loop: readonly Point[]): void;
  looped(loop: readonly Point[], add: boolean): void;
  hover(at: Point | null): void;
  click(at: Point, add: boolean): void;
  open(at: Point): void;
}

/** A shorter way is a click. */
const threshold = 4;

export function gestures(element: HTMLElement, on: Gestures): void {
  /** Pointers that are down, by their id: where they were last. */
  const down = new Map<number, Point>();
  let pressed: { readonly at: Point; readonly lasso: boolean; moved: boolean; loop: Point[] } | null = null;

  const place = ({ clientX, clientY }: MouseEvent): Point => {
    const frame = element.getBoundingClientRect();
    return { x: clientX - frame.left, y: clientY - frame.top };
  };
  const adds = (event: MouseEvent) => event.ctrlKey || event.metaKey;

  element.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(event));
    if (down.size > 1) {
      // A second finger: not a lasso, and no click.
      on.loop([]);
      pressed = pressed && { ...pressed, lasso: false, moved: true, loop: [] };
    } else pressed = { at: place(event), lasso: on.lassoing(event), moved: false, loop: [place(event)] };
    on.hover(null);
  });

  element.addEventListener('pointermove', event => {
    const at = place(event);
    const before = down.get(event.pointerId);
    if (!before || !pressed) {
      if (event.pointerType !== 'touch') on.hover(at);
      return;
    }
    if (!pressed.moved && Math.hypot(at.x - pressed.at.x, at.y - pressed.at.y) < threshold) return;
    pressed.moved = true;
    if (down.size === 2) {
      const [other] = [...down].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
      const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
      on.pan((at.x - before.x) / 2, (at.y - before.y) / 2);
      on.zoom(middle, Math.hypot(at.x - other.x, at.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y)));
    } else if (pressed.lasso) {
      pressed.loop = [...pressed.loop, at];
      on.loop(pressed.loop);
    } else on.pan(at.x - before.x, at.y - before.y);
    down.set(event.pointerId, at);
  });

  // Else the browser selects text from the page, and drags that at the next press.
  element.addEventListener('mousedown', event => {
    event.preventDefault();
    element.focus();
  });

  element.addEventListener('pointerup', event => {
    if (!down.delete(event.pointerId) || down.size > 0 || !pressed) return;
    const { moved, lasso, loop } = pressed;
    pressed = null;
    if (!moved) on.click(place(event), adds(event));
    else if (lasso) on.looped(loop, adds(event));
  });

  element.addEventListener('pointercancel', event => {
    down.delete(event.pointerId);
    pressed = null;
    on.loop([]);
  });

  element.addEventListener('pointerleave', () => on.hover(null));
  element.addEventListener('dblclick', event => on.open(place(event)));
  element.addEventListener('wheel', event => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    // A pinch on a touch pad comes as ctrl+wheel with small steps.
    on.zoom(place(event), Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)));
  }, { passive: false });
}
