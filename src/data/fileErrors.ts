/** File system errors in words for a person. */
import { messageOf, PersonError } from '../shared/personError';

/** The code of a system error such as `ENOENT`; undefined for every other error. */
export function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/**
 * The PersonError for a file or folder that could not be read or written.
 * @param task what was being done, for example `save the labels`
 */
export function fileError(error: unknown, task: string, path: string): Error {
  if (error instanceof PersonError) return error;
  const advice = advices[errorCode(error) ?? ''];
  if (!advice) return error instanceof Error ? error : new Error(messageOf(error));
  return new PersonError(`Cannot ${task}: ${advice(path)}`, path, { cause: error });
}

const advices: Record<string, (path: string) => string> = {
  ENOSPC: path => `the disk that holds "${path}" is full. Free some space and try again.`,
  EDQUOT: path => `the disk quota for "${path}" is used up. Free some space and try again.`,
  EROFS: path => `"${path}" is on a read-only disk. Make it writable or choose another folder.`,
  EACCES: path => `there is no permission for "${path}". Change its permissions or choose another folder.`,
  EPERM: path => `the system does not allow it for "${path}". Change its permissions or choose another folder.`,
  ENOTDIR: path => `a file stands where a folder is needed in "${path}". Move that file away.`,
  EEXIST: path => `a file stands where a folder is needed at "${path}". Move that file away.`,
  EISDIR: path => `a folder stands where a file is needed at "${path}". Move that folder away.`,
  ENOENT: path => `"${path}" does not exist and cannot be made. Check that the folder is still there.`,
  EMFILE: path => `too many files are open to reach "${path}". Close other programs and try again.`,
  ENAMETOOLONG: path => `the name "${path}" is too long for this disk. Use a shorter path.`,
  EIO: path => `the disk that holds "${path}" reported a fault. Check the disk.`,
};
