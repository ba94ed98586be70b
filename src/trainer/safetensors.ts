/** The safetensors file format: an 8-byte little-endian header length, a JSON header, then the raw data. */
import { type Dtype, type HostTensor, type HostTensors } from '../shared/program';

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const names: Record<Dtype, string> = { float32: 'F32', int32: 'I32', bool: 'BOOL' };
const bytesPer: Record<Dtype, number> = { float32: 4, int32: 4, bool: 1 };

/** Serialises tensors, in the order of their names, and text metadata. */
export function encodeSafetensors(tensors: HostTensors, metadata: Readonly<Record<string, string>>): Buffer {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const sorted = Object.entries(tensors).sort(([a], [b]) => (a < b ? -1 : 1));
  let offset = 0;
  for (const [name, { dtype, shape, data }] of sorted) {
    header[name] = { dtype: names[dtype], shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = JSON.stringify(header);
  // The data starts at a multiple of eight, so that readers can map it in place.
  const text = Buffer.from(json + ' '.repeat((8 - (Buffer.byteLength(json) % 8)) % 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const parts = sorted.map(([, { data }]) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  return Buffer.concat([length, text, ...parts]);
}

/** Reads what {@link encodeSafetensors} wrote, or any file of that format. Throws when the bytes are no such file or end early. */
export function decodeSafetensors(bytes: Buffer): { tensors: HostTensors; metadata: Record<string, string> } {
  if (bytes.length < 8) throw new Error('the file ends early');
  const length = Number(bytes.readBigUInt64LE(0));
  if (length > bytes.length - 8) throw new Error('the file ends early');
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + length)) as Record<string, HeaderEntry>;
  const { __metadata__: metadata = {}, ...entries } = header as unknown as { __metadata__?: Record<string, string> };
  const tensors: HostTensors = {};
  for (const [name, entry] of Object.entries(entries as unknown as Record<string, HeaderEntry>)) {
    tensors[name] = tensorAt(bytes, 8 + length, name, entry);
  }
  return { tensors, metadata };
}

function tensorAt(bytes: Buffer, start: number, name: string, entry: HeaderEntry): HostTensor {
  const dtype = (Object.keys(names) as Dtype[]).find(key => names[key] === entry.dtype);
  if (!dtype) throw new Error(`tensor "${name}" has the unknown type ${entry.dtype}`);
  const [from, to] = entry.data_offsets;
  const count = entry.shape.reduce((product, side) => product * side, 1);
  if (to - from !== count * bytesPer[dtype]) throw new Error(`tensor "${name}" has another size than its shape`);
  if (start + to > bytes.length) throw new Error('the file ends early');
  // Copied, because a view would need an aligned offset and would keep the whole file in memory.
  const { buffer } = Uint8Array.from(bytes.subarray(start + from, start + to));
  const data = dtype === 'float32' ? new Float32Array(buffer) : dtype === 'int32' ? new Int32Array(buffer) : new Uint8Array(buffer);
  return { dtype, shape: entry.shape, data };
}
