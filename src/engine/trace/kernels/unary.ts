/** Functions of one element. */
import { type ClipByValueAttrs, type LeakyReluAttrs, type StepAttrs } from '@tensorflow/tfjs-core';
import { type Graph } from '../graph';
import { type Kernel, type Kernels } from '../kernel';
import { type Lazy, reshapeLazy, splat } from '../lazy';
import { add, cast, divide, multiply, subtract } from './binary';
import { elementwise, unary } from './elementwise';

function same(op: string): Kernel {
  return (graph, { x }) => unary(graph, op, x);
}

function constantLike(graph: Graph, x: Lazy, value: number): Lazy {
  return splat(graph, value, x.shape, x.value.type);
}

/** `yes` where the condition holds, else `no`. */
export function where(graph: Graph, condition: Lazy, yes: Lazy, no: Lazy): Lazy {
  return elementwise(graph, 'Where', [condition, yes, no], yes.value.type);
}

function positive(graph: Graph, x: Lazy): Lazy {
  return elementwise(graph, 'Greater', [x, constantLike(graph, x, 0)], 'bool');
}

/** 1 above 0, else 0. For floats a steep ramp, which is one operation; between 0 and 1e-38 it is on its way. */
function step(graph: Graph, x: Lazy): Lazy {
  if (x.value.type !== 'float32') return cast(graph, positive(graph, x), x.value.type as 'int32');
  return unary(graph, 'HardSigmoid', x, 'float32', { alpha: { float: 1e38 }, beta: { float: 0 } });
}

/** log(1 + x) keeps its digits near 0 by Kahan's correction: log(u) x / (u - 1), u = fl(1 + x). */
function log1p(graph: Graph, x: Lazy): Lazy {
  const one = constantLike(graph, x, 1);
  const u = add(graph, one, x);
  const excess = subtract(graph, u, one);
  const tiny = elementwise(graph, 'Equal', [excess, constantLike(graph, x, 0)], 'bool');
  const safe = where(graph, tiny, one, excess);
  const corrected = multiply(graph, unary(graph, 'Log', u), divide(graph, x, safe));
  // At infinity the correction is infinity over infinity.
  const large = elementwise(graph, 'Greater', [x, constantLike(graph, x, 1e6)], 'bool');
  return where(graph, tiny, x, where(graph, large, unary(graph, 'Log', u), corrected));
}

/** exp(x) - 1 = 2 tanh(x / 2) / (1 - tanh(x / 2)) near 0, where the plain difference loses its digits. */
function expm1(graph: Graph, x: Lazy): Lazy {
  const one = constantLike(graph, x, 1);
  const half = unary(graph, 'Tanh', multiply(graph, x, constantLike(graph, x, 0.5)));
  const near = divide(graph, multiply(graph, half, constantLike(graph, x, 2)), subtract(graph, one, half));
  const small = elementwise(graph, 'Less', [unary(graph, 'Abs', x), constantLike(graph, x, 0.5)], 'bool');
  return where(graph, small, near, subtract(graph, unary(graph, 'Exp', x), one));
}

/** log(1 + exp(x)) = relu(x) - log(sigmoid(|x|)): ONNX Runtime's own Softplus takes five times as long. Off by 1e-7 at most. */
function softplus(graph: Graph, x: Lazy): Lazy {
  const tail = unary(graph, 'Log', unary(graph, 'Sigmoid', unary(graph, 'Abs', x)));
  return subtract(graph, unary(graph, 'Relu', x), tail);
}

export const unaryKernels: Kernels = {
  Abs: same('Abs'),
  Acos: same('Acos'),
  Asin: same('Asin'),
  Atan: same('Atan'),
  Ceil: same('Ceil'),
  Cos: same('Cos'),
  Cosh: same('Cosh'),
  Erf: same('Erf'),
  Exp: same('Exp'),
  Expm1: (graph, { x }) => expm1(graph, x),
  Floor: same('Floor'),
  IsFinite: (graph, { x }) => elementwise(graph, 'Less', [unary(graph, 'Abs', x), constantLike(graph, x, Infinity)], 'bool'),
  IsInf: (graph, { x }) => unary(graph, 'IsInf', x, 'bool'),
  IsNan: (graph, { x }) => unary(graph, 'IsNaN', x, 'bool'),
  Log: same('Log'),
  Log1p: (graph, { x }) => log1p(graph, x),
  LogicalNot: (graph, { x }) => unary(graph, 'Not', x),
  Neg: same('Neg'),
  Reciprocal: same('Reciprocal'),
  Round: same('Round'),
  Rsqrt: (graph, { x }) => unary(graph, 'Reciprocal', unary(graph, 'Sqrt', x)),
  Sigmoid: same('Sigmoid'),
  Sign: same('Sign'),
  Sin: same('Sin'),
  Sinh: same('Sinh'),
  Softplus: (graph, { x }) => softplus(graph, x),
  Sqrt: same('Sqrt'),
  Square: (graph, { x }) => multiply(graph, x, x),
  Tan: same('Tan'),
  Tanh: same('Tanh'),
  Relu: same('Relu'),
  Relu6: (graph, { x }) => elementwise(graph, 'Min', [unary(graph, 'Relu', x), constantLike(graph, x, 6)], x.value.type),
  LeakyRelu: (graph, { x }, { alpha }: LeakyReluAttrs) => unary(graph, 'LeakyRelu', x, x.value.type, { alpha: { float: alpha } }),
  Prelu: (graph, { x, alpha }) => where(graph, positive(graph, x), x, multiply(graph, x, alpha)),
  Elu: same('Elu'),
  EluGrad: (graph, { dy, y }) => where(graph, positive(graph, y), dy, multiply(graph, dy, add(graph, y, constantLike(graph, y, 1)))),
  Selu: same('Selu'),
  Step: (graph, { x }, { alpha }: StepAttrs) => alpha === 0
    ? step(graph, x)
    : where(graph, positive(graph, x), constantLike(graph, x, 1), constantLike(graph, x, alpha)),
  ClipByValue: (graph, { x }, { clipValueMin, clipValueMax }: ClipByValueAttrs) => {
    const raised = elementwise(graph, 'Max', [x, constantLike(graph, x, clipValueMin)], x.value.type);
    return elementwise(graph, 'Min', [raised, constantLike(graph, x, clipValueMax)], x.value.type);
  },
  Select: (graph, { condition, t, e }) => {
    // A condition of rank 1 picks whole rows.
    const rows = condition.shape.length === 1 && t.shape.length > 1;
    return where(graph, rows ? reshapeLazy(graph, condition, [...condition.shape, ...t.shape.slice(1).map(() => 1)]) : condition, t, e);
  },
};
