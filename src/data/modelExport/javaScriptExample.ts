/** How to use the model from JavaScript, as a program that runs as it is. */
export const javaScriptExample = `// node NAME.mjs IMAGE...    (first: npm install onnxruntime-node sharp)
// A few hundred images at a time: onnxruntime-node 1.30 crashes on Linux when the command line is longer than 24 kB.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ort from 'onnxruntime-node';
import sharp from 'sharp';

const own = fileURLToPath(import.meta.url);
const { size, channels, classes, threshold } = JSON.parse(readFileSync(own.replace(/mjs$/, 'json'), 'utf8'));
const session = await ort.InferenceSession.create(own.replace(/mjs$/, 'onnx'));
for (const file of process.argv.slice(2)) {
  // Upright, over grey, as large as fits into the square; the rest repeats the image's edge. Pixels 0 to 1, row by row.
  const fitted = await sharp(file, { autoOrient: true }).flatten({ background: '#808080' }).toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .resize(size, size, { fit: 'inside' }).png().toBuffer({ resolveWithObject: true });
  const [left, top] = [(size - fitted.info.width) >> 1, (size - fitted.info.height) >> 1];
  const pixels = await sharp(fitted.data).extend({ left, top, right: size - fitted.info.width - left, bottom: size - fitted.info.height - top, extendWith: 'copy' })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb').raw().toBuffer();
  const image = new ort.Tensor('float32', Float32Array.from(pixels, value => value / 255), [1, size, size, channels]);
  const { probabilities, anomaly } = await session.run({ image }); // And "reconstruction": the image as the model draws it.
  const best = classes.map(({ name }, k) => ({ name, probability: probabilities.data[k] })).sort((a, b) => b.probability - a.probability)[0];
  console.log(JSON.stringify({ file, class: best?.name ?? null, probability: best?.probability ?? null, anomaly: anomaly.data[0], flagged: anomaly.data[0] >= threshold }));
}
`;
