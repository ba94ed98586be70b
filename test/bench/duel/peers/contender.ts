/** Who trains and scores in turn with the others. */
import { type NetworkConfig } from '../../../../src/model/config';
import { type HostTensors } from '../../../../src/shared/program';

/** What everyone gets: the same network, first weights and batch. */
export interface Contest {
  readonly config: NetworkConfig;
  readonly weights: HostTensors;
  readonly batch: number;
  /** Inputs of the training step; its `image` is what is scored. */
  readonly inputs: HostTensors;
}

export interface Contender {
  readonly name: string;
  readonly version: string;
  readonly threads: number;
  /** Learned numbers of the network. */
  readonly parameters: number;
  /** Takes that many steps on the batch, going on from the last: milliseconds and total loss of each. */
  train(steps: number): Promise<{ ms: number[]; totals: number[] }>;
  /** Scores the batch that often: milliseconds of each, and the sum of every output over the batch. */
  score(times: number): Promise<{ ms: number[]; sums: Record<string, number> }>;
  /** Multiplies two square matrices that often: milliseconds of each; left out: not asked of it. */
  multiply?(side: number, times: number): Promise<number[]>;
  dispose(): Promise<void>;
}
