/** The file that a command was asked for. */
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { fileError } from '../data/fileErrors';
import { makeFolder } from '../data/makeFolder';
import { phrase } from '../shared/phrase';

/** Writes a file in one step, and the folder it is in. PersonError when it cannot be written. */
export async function writeOutput(file: string, data: string | Buffer): Promise<void> {
  try {
    await makeFolder(dirname(file));
    await writeFileAtomic(file, data);
  } catch (error) {
    throw fileError(error, phrase`write the file of --out`, file);
  }
}
