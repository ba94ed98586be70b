/** Images too large to lie in memory, read strip by strip. */
import sharp from 'sharp';
import { tooLarge, UnreadableError } from './readableReason';

/** Above this nothing is tried: a file of this size would be read for minutes. */
const hardLimit = 2e9;
/** Longer side of what is kept of a huge image, pixels. */
const keptSide = 2048;

/**
 * A smaller copy (PNG, with the orientation of the original) of an image.
 * @throws UnreadableError when the format would need the whole image in memory
 */
export async function shrinkHuge(file: string): Promise<Buffer> {
  const { width, height, format, isProgressive, orientation, pages } = await sharp(file, { limitInputPixels: false }).metadata();
  const byStrips = (format === 'png' || format === 'jpeg' || (format === 'tiff' && pages === 1)) && !isProgressive;
  if (!byStrips || width * height > hardLimit) {
    throw new UnreadableError(tooLarge(width, height), file);
  }
  return sharp(file, { limitInputPixels: hardLimit, sequentialRead: true, failOn: 'truncated' })
    .resize(keptSide, keptSide, { fit: 'inside' })
    .withMetadata({ orientation })
    .png({ compressionLevel: 1 })
    .toBuffer();
}
