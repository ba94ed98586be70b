/** A program on a device that may fail at any step. */
import { type HostTensors, type ProgramSpec } from '../../shared/program';
import { type Program } from '../engine';

/** Goes on with what `replace` gives for the last known state when a run fails, and repeats that run there. */
export class FallibleProgram implements Program {
  /** The last state that was read: what there is to go on from when the device takes the present one with it. */
  private known: HostTensors | undefined;
  private replacement: Promise<Program> | null = null;

  constructor(
    spec: ProgramSpec,
    private readonly first: Program,
    private readonly replace: (state: HostTensors | undefined, error: unknown) => Promise<Program>,
  ) {
    this.known = spec.state;
  }

  async run(inputs: HostTensors): Promise<HostTensors> {
    if (this.replacement) return (await this.replacement).run(inputs);
    try {
      return await this.first.run(inputs);
    } catch (error) {
      this.replacement ??= this.fallBack(error);
      return (await this.replacement).run(inputs);
    }
  }

  async state(): Promise<HostTensors> {
    if (!this.replacement) {
      try {
        return this.known = await this.first.state();
      } catch (error) {
        this.replacement ??= this.fallBack(error);
      }
    }
    return (await this.replacement).state();
  }

  async dispose(): Promise<void> {
    await (this.replacement ? (await this.replacement).dispose() : this.first.dispose());
  }

  private async fallBack(error: unknown): Promise<Program> {
    const state = this.known && await this.first.state().catch(() => this.known);
    await this.first.dispose().catch(() => undefined);
    return this.replace(state, error);
  }
}
