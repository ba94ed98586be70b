/** The graph under construction: a list of ONNX nodes over values of known shape. */
import { type Attributes, type ElementData, type ElementType } from '../onnx/encode';
import { type Shape, sizeOf } from './shapes';

/** One edge of the graph. Equal values are the same object (see {@link Graph.node}). */
export interface Value {
  readonly id: number;
  readonly shape: Shape;
  readonly type: ElementType;
  /** Present when the value is known at tracing time. */
  readonly data?: ElementData;
}

export interface Node {
  readonly op: string;
  readonly inputs: readonly (Value | null)[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
}

export interface ValueShape {
  readonly shape: Shape;
  readonly type: ElementType;
}

export class Graph {
  readonly nodes: Node[] = [];
  private readonly producers = new Map<number, Node>();
  private readonly known = new Map<string, readonly Value[]>();
  private nextId = 0;

  /** A value that comes from outside. */
  input(shape: Shape, type: ElementType): Value {
    return { id: this.nextId++, shape, type };
  }

  constant(data: ElementData, shape: Shape, type: ElementType): Value {
    const make = (): Value[] => [{ id: this.nextId++, shape, type, data }];
    // Integers are tables of places, which equal nodes must share.
    if (type !== 'int64' && data.length > 16) return make()[0];
    return this.once(`${type}[${shape.join()}]${Array.from(data as ArrayLike<number | bigint>, bits).join()}`, make)[0];
  }

  scalar(value: number, type: ElementType = 'float32'): Value {
    return this.constant(toElements([value], type), [], type);
  }

  /** A list of 64-bit integers, as ONNX wants for shapes and axes. */
  ints(values: readonly number[]): Value {
    return this.constant(toElements(values, 'int64'), [values.length], 'int64');
  }

  /** Adds a node with one output, or returns the output of an equal node that is there already. */
  node(op: string, inputs: readonly (Value | null)[], shape: Shape, type: ElementType, attributes: Attributes = {}): Value {
    return this.outputsOf(op, inputs, [{ shape, type }], attributes)[0];
  }

  /** As {@link node}, for several outputs. Every operation is pure, so equal nodes are one node. */
  outputsOf(op: string, inputs: readonly (Value | null)[], outputs: readonly ValueShape[], attributes: Attributes = {}): readonly Value[] {
    const key = `${op}(${inputs.map(value => value?.id ?? '').join()})${JSON.stringify(attributes)}`;
    return this.once(key, () => {
      const values = outputs.map(output => ({ id: this.nextId++, ...output }));
      const node = { op, inputs, outputs: values, attributes };
      this.nodes.push(node);
      for (const value of values) this.producers.set(value.id, node);
      return values;
    });
  }

  /** The same value under another identity. */
  copy(value: Value): Value {
    const made = { id: this.nextId++, shape: value.shape, type: value.type };
    const node = { op: 'Identity', inputs: [value], outputs: [made], attributes: {} };
    this.nodes.push(node);
    this.producers.set(made.id, node);
    return made;
  }

  /** The node that a value comes out of; undefined for inputs and constants. */
  producer(value: Value): Node | undefined {
    return this.producers.get(value.id);
  }

  /** The nodes that `outputs` depend on, in order. */
  live(outputs: readonly Value[]): Node[] {
    const needed = new Set(outputs.map(value => value.id));
    const live: Node[] = [];
    for (const node of this.nodes.toReversed()) {
      if (!node.outputs.some(value => needed.has(value.id))) continue;
      for (const value of node.inputs) if (value) needed.add(value.id);
      live.push(node);
    }
    return live.reverse();
  }

  private once(key: string, make: () => readonly Value[]): readonly Value[] {
    let values = this.known.get(key);
    if (!values) this.known.set(key, (values = make()));
    return values;
  }
}

/** -0 and 0 are different constants. */
function bits(value: number | bigint): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

export function toElements(values: ArrayLike<number>, type: ElementType): ElementData {
  if (type === 'float32') return Float32Array.from(values);
  if (type === 'int32') return Int32Array.from(values);
  if (type === 'bool') return Uint8Array.from(values);
  return BigInt64Array.from(Array.from(values, BigInt));
}

/** The one element of a constant of one element; undefined for every other value. */
export function scalarOf(value: Value): number | undefined {
  return value.data && sizeOf(value.shape) === 1 ? Number(value.data[0]) : undefined;
}
