import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { type Argument, expectSame, integers, normal, type Operation, positive } from './compare';

const differentiable: Record<string, [Operation, Argument?]> = {
  abs: [x => tf.abs(x)],
  acos: [x => tf.acos(x), normal([3, 5], 0.2)],
  asin: [x => tf.asin(x), normal([3, 5], 0.2)],
  atan: [x => tf.atan(x)],
  clipByValue: [x => tf.clipByValue(x, -0.5, 0.7)],
  cos: [x => tf.cos(x)],
  cosh: [x => tf.cosh(x)],
  elu: [x => tf.elu(x)],
  erf: [x => tf.erf(x)],
  exp: [x => tf.exp(x)],
  expm1: [x => tf.expm1(x)],
  leakyRelu: [x => tf.leakyRelu(x, 0.1)],
  log: [x => tf.log(x), positive([3, 5])],
  log1p: [x => tf.log1p(x), positive([3, 5])],
  logSigmoid: [x => tf.logSigmoid(x)],
  neg: [x => tf.neg(x)],
  reciprocal: [x => tf.reciprocal(x), positive([3, 5])],
  relu: [x => tf.relu(x)],
  relu6: [x => tf.relu6(x), normal([3, 5], 4)],
  rsqrt: [x => tf.rsqrt(x), positive([3, 5])],
  selu: [x => tf.selu(x)],
  sigmoid: [x => tf.sigmoid(x)],
  sin: [x => tf.sin(x)],
  sinh: [x => tf.sinh(x)],
  softplus: [x => tf.softplus(x)],
  sqrt: [x => tf.sqrt(x), positive([3, 5])],
  square: [x => tf.square(x)],
  tan: [x => tf.tan(x), normal([3, 5], 0.3)],
  tanh: [x => tf.tanh(x)],
};

const flat: Record<string, [Operation, Argument?]> = {
  ceil: [x => tf.ceil(x)],
  floor: [x => tf.floor(x)],
  isFinite: [x => tf.isFinite(tf.div(1, x)), integers([3, 5], 3, 'float32')],
  isInf: [x => tf.isInf(tf.div(1, x)), integers([3, 5], 3, 'float32')],
  isNaN: [x => tf.isNaN(tf.div(x, x)), integers([3, 5], 3, 'float32')],
  round: [x => tf.round(x)],
  sign: [x => tf.sign(x)],
  step: [x => tf.step(x)],
  'step at 0': [x => tf.step(tf.sub(x, 1)), integers([4, 5], 3, 'float32')],
  'step with a slope': [x => tf.step(x, 0.2)],
  onesLike: [x => tf.onesLike(x)],
  zerosLike: [x => tf.zerosLike(x)],
  'expm1 near 0': [x => tf.mul(tf.expm1(x), 1e6), normal([20], 1e-6)],
  'log1p near 0': [x => tf.mul(tf.log1p(x), 1e6), normal([20], 1e-6)],
  'cast to int32': [x => tf.cast(x, 'int32'), normal([4, 5], 5)],
  'cast to bool': [x => tf.cast(x, 'bool'), integers([4, 5], 2, 'float32')],
  'cast int32 to float32': [x => tf.cast(x, 'float32'), integers([4, 5], 9)],
  logicalNot: [x => tf.logicalNot(x as tf.Tensor), integers([4, 5], 2, 'bool')],
  'integer arithmetic': [x => tf.sub(tf.mul(x, tf.scalar(3, 'int32')), tf.abs(tf.neg(x))), integers([4, 5], 9)],
};

describe('functions of one element', () => {
  for (const [name, [operation, x]] of Object.entries(differentiable)) it(name, () => expectSame(operation, [x ?? [3, 5]]));
  for (const [name, [operation, x]] of Object.entries(flat)) it(name, () => expectSame(operation, [x ?? [3, 5]], { gradients: false }));
});

const broadcasts: [number[], number[]][] = [
  [[3, 4], [3, 4]], [[2, 3, 4], [4]], [[], [2, 3]], [[2, 1, 4], [3, 1]], [[5], [2, 1, 5]], [[2, 3, 4, 5], [1, 3, 1, 5]], [[], []],
  [[2, 3, 4, 1], [2, 1, 1, 1]], [[2, 3, 4, 1], []], [[2, 3, 1], [3, 1]],
  // Short runs, which are widened where that costs little.
  [[2, 8, 40, 3], [2, 1, 1, 3]], [[1, 1, 1, 3], [2, 8, 12, 3]], [[2, 16, 1, 3], [2, 16, 12, 3]],
];

describe('arithmetic of broadcast operands', () => {
  const operations: Record<string, [Operation, typeof positive]> = {
    add: [(a, b) => tf.add(a, b), normal],
    sub: [(a, b) => tf.sub(a, b), normal],
    mul: [(a, b) => tf.mul(a, b), normal],
    div: [(a, b) => tf.div(a, b), positive],
    pow: [(a, b) => tf.pow(a, b), positive],
    maximum: [(a, b) => tf.maximum(a, b), normal],
    minimum: [(a, b) => tf.minimum(a, b), normal],
    squaredDifference: [(a, b) => tf.squaredDifference(a, b), normal],
    mod: [(a, b) => tf.mod(a, b), positive],
    prelu: [(a, b) => a.shape.length > b.shape.length || a.shape.join() === b.shape.join() ? tf.prelu(a, b) : tf.prelu(b, a), normal],
  };
  for (const [name, [operation, make]] of Object.entries(operations)) {
    it(name, async () => {
      for (const [a, b] of broadcasts) {
        // tfjs has no gradient of these for broadcast operands.
        const gradients = !['maximum', 'minimum', 'squaredDifference', 'prelu'].includes(name) || a.join() === b.join();
        await expectSame(operation, [make(a), make(b)], { gradients });
      }
    });
  }
  it('addN', () => expectSame((a, b, c) => tf.addN([a, b, c]), [[3, 4], [3, 4], [3, 4]]));
  it('floorDiv', () => expectSame((a, b) => tf.floorDiv(a, b), [integers([4, 5], 90), { shape: [5], dtype: 'int32', data: Int32Array.from([1, -2, 3, 4, -5]) }]));
  it('where', () => expectSame((c, a, b) => tf.where(tf.cast(c, 'bool'), a, b), [integers([4, 3], 2), [4, 3], [4, 3]]));
  it('where with broadcast operands', () => expectSame((c, a, b) => tf.where(c, a, b), [integers([4, 1], 2, 'bool'), [3], [4, 3]], { gradients: false }));
  it('neutral constants', async () => {
    for (const shape of [[2, 3], [1]]) {
      await expectSame(x => tf.add(tf.mul(tf.ones([2, 3]), x), tf.zeros([2, 3])), [shape]);
      await expectSame(x => tf.sub(tf.div(x, tf.ones([4, 2, 3])), tf.zerosLike(x)), [shape]);
      await expectSame(x => tf.div(tf.ones([2, 3]), tf.sub(tf.zeros([2, 3]), tf.add(tf.square(x), 1))), [shape]);
      await expectSame(x => tf.pow(x, tf.fill([4, 2, 3], 2)), [shape]);
    }
  });
});

describe('comparison and logic', () => {
  const comparisons: Record<string, Operation> = {
    equal: (a, b) => tf.equal(a, b),
    notEqual: (a, b) => tf.notEqual(a, b),
    greater: (a, b) => tf.greater(a, b),
    greaterEqual: (a, b) => tf.greaterEqual(a, b),
    less: (a, b) => tf.less(a, b),
    lessEqual: (a, b) => tf.lessEqual(a, b),
  };
  for (const [name, operation] of Object.entries(comparisons)) {
    it(name, async () => {
      for (const [a, b] of broadcasts) for (const dtype of ['float32', 'int32', 'bool'] as const) {
        await expectSame(operation, [integers(a, 2, dtype), integers(b, 2, dtype)], { gradients: false });
      }
    });
  }
  it('and, or, xor', async () => {
    for (const [a, b] of broadcasts) {
      const operands = [integers(a, 2, 'bool'), integers(b, 2, 'bool')];
      await expectSame((x, y) => [tf.logicalAnd(x, y), tf.logicalOr(x, y), tf.logicalXor(x, y)], operands);
    }
  });
});
