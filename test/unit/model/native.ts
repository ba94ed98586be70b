/** Runs programs on ONNX Runtime, where a test takes more than a step or two. */
import { type Engine, type Program } from '../../../src/engine/engine';
import { openEngine } from '../../../src/engine/openEngine';
import { type ProgramSpec } from '../../../src/shared/program';

let engine: Promise<Engine> | undefined;

export async function native(spec: ProgramSpec): Promise<Program> {
  engine ??= openEngine('onnxruntime', { threads: 1 }).then(opened => opened.engine);
  return (await engine).compile(spec);
}
