/** A graph that does nothing but hand its inputs on, to move tensors between devices. */
import { type TensorSpec } from '../../shared/program';
import { encodeModel } from './encode';

/** The bytes of an ONNX file with an output `NAME.read` for each input `NAME`. */
export function identityModel(tensors: readonly (TensorSpec & { readonly name: string })[]): Uint8Array {
  const info = (name: string, { shape, dtype }: TensorSpec) => ({ name, shape, type: dtype });
  return encodeModel({
    name: 'identity',
    inputs: tensors.map(tensor => info(tensor.name, tensor)),
    outputs: tensors.map(tensor => info(`${tensor.name}.read`, tensor)),
    initializers: [],
    nodes: tensors.map(({ name }) => ({ op: 'Identity', inputs: [name], outputs: [`${name}.read`], attributes: {} })),
  });
}
