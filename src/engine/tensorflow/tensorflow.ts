/** TensorFlow's C library through tfjs-node: the same programs, run operation by operation. */
import { messageOf } from '../../shared/personError';
import { type Engine } from '../engine';
import { EagerProgram } from './eagerProgram';

/** The part of the optional package that is used here. */
interface TfjsNode {
  setBackend(name: string): Promise<boolean>;
  version: Readonly<Record<string, string>>;
}

/** Loads the library. Rejects when the optional package or its binary is not there. */
export async function openTensorflow(): Promise<Engine> {
  await restoreIsNullOrUndefined();
  const name = '@tensorflow/tfjs-node';
  let tfjs: TfjsNode;
  try {
    const module = await import(name) as TfjsNode & { default?: TfjsNode };
    tfjs = module.default ?? module;
  } catch (error) {
    throw new Error(`@tensorflow/tfjs-node does not load: ${messageOf(error).split('\n')[0]}`, { cause: error });
  }
  if (!await tfjs.setBackend('tensorflow')) throw new Error('@tensorflow/tfjs-node has no working binary');
  return {
    name: 'tensorflow',
    detail: `TensorFlow through tfjs-node ${tfjs.version['tfjs-node'] ?? ''}`,
    compile: spec => Promise.resolve(new EagerProgram(spec, 'tensorflow')),
  };
}

/** tfjs-node 4.22 calls a function that Node 23 took out. */
async function restoreIsNullOrUndefined(): Promise<void> {
  const { default: util } = await import('node:util') as unknown as { default: { isNullOrUndefined?: (value: unknown) => boolean } };
  util.isNullOrUndefined ??= (value: unknown): boolean => value === null || value === undefined;
}
