/**
 * Relief of simple solids, in units of about half a part. Distances are positive inside a shape.
 */

/** Height of a plate of thickness `top` at `inside` from its outline, with an edge rounded over `bevel`. */
export function plate(inside: number, bevel: number, top: number): number {
  if (inside <= 0) return 0;
  if (inside >= bevel) return top;
  const t = 1 - inside / bevel;
  return top * (0.45 + 0.55 * Math.sqrt(1 - t * t));
}

/** Height of a lying rod of radius `radius` at `across` from its axis; 0 beside it. */
export function rod(across: number, radius: number): number {
  const squared = radius * radius - across * across;
  return squared > 0 ? Math.sqrt(squared) : 0;
}

/** Distance inside a regular hexagon whose flat sides are `apothem` from its middle. */
export function insideHexagon(x: number, y: number, apothem: number): number {
  const ax = Math.abs(x);
  return apothem - Math.max(ax * 0.8660254 + Math.abs(y) * 0.5, Math.abs(y));
}

/** Distance inside a box with rounded corners. */
export function insideBox(x: number, y: number, halfWidth: number, halfHeight: number, corner: number): number {
  const dx = Math.abs(x) - halfWidth + corner;
  const dy = Math.abs(y) - halfHeight + corner;
  return corner - Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) - Math.min(Math.max(dx, dy), 0);
}

/** A triangle wave of period 1 in [-1, 1]. */
export function zigzag(t: number): number {
  return 4 * Math.abs(t - Math.floor(t + 0.5)) - 1;
}

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

/** Cubic step from 0 at `low` to 1 at `high`. */
export function smoothstep(low: number, high: number, value: number): number {
  const t = clamp((value - low) / (high - low), 0, 1);
  return t * t * (3 - 2 * t);
}
