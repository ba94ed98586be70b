/** Writes a graph as an ONNX file. */
import { modelProto } from './schema';

export type ElementType = 'float32' | 'int32' | 'int64' | 'bool';
export type ElementData = Float32Array | Int32Array | BigInt64Array | Uint8Array;
/** An integer, a list of integers, a string, or (marked, because 1 and 1.0 are the same in JavaScript) a float. */
export type Attribute = number | readonly number[] | string | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
}

/** As {@link OnnxValue}; a length that is a name may be any, the same wherever the name is. */
export interface OnnxPort {
  readonly name: string;
  readonly shape: readonly (number | string)[];
  readonly type: ElementType;
}

export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly initializers: readonly (OnnxValue & { readonly data: ElementData })[];
  readonly nodes: readonly {
    readonly op: string;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
    readonly attributes: Attributes;
  }[];
}

/** Version of the standard operator set that the graphs are written in. */
export const opset = 18;

const elementCodes: Record<ElementType, number> = { float32: 1, int32: 6, int64: 7, bool: 9 };

/** What a file tells of itself. */
export interface OnnxNotes {
  readonly description: string;
  /** Custom metadata, by key. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The bytes of an ONNX file (IR version 8). */
export function encodeModel(graph: OnnxGraph, notes?: OnnxNotes): Uint8Array {
  const message = modelProto.fromObject({
    irVersion: 8,
    producerName: 'winnow',
    opsetImport: [{ domain: '', version: opset }],
    ...(notes && { docString: notes.description, metadataProps: Object.entries(notes.metadata).map(([key, value]) => ({ key, value })) }),
    graph: {
      name: graph.name,
      node: graph.nodes.map(node => ({
        input: node.inputs,
        output: node.outputs,
        opType: node.op,
        attribute: Object.entries(node.attributes).map(([name, value]) => encodeAttribute(name, value)),
      })),
      initializer: graph.initializers.map(({ name, shape, type, data }) => ({
        name,
        dims: shape,
        dataType: elementCodes[type],
        rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      })),
      input: graph.inputs.map(encodeValueInfo),
      output: graph.outputs.map(encodeValueInfo),
    },
  });
  return modelProto.encode(message).finish();
}

function encodeAttribute(name: string, value: Attribute): object {
  if (typeof value === 'number') return { name, i: value, type: 2 };
  if (typeof value === 'string') return { name, s: new TextEncoder().encode(value), type: 3 };
  if ('float' in value) return { name, f: value.float, type: 1 };
  return { name, ints: value, type: 7 };
}

function encodeValueInfo({ name, shape, type }: OnnxPort): object {
  const dim = shape.map(length => (typeof length === 'number' ? { dimValue: length } : { dimParam: length }));
  return { name, type: { tensorType: { elemType: elementCodes[type], shape: { dim } } } };
}
