/** Where the webview finds an image of the folder. */
import { type Session } from './session';

/** Webview URI of the image itself; changes when the file does. */
export function imageUri({ folderUri, table }: Session, path: string): string {
  const index = table.indexOf.get(path);
  const version = index === undefined ? 0 : table.modified[index];
  return `${folderUri}/${path.split('/').map(encodeURIComponent).join('/')}?v=${version}`;
}
