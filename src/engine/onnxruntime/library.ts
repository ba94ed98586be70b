import type * as OnnxRuntime from 'onnxruntime-node';

/** ONNX Runtime's native library. Rejects when there is none for this platform. */
export async function loadNative(): Promise<typeof OnnxRuntime> {
  const module = await import('onnxruntime-node');
  return 'InferenceSession' in module ? module : (module as { default: typeof module }).default;
}
