/** Names of classes as names of folders, on every disk. */
import { createHash } from 'node:crypto';
import { classesName } from '../classesFile';

/** Holds confirmed anomalies that have no label. */
export const anomaliesFolder = '_anomalous';

/** Longest name in bytes of UTF-8; disks take 255. */
const longest = 240;
/** Names that a class folder cannot have: the folder of anomalies and the files beside the folders. */
const taken = [anomaliesFolder, 'labels.csv', classesName];
/** Devices of Windows, which has them in every folder, with any extension. */
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)/i;

/**
 * The folder of each class. Signs that some disk refuses are written as in addresses (`a/b` becomes `a%2Fb`), and so
 * are the first letters of a name that a disk without upper and lower case would take for one before it.
 */
export function folderNames(classNames: Iterable<string>): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  const used = new Set(taken.map(folded));
  for (const name of classNames) {
    if (folders.has(name)) continue;
    let folder = folderName(name);
    for (let letters = 1; used.has(folded(folder)); letters++) folder = letters <= [...name].length ? folderName(name, letters) : `${folder}~`;
    used.add(folded(folder));
    folders.set(name, folder);
  }
  return folders;
}

/** The class of a folder that {@link folderNames} may have named; any other folder is named like its class. */
export function classNameOf(folder: string): string {
  try {
    const name = decodeURIComponent(folder);
    for (let letters = 0; letters <= [...name].length; letters++) if (folderName(name, letters) === folder) return name;
  } catch {
    // A lone percent sign: the name is nobody's code.
  }
  return folder.normalize('NFC').trim();
}

/** Two names that some disk takes for one have one folded name. */
export function folded(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase();
}

/** @param letters this many letters at the beginning are written as codes, whatever they are */
function folderName(name: string, letters = 0): string {
  const first = Math.max(letters, name.startsWith('.') || reserved.test(name) ? 1 : 0);
  const signs = [...name];
  const folder = encode(signs.slice(0, first).join(''), /./gsu) + encode(signs.slice(first).join(''), /[%/\\:*?"<>|\p{Cc}]|[. ]$/gu);
  if (Buffer.byteLength(folder) <= longest) return folder;
  const kept = [...folder].slice(0, 40).join('').replace(/%[0-9A-F]?$/, '').replace(/[. ]+$/, '');
  return `${kept}%~${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}

function encode(text: string, signs: RegExp): string {
  return text.replace(signs, sign => [...Buffer.from(sign)].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''));
}
