import { access, copyFile, constants, link, realpath, symlink } from 'node:fs/promises';
import { PersonError } from '../../../shared/personError';
import { phrase } from '../../../shared/phrase';
import { errorCode, fileError } from '../../fileErrors';

/** How an image comes to another folder: as a copy, or as a link that takes no space. */
export type Links = 'copy' | 'hard' | 'symbolic';

/**
 * Copies or links one image (absolute paths); whether it was there.
 * @throws PersonError naming the image when the disk does not allow it, with what to do instead
 */
export async function transfer(from: string, to: string, links: Links): Promise<boolean> {
  try {
    // A copy shares its blocks with the image where the disk can do that.
    if (links === 'copy') await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    // The image itself, where a link stands for it.
    else if (links === 'hard') await link(await realpath(from), to);
    else {
      await access(from);
      await symlink(from, to, 'file');
    }
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && !await access(from).then(() => true, () => false)) return false;
    throw linkError(error, from, links) ?? fileError(error, phrase`bring "${from}" there`, /^(ENOSPC|EDQUOT|EROFS|ENAMETOOLONG)$/.test(errorCode(error) ?? '') ? to : from);
  }
}

function linkError(error: unknown, from: string, links: Links): PersonError | undefined {
  const code = errorCode(error) ?? '';
  if (links === 'hard') {
    if (code === 'EXDEV') return new PersonError(phrase`"${from}" cannot get a hard link on another disk. Choose a folder on the disk of the images, or copies or symbolic links.`, from, { cause: error });
    if (/^(EPERM|EACCES|EMLINK|ENOTSUP|EOPNOTSUPP|ENOSYS|EISDIR)$/.test(code)) return new PersonError(phrase`The system allows no hard link to "${from}" (${code}). Choose copies or symbolic links.`, from, { cause: error });
  }
  if (links === 'symbolic' && /^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS)$/.test(code)) {
    return new PersonError(phrase`The system allows no symbolic link to "${from}" (${code}). Choose copies or hard links; on Windows, the developer mode allows symbolic links.`, from, { cause: error });
  }
  return undefined;
}
