/** How far an image lies from the classes in latent space. */
import { type Evidence } from './evidence';

/** Variance that is never undercut, in units of the prior's: a dimension that the VAE leaves unused must not decide. */
const varianceFloor = 0.05;
/** Images whose worth the pooled variance has beside a class's own. */
const pooledImages = 20;

/**
 * Root mean square standardised distance of `mu` to the nearest normal class [N]: a Gaussian with
 * diagonal covariance per class, shrunk towards the pooled one; the mean of a class with n images
 * likewise towards the mean of all.
 */
export function latentDistance({ count, mu, latent, classes }: Evidence, assigned: Int16Array, reference: Uint8Array): Float32Array {
  const groups = Math.max(1, classes);
  const size = new Float64Array(groups);
  const mean = new Float64Array(groups * latent);
  const square = new Float64Array(groups * latent);
  const allSquare = new Float64Array(latent);
  let all = 0;
  for (let i = 0; i < count; i++) {
    if (!reference[i]) continue;
    size[assigned[i]]++;
    for (let j = 0; j < latent; j++) mean[assigned[i] * latent + j] += mu[i * latent + j];
  }
  for (let k = 0; k < groups; k++) for (let j = 0; j < latent; j++) mean[k * latent + j] /= Math.max(1, size[k]);
  for (let i = 0; i < count; i++) {
    if (!reference[i]) continue;
    all++;
    for (let j = 0; j < latent; j++) {
      const d = (mu[i * latent + j] - mean[assigned[i] * latent + j]) ** 2;
      square[assigned[i] * latent + j] += d;
      allSquare[j] += d;
    }
  }
  const precision = new Float64Array(groups * latent);
  for (let k = 0; k < groups; k++) {
    for (let j = 0; j < latent; j++) {
      const pooled = allSquare[j] / Math.max(1, all);
      precision[k * latent + j] = 1 / (varianceFloor + (square[k * latent + j] + pooledImages * pooled) / (size[k] + pooledImages));
    }
  }
  const distance = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let nearest = Infinity;
    for (let k = 0; k < groups; k++) {
      if (size[k] === 0) continue;
      let sum = 0;
      for (let j = 0; j < latent; j++) sum += (mu[i * latent + j] - mean[k * latent + j]) ** 2 * precision[k * latent + j];
      nearest = Math.min(nearest, sum);
    }
    distance[i] = Math.sqrt((nearest === Infinity ? 0 : nearest) / latent);
  }
  return distance;
}
