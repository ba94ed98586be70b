/** A program as a file for others to run. */
import { type ProgramSpec } from '../shared/program';
import { anyBatch } from './onnx/anyBatch';
import { encodeModel, type OnnxNotes } from './onnx/encode';
import { traceGraph } from './trace/trace';

/** Two batch sizes that no other length of a graph is likely to share. */
const sizes = [1009, 2003];

/**
 * The bytes of an ONNX file that takes any number of images. `specOf` gives the program, without a state, for
 * a batch size, which is the first length of all its inputs and outputs. Throws when the program does more
 * with that size than give it to the shapes of tensors.
 */
export function onnxFile(specOf: (batch: number) => ProgramSpec, notes: OnnxNotes): Uint8Array {
  const [one, other] = sizes.map(batch => traceGraph(specOf(batch)));
  return encodeModel(anyBatch(one, other), notes);
}
