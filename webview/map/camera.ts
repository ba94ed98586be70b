/** Which part of the plane is on screen. World coordinates have y upwards, the screen's (CSS pixels) downwards. */

export interface Camera {
  /** World coordinates of the middle of the screen. */
  readonly x: number;
  readonly y: number;
  /** CSS pixels a unit of the world. */
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far one can zoom in, beyond the view of everything. */
const deepest = 400;
/** Space around everything, CSS pixels. */
const margin = 32;

/** The camera that shows all points [2 N]; NaN: no point. */
export function fitted(points: Float32Array, { width, height }: Size): Camera {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [points[at], points[at + 1]];
    if (Number.isNaN(x)) continue;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < bottom) bottom = y;
    if (y > top) top = y;
  }
  if (left > right) return { x: 0, y: 0, scale: 1 };
  const scale = Math.min((width - 2 * margin) / Math.max(right - left, 1e-3), (height - 2 * margin) / Math.max(top - bottom, 1e-3));
  return { x: (left + right) / 2, y: (bottom + top) / 2, scale: Math.max(1e-3, scale) };
}

export function toScreen({ x, y, scale }: Camera, { width, height }: Size, at: Point): Point {
  return { x: width / 2 + (at.x - x) * scale, y: height / 2 - (at.y - y) * scale };
}

export function toWorld({ x, y, scale }: Camera, { width, height }: Size, at: Point): Point {
  return { x: x + (at.x - width / 2) / scale, y: y - (at.y - height / 2) / scale };
}

/** Moves the picture by screen pixels. */
export function panned(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y + dy / camera.scale };
}

/** Zooms so that what is at `at` on the screen stays there; `whole` is the camera that shows everything. */
export function zoomed(camera: Camera, size: Size, at: Point, factor: number, whole: Camera): Camera {
  const scale = Math.min(deepest * whole.scale, Math.max(whole.scale / 2, camera.scale * factor));
  const fixed = toWorld(camera, size, at);
  return { scale, x: fixed.x - (at.x - size.width / 2) / scale, y: fixed.y + (at.y - size.height / 2) / scale };
}

/** The least move that brings a point into view, `inset` pixels from the edge. */
export function revealing(camera: Camera, size: Size, at: Point, inset = 48): Camera {
  const place = toScreen(camera, size, at);
  const beyond = (value: number, length: number) => value < inset ? inset - value : value > length - inset ? length - inset - value : 0;
  return panned(camera, beyond(place.x, size.width), beyond(place.y, size.height));
}
