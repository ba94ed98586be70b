/** An engine whose long computations others may break into. */
import { type Engine, type Program } from '../engine/engine';

/** The same engine, but `between` is awaited before each compilation and each run of a program. */
export function interruptible(engine: Engine, between: () => Promise<void>): Engine {
  return {
    name: engine.name,
    detail: engine.detail,
    async compile(spec): Promise<Program> {
      await between();
      const program = await engine.compile(spec);
      return {
        async run(inputs) {
          await between();
          return program.run(inputs);
        },
        state: () => program.state(),
        dispose: () => program.dispose(),
      };
    },
  };
}
