/** An exported model and what lies beside it. */
import { dirname, extname, relative, sep } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { PersonError } from '../../shared/personError';
import { phrase } from '../../shared/phrase';
import { fileError } from '../fileErrors';
import { winnowFolder } from '../labelsFile';
import { makeFolder } from '../makeFolder';
import { javaScriptExample } from './javaScriptExample';
import { type ModelCard, preprocessing } from './modelCard';
import { pythonExample } from './pythonExample';

/** Ending of a model. */
export const modelExtension = '.onnx';

/** `path` with the ending of a model. */
export function modelPath(path: string): string {
  return extname(path).toLowerCase() === modelExtension ? path : path + modelExtension;
}

/** The files that an export to `file` writes, the model first: its card for programs that cannot read the model's metadata, and the examples. */
export function modelFiles(file: string): readonly string[] {
  const stem = file.slice(0, -modelExtension.length);
  return [file, ...['.json', '.py', '.mjs'].map(ending => stem + ending)];
}

/** PersonError when `file` lies where Winnow keeps its own files of `folder`. */
export function checkPlace(file: string, folder: string): void {
  if (relative(folder, file).split(sep)[0] === winnowFolder) throw new PersonError(phrase`"${file}" is where Winnow keeps its own files. Choose another folder.`, file);
}

/** Writes a model (absolute path, see {@link modelPath}) and the files beside it. PersonError when that is not possible. */
export async function writeModel(file: string, model: Uint8Array, card: ModelCard): Promise<void> {
  const [, cardFile, python, javaScript] = modelFiles(file);
  const named = (example: string, path: string) => example.replace(/NAME\.\w+/, path.slice(path.lastIndexOf(sep) + 1));
  try {
    await makeFolder(dirname(file));
    await writeFileAtomic(cardFile, `${JSON.stringify({ ...card, ...preprocessing }, null, 2)}\n`);
    await writeFileAtomic(python, named(pythonExample, python));
    await writeFileAtomic(javaScript, named(javaScriptExample, javaScript));
    // The model itself comes last: where it is, those beside it are.
    await writeFileAtomic(file, Buffer.from(model.buffer, model.byteOffset, model.byteLength));
  } catch (error) {
    throw fileError(error, phrase`export the model`, file);
  }
}
