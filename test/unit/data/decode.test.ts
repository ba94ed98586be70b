import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { encode } from 'bmp-ts';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage, type PixelFormat } from '../../../src/data/decode';
import { writeThumbnail } from '../../../src/data/thumbnail';
import { tempFolder } from './tempFolder';

const rgb: PixelFormat = { size: 32, channels: 3 };
const grey: PixelFormat = { size: 32, channels: 1 };

/** 64 x 64: top left red, top right green, bottom left blue, bottom right white. */
function quarters(): Sharp {
  const pixels = Buffer.alloc(64 * 64 * 3);
  const colors = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]];
  for (let y = 0; y < 64; y++) for (let x = 0; x < 64; x++) pixels.set(colors[(y >> 5) * 2 + (x >> 5)], (y * 64 + x) * 3);
  return sharp(pixels, { raw: { width: 64, height: 64, channels: 3 } });
}

const at = (pixels: Uint8Array, x: number, y: number): number[] => Array.from(pixels.subarray((y * 32 + x) * 3, (y * 32 + x) * 3 + 3));

function expectQuarters(pixels: Uint8Array, [topLeft, topRight, bottomLeft, bottomRight] = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]], tolerance = 12): void {
  expect(pixels).toHaveLength(32 * 32 * 3);
  for (const [found, wanted] of [[at(pixels, 8, 8), topLeft], [at(pixels, 24, 8), topRight], [at(pixels, 8, 24), bottomLeft], [at(pixels, 24, 24), bottomRight]]) {
    found.forEach((value, i) => expect(Math.abs(value - wanted[i])).toBeLessThanOrEqual(tolerance));
  }
}

async function reasonFor(file: string): Promise<string> {
  const error = await decodeImage(file, rgb).then(() => null, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  const { message } = error as Error;
  expect(message).not.toContain('\n');
  expect(message.length).toBeLessThan(200);
  return message;
}

describe('decoding', () => {
  const writers: Record<string, (image: Sharp) => Sharp> = {
    'jpg': image => image.jpeg({ quality: 95 }),
    'progressive.jpg': image => image.jpeg({ progressive: true, quality: 95 }),
    'png': image => image.png(),
    'palette.png': image => image.png({ palette: true }),
    'interlaced.png': image => image.png({ progressive: true }),
    '16bit.png': image => image.toColourspace('rgb16').png(),
    'webp': image => image.webp({ lossless: true }),
    'gif': image => image.gif(),
    'tiff': image => image.tiff({ compression: 'lzw' }),
    '16bit.tiff': image => image.toColourspace('rgb16').tiff({ compression: 'deflate' }),
    'avif': image => image.avif({ quality: 90 }),
  };
  for (const [ending, write] of Object.entries(writers)) {
    it(`reads ${ending}`, async () => {
      const file = join(tempFolder(), `x.${ending}`);
      await write(quarters()).toFile(file);
      expectQuarters(await decodeImage(file, rgb), undefined, 24);
      const one = await decodeImage(file, grey);
      expect(one).toHaveLength(32 * 32);
      expect(one[24 * 32 + 24]).toBeGreaterThan(245);
      expect(one[8 * 32 + 24]).toBeGreaterThan(one[8 * 32 + 8]);
    });
  }

  it('reads CMYK', async () => {
    const file = join(tempFolder(), 'x.jpg');
    await quarters().toColourspace('cmyk').jpeg({ quality: 95 }).toFile(file);
    expect((await sharp(file).metadata()).channels).toBe(4);
    const pixels = await decodeImage(file, rgb);
    expect(Math.min(...at(pixels, 24, 24))).toBeGreaterThan(230);
    expect(at(pixels, 8, 8)[0]).toBeGreaterThan(at(pixels, 8, 8)[2] + 80);
    expect((await decodeImage(file, grey))[24 * 32 + 24]).toBeGreaterThan(230);
  });

  it('reads grey of 8 and 16 bits as one and as three channels', async () => {
    const folder = tempFolder();
    const ramp = sharp(Buffer.from([0, 85, 170, 255]), { raw: { width: 4, height: 1, channels: 1 } }).resize(64, 64, { fit: 'fill', kernel: 'nearest' });
    await ramp.clone().toColourspace('b-w').png().toFile(join(folder, '8.png'));
    await ramp.clone().toColourspace('grey16').png().toFile(join(folder, '16.png'));
    expect((await sharp(join(folder, '16.png')).metadata()).depth).toBe('ushort');
    for (const name of ['8.png', '16.png']) {
      const one = await decodeImage(join(folder, name), grey);
      const three = await decodeImage(join(folder, name), rgb);
      for (const [i, value] of [0, 85, 170, 255].entries()) {
        const x = 4 + 8 * i;
        expect(Math.abs(one[16 * 32 + x] - value)).toBeLessThanOrEqual(2);
        for (const channel of at(three, x, 16)) expect(Math.abs(channel - value)).toBeLessThanOrEqual(2);
      }
    }
  });

  it('lays transparency over middle grey', async () => {
    const file = join(tempFolder(), 'x.png');
    await sharp({ create: { width: 40, height: 40, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } } }).png().toFile(file);
    expect(at(await decodeImage(file, rgb), 16, 16)).toEqual([128, 128, 128]);
    expect((await decodeImage(file, grey))[5]).toBe(128);
    await sharp(file).toColourspace('rgb16').png().toFile(`${file}16.png`);
    expect(await sharp(`${file}16.png`).metadata()).toMatchObject({ depth: 'ushort', channels: 4 });
    for (const channel of at(await decodeImage(`${file}16.png`, rgb), 16, 16)) expect(Math.abs(channel - 128)).toBeLessThanOrEqual(1);
    await sharp(file).toColourspace('b-w').png().toFile(`${file}grey.png`);
    expect((await sharp(`${file}grey.png`).metadata()).channels).toBe(2);
    expect(at(await decodeImage(`${file}grey.png`, rgb), 16, 16)).toEqual([128, 128, 128]);
  });

  it('applies the orientation of a camera', async () => {
    const file = join(tempFolder(), 'x.jpg');
    await quarters().withMetadata({ orientation: 6 }).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toFile(file);
    expectQuarters(await decodeImage(file, rgb), [[0, 0, 255], [255, 0, 0], [255, 255, 255], [0, 255, 0]]);
  });

  it('takes the first frame of an animation', async () => {
    const file = join(tempFolder(), 'x.gif');
    const frame = (color: string): Promise<Buffer> => sharp({ create: { width: 40, height: 40, channels: 3, background: color } }).png().toBuffer();
    await sharp([await frame('#ff0000'), await frame('#0000ff')], { join: { animated: true } }).gif().toFile(file);
    expect((await sharp(file).metadata()).pages).toBe(2);
    expect(at(await decodeImage(file, rgb), 16, 16)).toEqual([255, 0, 0]);
  });

  it('keeps the aspect ratio and repeats the edge', async () => {
    const file = join(tempFolder(), 'x.png');
    await quarters().resize(64, 32, { fit: 'fill' }).png().toFile(file);
    const pixels = await decodeImage(file, rgb);
    expect(at(pixels, 8, 0)).toEqual(at(pixels, 8, 8));
    expect(at(pixels, 8, 15)[0]).toBeGreaterThan(at(pixels, 8, 15)[2]);
    expect(at(pixels, 8, 31)).toEqual([0, 0, 255]);
    await sharp({ create: { width: 1, height: 3000, channels: 3, background: '#336699' } }).png().toFile(file);
    expect(at(await decodeImage(file, rgb), 0, 0)).toEqual([0x33, 0x66, 0x99]);
  });

  it('enlarges an image that is too small', async () => {
    const file = join(tempFolder(), 'x.png');
    await quarters().resize(8, 8, { kernel: 'nearest' }).png().toFile(file);
    expectQuarters(await decodeImage(file, rgb), undefined, 60);
  });

  it('reads bitmaps, and says what is wrong with them', async () => {
    const folder = tempFolder();
    const { data } = await quarters().ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const abgr = Buffer.alloc(data.length);
    for (let i = 0; i < data.length; i += 4) [abgr[i], abgr[i + 1], abgr[i + 2], abgr[i + 3]] = [data[i + 3], data[i + 2], data[i + 1], data[i]];
    for (const bitPP of [24, 32] as const) {
      const bytes = encode({ data: abgr, bitPP, width: 64, height: 64 } as Parameters<typeof encode>[0]).data;
      writeFileSync(join(folder, `${bitPP}.BMP`), bytes);
      expectQuarters(await decodeImage(join(folder, `${bitPP}.BMP`), rgb));
      writeFileSync(join(folder, 'cut.bmp'), bytes.subarray(0, 5000));
      expect(await reasonFor(join(folder, 'cut.bmp'))).toMatch(/^truncated BMP/);
      writeFileSync(join(folder, 'cut.bmp'), bytes.subarray(0, 20));
      expect(await reasonFor(join(folder, 'cut.bmp'))).toMatch(/BMP/);
    }
  });

  it('reads what is an image under another ending', async () => {
    const file = join(tempFolder(), 'x.bmp');
    await quarters().png().toFile(file);
    expectQuarters(await decodeImage(file, rgb));
  });

  it('gives a reason for each kind of damage', async () => {
    const folder = tempFolder();
    const write = (name: string, bytes: Uint8Array | string): string => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const noise = sharp({ create: { width: 300, height: 200, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 30 } } });
    const jpeg = await noise.clone().jpeg().toBuffer();
    const png = await noise.clone().png().toBuffer();
    const webp = await noise.clone().webp().toBuffer();
    expect(await reasonFor(write('zero.png', ''))).toBe('empty file');
    expect(await reasonFor(write('text.jpg', 'not an image at all'))).toMatch(/text file named \.jpg/);
    expect(await reasonFor(write('binary.jpg', Buffer.from([0, 1, 2, 3])))).toMatch(/not an image/);
    expect(await reasonFor(write('cut.jpg', jpeg.subarray(0, jpeg.length / 2)))).toMatch(/^truncated JPEG/);
    expect(await reasonFor(write('cut.png', png.subarray(0, png.length / 2)))).toMatch(/^truncated PNG/);
    expect(await reasonFor(write('cut.webp', webp.subarray(0, webp.length / 2)))).toMatch(/WebP/);
    expect(await reasonFor(write('head.jpg', jpeg.subarray(0, 4)))).toMatch(/JPEG/);
    expect(await reasonFor(join(folder, 'missing.png'))).toBe('the file is gone');
    mkdirSync(join(folder, 'folder.png'));
    expect(await reasonFor(join(folder, 'folder.png'))).not.toBe('');
  });

  it('reads an image of 20,000 x 20,000 pixels strip by strip, or says that it is too large', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'strips.png'), whitePng(20_000));
    const before = process.memoryUsage().rss;
    const pixels = await decodeImage(join(folder, 'strips.png'), grey);
    expect(pixels.every(value => value === 255)).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
    const interlaced = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#000' } }).png({ progressive: true }).toBuffer();
    const claimed = Buffer.concat([interlaced, Buffer.alloc(100_000)]);
    claimed.writeUInt32BE(20_000, 16);
    claimed.writeUInt32BE(20_000, 20);
    claimed.writeUInt32BE(crc32(claimed.subarray(12, 29)), 29);
    writeFileSync(join(folder, 'interlaced.png'), claimed);
    expect(await reasonFor(join(folder, 'interlaced.png'))).toMatch(/too large: 20000 x 20000/);
  });

  it('reads names of every kind', async () => {
    const folder = tempFolder();
    for (const name of ['a b\'"\n😀%41#?*[x].png', `${'n'.repeat(196)}.jpg`]) {
      writeFileSync(join(folder, name), await quarters().png().toBuffer());
      expectQuarters(await decodeImage(join(folder, name), rgb));
    }
  });
});

describe('a thumbnail', () => {
  it('is a WebP of at most the size asked for, upright, and whole', async () => {
    const folder = tempFolder();
    await quarters().resize(64, 32, { fit: 'fill' }).withMetadata({ orientation: 6 }).jpeg().toFile(join(folder, 'x.jpg'));
    await writeThumbnail(join(folder, 'x.jpg'), join(folder, 'new', 'x.webp'), 40);
    expect(await sharp(readFileSync(join(folder, 'new', 'x.webp'))).metadata()).toMatchObject({ format: 'webp', width: 20, height: 40 });
    await writeThumbnail(join(folder, 'x.jpg'), join(folder, 'new', 'x.webp'), 1000);
    expect(await sharp(readFileSync(join(folder, 'new', 'x.webp'))).metadata()).toMatchObject({ width: 32, height: 64 });
  });

  it('says why it cannot be made', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'x.jpg'), '');
    await expect(writeThumbnail(join(folder, 'x.jpg'), join(folder, 't.webp'), 40)).rejects.toThrow('empty file');
  });
});

/** CRC of a PNG chunk. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A white PNG of one bit a pixel. */
function whitePng(side: number): Buffer {
  const row = Buffer.alloc(1 + Math.ceil(side / 8), 255);
  row[0] = 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const pixels = deflateSync(Buffer.concat(new Array<Buffer>(side).fill(row)), { level: 1 });
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}
