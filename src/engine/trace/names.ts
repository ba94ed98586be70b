/** Names in the ONNX file. */
import { type Graph, type Value } from './graph';

/** Names of values; one name never stands for two. */
export class Names {
  private readonly names = new Map<number, string>();
  private readonly taken = new Set<string>();

  give(value: Value, wanted: string): string {
    let name = wanted;
    for (let i = 2; this.taken.has(name); i++) name = `${wanted}.${i}`;
    this.taken.add(name);
    this.names.set(value.id, name);
    return name;
  }

  /** As {@link give}, returning the value. */
  given(value: Value, wanted: string): Value {
    this.give(value, wanted);
    return value;
  }

  of(value: Value): string {
    return this.names.get(value.id) ?? this.give(value, `_${value.id}`);
  }
}

/** The outputs of the model. An output needs a node and a name of its own, whatever the body returned. */
export class Published {
  readonly values: Value[] = [];
  private readonly seen = new Set<number>();

  constructor(private readonly graph: Graph, private readonly names: Names) {}

  publish(value: Value, name: string): string {
    const fresh = this.graph.producer(value) && !this.seen.has(value.id);
    const own = fresh ? value : this.graph.copy(value);
    this.seen.add(own.id);
    this.values.push(own);
    return this.names.give(own, name);
  }
}
