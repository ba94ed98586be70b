/** Orthogonal Procrustes alignment in the plane (Schönemann 1966). */

/**
 * Turns, mirrors and shifts `positions` [2 N] in place, so that the points for which `target` [2 N] has
 * coordinates (others are NaN) come as near to them as they can. Sizes stay. Fewer than three give no hold: nothing is done.
 */
export function align(positions: Float32Array, target: Float32Array): void {
  const held: number[] = [];
  for (let i = 0; 2 * i < target.length; i++) if (!Number.isNaN(target[2 * i])) held.push(i);
  if (held.length < 3) return;
  const middle = (of: Float32Array, side: number) => held.reduce((sum, i) => sum + of[2 * i + side], 0) / held.length;
  const [x0, y0, u0, v0] = [middle(positions, 0), middle(positions, 1), middle(target, 0), middle(target, 1)];
  let [xu, xv, yu, yv] = [0, 0, 0, 0];
  for (const i of held) {
    const [x, y, u, v] = [positions[2 * i] - x0, positions[2 * i + 1] - y0, target[2 * i] - u0, target[2 * i + 1] - v0];
    xu += x * u;
    xv += x * v;
    yu += y * u;
    yv += y * v;
  }
  const [turned, mirrored] = [Math.hypot(xu + yv, xv - yu), Math.hypot(xu - yv, xv + yu)];
  const sign = mirrored > turned ? -1 : 1;
  const angle = Math.atan2(xv - sign * yu, xu + sign * yv);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let i = 0; 2 * i < positions.length; i++) {
    const [x, y] = [positions[2 * i] - x0, sign * (positions[2 * i + 1] - y0)];
    positions[2 * i] = cos * x - sin * y + u0;
    positions[2 * i + 1] = sin * x + cos * y + v0;
  }
}
