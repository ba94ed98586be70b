/** Arithmetic, comparison and logic of broadcast operands. */
import { type Graph } from '../graph';
import { type Kernel, type Kernels } from '../kernel';
import { type Lazy, splat, splatOf } from '../lazy';
import { broadcastShapes } from '../shapes';
import { withBias } from './bias';
import { broadcastLazy, elementwise, unary } from './elementwise';

type Operation = (graph: Graph, a: Lazy, b: Lazy) => Lazy;

/** As a kernel of the inputs `a` and `b`. */
function binary(operation: Operation): Kernel {
  return (graph, { a, b }) => operation(graph, a, b);
}

function withNeutral(op: string, rightNeutral: number, commutes: boolean): Operation {
  return (graph, a, b) => {
    const shape = broadcastShapes(a.shape, b.shape);
    if (splatOf(b) === rightNeutral) return broadcastLazy(graph, a, shape);
    if (commutes && splatOf(a) === rightNeutral) return broadcastLazy(graph, b, shape);
    return elementwise(graph, op, [a, b], a.value.type);
  };
}

function plain(op: string): Operation {
  return (graph, a, b) => elementwise(graph, op, [a, b], a.value.type);
}

function comparison(op: string): Operation {
  // ONNX orders numbers only.
  const numbers = (graph: Graph, x: Lazy): Lazy => x.value.type === 'bool' ? cast(graph, x, 'int32') : x;
  return (graph, a, b) => elementwise(graph, op, [numbers(graph, a), numbers(graph, b)], 'bool');
}

function logic(op: string): Operation {
  return (graph, a, b) => elementwise(graph, op, [a, b], 'bool');
}

const sum = withNeutral('Add', 0, true);

export function add(graph: Graph, a: Lazy, b: Lazy): Lazy {
  return withBias(graph, a, b) ?? withBias(graph, b, a) ?? sum(graph, a, b);
}

export const subtract = withNeutral('Sub', 0, false);
export const multiply = withNeutral('Mul', 1, true);
export const divide = withNeutral('Div', 1, false);

/** Converts to another element type; float to integer cuts towards zero, as tfjs does. */
export function cast(graph: Graph, x: Lazy, type: 'float32' | 'int32' | 'bool'): Lazy {
  if (x.value.type === type) return x;
  const known = splatOf(x);
  if (known !== undefined) return splat(graph, type === 'bool' ? Number(known !== 0) : type === 'int32' ? Math.trunc(known) : known, x.shape, type);
  const code = { float32: 1, int32: 6, bool: 9 }[type];
  return unary(graph, 'Cast', x, type, { to: code });
}

function floorDivide(graph: Graph, a: Lazy, b: Lazy): Lazy {
  const type = a.value.type as 'float32' | 'int32';
  const quotient = divide(graph, cast(graph, a, 'float32'), cast(graph, b, 'float32'));
  return cast(graph, unary(graph, 'Floor', quotient), type);
}

/** The result has the sign of the divisor, as in tfjs and Python. */
function modulo(graph: Graph, a: Lazy, b: Lazy): Lazy {
  if (a.value.type === 'int32') return elementwise(graph, 'Mod', [a, b], 'int32');
  return subtract(graph, a, multiply(graph, b, unary(graph, 'Floor', divide(graph, a, b))));
}

function squaredDifference(graph: Graph, a: Lazy, b: Lazy): Lazy {
  const difference = subtract(graph, a, b);
  return multiply(graph, difference, difference);
}

function power(graph: Graph, a: Lazy, b: Lazy): Lazy {
  const exponent = splatOf(b);
  if (exponent === 2 && sameRankOrMore(a, b)) return multiply(graph, a, a);
  return elementwise(graph, 'Pow', [a, b], a.value.type);
}

function sameRankOrMore(a: Lazy, b: Lazy): boolean {
  return broadcastShapes(a.shape, b.shape).join() === a.shape.join();
}

export const binaryKernels: Kernels = {
  Add: binary(add),
  AddN: (graph, inputs) => Object.values(inputs).reduce((sum, x) => add(graph, sum, x)),
  Sub: binary(subtract),
  Multiply: binary(multiply),
  RealDiv: binary(divide),
  FloorDiv: binary(floorDivide),
  Mod: binary(modulo),
  Pow: binary(power),
  SquaredDifference: binary(squaredDifference),
  Maximum: binary(plain('Max')),
  Minimum: binary(plain('Min')),
  Equal: binary(comparison('Equal')),
  NotEqual: (graph, { a, b }) => unary(graph, 'Not', comparison('Equal')(graph, a, b)),
  Greater: binary(comparison('Greater')),
  GreaterEqual: binary(comparison('GreaterOrEqual')),
  Less: binary(comparison('Less')),
  LessEqual: binary(comparison('LessOrEqual')),
  LogicalAnd: binary(logic('And')),
  LogicalOr: binary(logic('Or')),
  LogicalXor: binary(logic('Xor')),
};
