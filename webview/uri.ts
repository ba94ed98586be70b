/** Where the webview finds an image of the folder. */
import { type Session } from './session';

/** Webview URI of the image itself; changes when the file does. */
export function imageUri({ folderUri, table }: Session, path: string): string {
  const index = table.indexOf.get(path);
  const version = index === undefined ? 0 : table.modified[index];
  return `${folderUri}/${path.split('/').map(encodeURIComponent).join('/')}?v=${version}`;
}

/** Formats that no browser draws are shown by their thumbnail: for the `error` event of an element that is made for this image alone. */
export async function fallBack(session: Session, path: string, image: HTMLImageElement): Promise<void> {
  if (image.dataset.fallback !== undefined) return;
  image.dataset.fallback = '';
  const [uri] = await session.host.thumbnails([path], 512).catch(() => [null]);
  if (uri) image.src = uri;
}
