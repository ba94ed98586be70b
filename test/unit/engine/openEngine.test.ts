import { describe, expect, it } from 'vitest';
import { openEngine } from '../../../src/engine/openEngine';

describe('choosing an engine', () => {
  it('takes the native library first and says why the others are not in use', async () => {
    const lines: string[] = [];
    const { engine, report } = await openEngine('auto', { threads: 1, log: line => lines.push(line) });
    expect(engine.name).toBe('onnxruntime');
    expect(report.name).toBe('onnxruntime');
    expect(report.detail).toMatch(/\d+\.\d+.*1 thread/);
    expect(report.notUsed.map(({ name }) => name).sort()).toEqual(['tensorflow', 'wasm']);
    expect(lines).toHaveLength(3);
  });
  it('takes the one that is chosen', async () => {
    const { engine, report } = await openEngine('wasm', { threads: 0 });
    expect(engine.name).toBe('wasm');
    expect(report.notUsed.map(({ name }) => name).sort()).toEqual(['onnxruntime', 'tensorflow']);
  });
  it('passes over a chosen engine that does not load, with the reason', async () => {
    const { engine, report } = await openEngine('tensorflow', { threads: 1 });
    if (engine.name === 'tensorflow') return; // tfjs-node has its library on this machine.
    expect(engine.name).toBe('onnxruntime');
    expect(report.notUsed.find(({ name }) => name === 'tensorflow')?.why).toMatch(/tfjs-node/);
  });
});
