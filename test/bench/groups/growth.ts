/**
 * How time and memory grow with the folder: scan, both openings, an epoch, a full ranking, one label, at
 * 1,000, 10,000 and 100,000 crops of 64 px, and memory at 1,000,000 by simulation. The trainer is a process of
 * its own, as in the editor. `-- --sizes 1000,10000` measures these alone (0: no size), `--simulate N` simulates another
 * number (0: none). Needs `npm run build`.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionsIn } from '../commandLine';
import { type Figure, figure } from '../figure';
import { cropFolder, linkFolder } from '../growth/folders';
import { type Grown, measure } from '../growth/measure';
import { simulate, type Simulated } from '../growth/simulated';
import { quantile } from '../quantile';
import { median } from '../../../src/model/scoring/robust';

/** What grows: its name, its value, unit, and what it should be at a number of images. */
const rows: readonly { name: string; of(grown: Grown): number; unit: string; aims?: Readonly<Record<number, string>> }[] = [
  { name: 'scan', of: ({ scan }) => scan, unit: 's' },
  { name: 'first opening, decoding', of: ({ decode }) => decode, unit: 's' },
  { name: 'first opening, first ranking', of: ({ firstRanking }) => firstRanking, unit: 's', aims: { 10_000: '<= 60 s' } },
  { name: 'second opening, pixels', of: ({ reopen }) => reopen, unit: 's' },
  { name: 'second opening, first ranking', of: ({ secondRanking }) => secondRanking, unit: 's', aims: { 10_000: '<= 3 s' } },
  { name: 'epoch', of: ({ epoch }) => epoch, unit: 's' },
  { name: 'full ranking (scoring and judging)', of: ({ ranking }) => ranking, unit: 's' },
  { name: 'label -> suggestions, median', of: ({ answers }) => median(answers), unit: 'ms' },
  { name: 'label -> suggestions, p95', of: ({ answers }) => quantile(answers, 0.95), unit: 'ms', aims: { 10_000: '<= 300 ms', 100_000: '<= 1,000 ms' } },
  { name: 'trainer, peak memory', of: ({ megabytes }) => megabytes, unit: 'MB', aims: { 100_000: '<= 1,500 MB' } },
];

export async function main(args: readonly string[]): Promise<Figure[]> {
  const values = optionsIn(args, { sizes: { type: 'string', default: '1000,10000,100000' }, simulate: { type: 'string', default: '1000000' } });
  const sizes = values.sizes.split(',').map(Number).filter(size => size > 0).sort((a, b) => a - b);
  const root = await mkdtemp(join(tmpdir(), 'winnow-growth-'));
  try {
    const all = join(root, 'crops');
    const paths = await cropFolder(all, Math.max(0, ...sizes));
    const grown: Grown[] = [];
    for (const size of sizes) {
      const folder = join(root, `${size} images`);
      await mkdir(folder);
      await linkFolder(all, paths.slice(0, size), folder);
      grown.push(await measure(folder, join(root, `state ${size}`), paths.slice(0, size)));
      await rm(folder, { recursive: true });
    }
    const images = Number(values.simulate);
    const made = images > 0 ? await simulate(images, join(root, 'simulated')) : null;
    return [...grown.flatMap(figuresOf), ...slopesOf(grown), ...(made ? simulatedFigures(images, made, grown.at(-1)) : [])];
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function figuresOf(grown: Grown): Figure[] {
  const count = grown.images.toLocaleString('en-US');
  return [
    ...rows.map(({ name, of, unit, aims }) => figure('growth', `${count} images: ${name}`, of(grown), unit, { aim: aims?.[grown.images] })),
    figure('growth', `${count} images: second opening, decoded`, grown.decodedAgain, 'images', { aim: '0' }),
  ];
}

/** By which power of the number of images each row grows from one size to the next; 1: linear. */
function slopesOf(grown: readonly Grown[]): Figure[] {
  return grown.slice(1).flatMap((large, i) => rows.map(({ name, of }) => slope(name, grown[i].images, of(grown[i]), large.images, of(large))));
}

function slope(name: string, fewer: number, before: number, more: number, after: number): Figure {
  const power = Math.log(after / before) / Math.log(more / fewer);
  return figure('growth', `slope from ${fewer.toLocaleString('en-US')} to ${more.toLocaleString('en-US')}: ${name}`, power, 'power', { aim: '<= 1' });
}

/** What was simulated, and how it has grown from the largest folder that was measured. */
function simulatedFigures(images: number, made: Simulated, before: Grown | undefined): Figure[] {
  const name = (what: string) => `${images.toLocaleString('en-US')} images, simulated: ${what}`;
  const slopes = before ? [
    slope('second opening, pixels', before.images, before.reopen, images, made.opening),
    slope('epoch', before.images, before.epoch, images, images / made.imagesPerSecond),
    slope('full ranking (scoring and judging)', before.images, before.ranking, images, images / made.scoredPerSecond + made.judging),
    slope('label -> suggestions, median', before.images, median(before.answers), images, made.answer),
    slope('trainer, peak memory', before.images, before.megabytes, images, made.megabytes),
  ] : [];
  return [
    figure('growth', name('second opening, pixels'), made.opening, 's'),
    figure('growth', name('training'), made.imagesPerSecond, 'images/s'),
    figure('growth', name('scoring'), made.scoredPerSecond, 'images/s'),
    figure('growth', name('judging'), made.judging, 's'),
    figure('growth', name('label -> suggestions'), made.answer, 'ms'),
    figure('growth', name('trainer, peak memory'), made.megabytes, 'MB', { aim: '<= 1,500 MB' }),
    ...slopes,
  ];
}
