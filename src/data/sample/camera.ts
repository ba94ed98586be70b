/** From light to 8 bits, as a camera does it. */
import { type Random } from '../../shared/random';
import { type Scene } from './scene';

const steps = 2048;
const brightest = 3;
/** Highlights are compressed, then the usual gamma. */
const tones = Float32Array.from({ length: steps + 1 }, (_, i) => {
  const light = (brightest * i) / steps;
  return 255 * Math.pow(light / (1 + 0.22 * light * light), 1 / 2.2);
});

/**
 * What turns the sum of `count` samples of light (RGB) into the three bytes of a pixel, with the
 * scene's exposure and the noise of a sensor, most of which the channels share.
 */
export function camera(scene: Scene, random: Random): (sum: Float64Array, count: number, pixels: Uint8Array, at: number) => void {
  const { exposure, grain, warmth } = scene;
  return (sum, count, pixels, at) => {
    // The sum of three uniform numbers is near enough to a normal one, and much cheaper.
    const noise = grain * 2 * (random.next() + random.next() + random.next() - 1.5);
    for (let c = 0; c < 3; c++) {
      const step = Math.max(0, Math.min(steps, (sum[c] / count) * exposure * warmth[c] * (steps / brightest)));
      const low = Math.floor(step);
      const tone = tones[low] + (tones[Math.min(low + 1, steps)] - tones[low]) * (step - low);
      pixels[at + c] = Math.max(0, Math.min(255, tone + noise * (1 + (c - 1) / 6)));
    }
  };
}
