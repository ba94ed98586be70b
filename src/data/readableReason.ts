/** Why an image cannot be read, in a few words. */
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { messageOf, PersonError } from '../shared/personError';
import { type Phrase, phrase } from '../shared/phrase';
import { errorCode } from './fileErrors';

/** An image that cannot be read: what is wrong with it, in a few words that can stand below its picture. */
export class UnreadableError extends PersonError {}

/** Turns whatever a decoder threw for `file` into an error that is short and meant for a person. */
export async function readableReason(file: string, error: unknown): Promise<UnreadableError> {
  if (error instanceof UnreadableError) return error;
  return new UnreadableError(await reason(file, messageOf(error)), file, { cause: error });
}

/** Reason for an image whose pixels would not fit into memory. */
export function tooLarge(width: number, height: number): Phrase {
  return phrase`too large: ${width} x ${height} pixels do not fit into memory; save a smaller copy`;
}

/** Reason of {@link readableReason} for a file that vanished: it is not damaged, it is to be forgotten. */
export const goneReason = phrase`the file is gone`;

async function reason(file: string, text: string): Promise<Phrase> {
  let head: Uint8Array;
  try {
    head = await firstBytes(file, 512);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return goneReason;
    if (code === 'EACCES' || code === 'EPERM') return phrase`no permission to read the file`;
    return phrase`the file cannot be read: ${messageOf(error)}`;
  }
  if (head.length === 0) return phrase`empty file`;
  const name = formatOf(head);
  if (name === null) {
    const ending = extname(file) || phrase`this name`;
    return isText(head) ? phrase`not an image: a text file named ${ending}` : phrase`not an image, or of a kind that is not known: named ${ending}`;
  }
  const detail = text.replace(/^[^:]*(load|Jpeg|png|webp|tiff|heif|gif)[^:]*: */i, '').split('\n')[0].trim().slice(0, 120);
  if (/premature end|truncated|unexpected end|end of (file|stream|image)|not enough data|out of data|read error|read gave|eof/i.test(text)) return phrase`truncated ${name}: ${detail}`;
  if (/pixel limit/i.test(text)) return phrase`too large: the ${name} does not fit into memory; save a smaller copy`;
  return phrase`damaged ${name}: ${detail}`;
}

async function firstBytes(file: string, count: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Magic numbers; `ftyp` boxes hold AVIF and HEIF. */
function formatOf(head: Uint8Array): string | null {
  const text = Buffer.from(head).toString('latin1');
  if (text.startsWith('\xff\xd8')) return 'JPEG';
  if (text.startsWith('\x89PNG')) return 'PNG';
  if (text.startsWith('GIF8')) return 'GIF';
  if (text.startsWith('BM')) return 'BMP';
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return 'TIFF';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'WebP';
  if (text.slice(4, 8) === 'ftyp') return 'AVIF';
  return null;
}

function isText(head: Uint8Array): boolean {
  return head.every(byte => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}
