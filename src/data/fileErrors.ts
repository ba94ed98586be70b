/** File system errors in words for a person. */
import { messageOf, PersonError } from '../shared/personError';
import { type Phrase, phrase } from '../shared/phrase';

/** The code of a system error such as `ENOENT`; undefined for every other error. */
export function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/**
 * The PersonError for a file or folder that could not be read or written.
 * @param task what was being done, for example phrase`save the labels`
 */
export function fileError(error: unknown, task: Phrase, path: string): Error {
  if (error instanceof PersonError) return error;
  const advice = advices[errorCode(error) ?? ''];
  if (!advice) return error instanceof Error ? error : new Error(messageOf(error));
  return new PersonError(phrase`Cannot ${task}: ${advice(path)}`, path, { cause: error });
}

const advices: Record<string, (path: string) => Phrase> = {
  ENOSPC: path => phrase`the disk that holds "${path}" is full. Free some space and try again.`,
  EDQUOT: path => phrase`the disk quota for "${path}" is used up. Free some space and try again.`,
  EROFS: path => phrase`"${path}" is on a read-only disk. Make it writable or choose another folder.`,
  EACCES: path => phrase`there is no permission for "${path}". Change its permissions or choose another folder.`,
  EPERM: path => phrase`the system does not allow it for "${path}". Change its permissions or choose another folder.`,
  ENOTDIR: path => phrase`a file stands where a folder is needed in "${path}". Move that file away.`,
  EEXIST: path => phrase`a file stands where a folder is needed at "${path}". Move that file away.`,
  EISDIR: path => phrase`a folder stands where a file is needed at "${path}". Move that folder away.`,
  ENOENT: path => phrase`"${path}" does not exist and cannot be made. Check that the folder is still there.`,
  EMFILE: path => phrase`too many files are open to reach "${path}". Close other programs and try again.`,
  ENAMETOOLONG: path => phrase`the name "${path}" is too long for this disk. Use a shorter path.`,
  EIO: path => phrase`the disk that holds "${path}" reported a fault. Check the disk.`,
};
