/** TensorFlow.js on its WebAssembly backend: Winnow's own programs, run operation by operation. */
import * as tf from '@tensorflow/tfjs-core';
import { createRequire } from 'node:module';
import { type Engine } from '../../../../src/engine/engine';
import { EagerProgram } from '../../../../src/engine/tensorflow/eagerProgram';

const name = '@tensorflow/tfjs-backend-wasm';

/** Rejects when the package is not there. In Node.js it has one thread. */
export async function openTfjsWasm(): Promise<{ engine: Engine; version: string }> {
  const require = createRequire(import.meta.filename);
  const { version_wasm: version } = require(name) as { version_wasm: string };
  addFilterGradient();
  if (!await tf.setBackend('wasm')) throw new Error(`${name} does not start`);
  const engine: Engine = { name: 'wasm', detail: `tfjs wasm ${version}`, compile: spec => Promise.resolve(new EagerProgram(spec, 'wasm')) };
  return { engine, version };
}

/** The backend has no kernel for the gradient by a convolution's weights: one product of two matrices for each place of the kernel. */
function addFilterGradient(): void {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm')) return;
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const tensor = (info: tf.TensorInfo): tf.Tensor4D => tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor4D;
      const { strides, pad, filterShape } = attrs as unknown as { strides: number; pad: 'same' | 'valid'; filterShape: [number, number, number, number] };
      return tf.tidy(() => filterGradient(tensor(inputs.x!), tensor(inputs.dy!), strides, pad, filterShape));
    },
  });
}

function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, strides: number | number[], pad: 'same' | 'valid', [height, width, from, to]: [number, number, number, number]): tf.Tensor {
  const { padInfo, outHeight, outWidth, strideHeight, strideWidth } = tf.backend_util.computeConv2DInfo(x.shape, [height, width, from, to], strides as number, 1, pad);
  const padded = tf.pad(x, [[0, 0], [padInfo.top, padInfo.bottom], [padInfo.left, padInfo.right], [0, 0]]);
  const outer = tf.reshape(dy, [-1, to]) as tf.Tensor2D;
  const taps: tf.Tensor[] = [];
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const end = [x.shape[0], i + (outHeight - 1) * strideHeight + 1, j + (outWidth - 1) * strideWidth + 1, from];
      const seen = tf.stridedSlice(padded, [0, i, j, 0], end, [1, strideHeight, strideWidth, 1]);
      taps.push(tf.matMul(tf.reshape(seen, [-1, from]) as tf.Tensor2D, outer, true));
    }
  }
  return tf.reshape(tf.stack(taps), [height, width, from, to]);
}
