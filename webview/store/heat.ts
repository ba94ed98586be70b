/** Pixels for a canvas: rasters as they are, error maps as heat. */
import { type Raster } from '../../src/shared/trainerContract';

type Rgb = readonly [number, number, number];

/** RGBA, row by row, of a grey or colour raster. */
export function rasterPixels({ width, height, channels, pixels }: Raster): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at++) {
    for (let channel = 0; channel < 3; channel++) rgba[at * 4 + channel] = pixels[at * channels + (channels === 1 ? 0 : channel)];
    rgba[at * 4 + 3] = 255;
  }
  return rgba;
}

/** A smaller largest error is noise: it must not be stretched to full heat. */
const leastScale = 0.02;

/**
 * RGBA of an error map (0-1): the larger the error the more opaque, from `cool` to `hot`.
 * The scale reaches to the largest error of the image.
 */
export function heatPixels(error: Float32Array, cool: Rgb, hot: Rgb): Uint8ClampedArray<ArrayBuffer> {
  let largest = leastScale;
  for (const value of error) if (value > largest) largest = value;
  const rgba = new Uint8ClampedArray(error.length * 4);
  for (let at = 0; at < error.length; at++) {
    const heat = Math.min(1, Math.max(0, error[at] / largest));
    for (let channel = 0; channel < 3; channel++) rgba[at * 4 + channel] = cool[channel] + (hot[channel] - cool[channel]) * heat;
    rgba[at * 4 + 3] = 255 * heat;
  }
  return rgba;
}

/** The part of the model's square that the image fills: what is cut off at each side, percent. */
export function squareInset(width: number, height: number): { readonly x: number; readonly y: number } {
  const longer = Math.max(width, height, 1);
  return { x: (1 - width / longer) * 50, y: (1 - height / longer) * 50 };
}
