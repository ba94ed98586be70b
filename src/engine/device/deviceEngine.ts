/** An engine that uses an accelerator for what is worth it, where one is faster and as long as it works. */
import { messageOf } from '../../shared/personError';
import { type ProgramSpec } from '../../shared/program';
import { type Engine, type Program } from '../engine';
import { FallibleProgram } from './fallibleProgram';

/** Milliseconds of a step. */
export interface Timing {
  readonly accelerator: number;
  readonly cpu: number;
}

/** An accelerator that may be here. */
export interface Candidate {
  readonly name: string;
  /** Times a program on it and on the CPU. Rejects with the reason when it cannot be used; must survive a crash of it. */
  time(spec: ProgramSpec): Promise<Timing>;
  open(): Promise<Engine>;
}

export interface DeviceOptions {
  /** `gpu`: an accelerator is used when it works, faster or not. */
  readonly choice: 'auto' | 'gpu';
  readonly log: (line: string) => void;
  /** Called with the {@link Engine.detail} of the engine that is in use from now on. */
  readonly changed: (detail: string) => void;
}

/** Heavy programs run on the first of `candidates` that works (and, for `auto`, is faster than `cpu` on the first heavy program with a state, the training step); all others on `cpu`. */
export class DeviceEngine implements Engine {
  readonly name;
  private choosing: Promise<Engine | null> | null = null;

  constructor(private readonly cpu: Engine, private readonly candidates: readonly Candidate[], private readonly options: DeviceOptions) {
    this.name = cpu.name;
  }

  get detail(): string {
    return this.cpu.detail;
  }

  async compile(spec: ProgramSpec): Promise<Program> {
    if (!spec.heavy) return this.cpu.compile(spec);
    if (spec.state) this.choosing ??= this.choose(spec);
    const accelerator = await this.choosing;
    if (!accelerator) return this.cpu.compile(spec);
    try {
      return new FallibleProgram(spec, await accelerator.compile(spec), async (state, error) => {
        this.giveUp(accelerator, error);
        return this.cpu.compile({ ...spec, state });
      });
    } catch (error) {
      this.giveUp(accelerator, error);
      return this.cpu.compile(spec);
    }
  }

  private async choose(spec: ProgramSpec): Promise<Engine | null> {
    const { choice, log, changed } = this.options;
    for (const { name, time, open } of this.candidates) {
      try {
        const { accelerator, cpu } = await time(spec);
        const times = `${accelerator.toFixed(1)} ms a step, CPU ${cpu.toFixed(1)} ms`;
        if (choice === 'auto' && accelerator >= cpu) {
          log(`Device ${name} is not in use: it is slower (${times})`);
          continue;
        }
        const engine = await open();
        log(`Device: ${name} (${times})`);
        changed(engine.detail);
        return engine;
      } catch (error) {
        log(`Device ${name} is not in use: ${firstLine(error)}`);
      }
    }
    log('Device: CPU');
    return null;
  }

  /** From now on everything runs on the CPU. */
  private giveUp(accelerator: Engine, error: unknown): void {
    this.choosing = Promise.resolve(null);
    this.options.log(`Device: CPU, since a step failed on ${accelerator.detail}: ${firstLine(error)}`);
    this.options.changed(this.cpu.detail);
  }
}

/** The first line of what went wrong, without the place in ONNX Runtime's source and the condition that come before its words. */
function firstLine(error: unknown): string {
  return messageOf(error).trim().split('\n')[0].replace(/^\S*onnxruntime\S*:\d+ .*? was false\. /, '');
}
