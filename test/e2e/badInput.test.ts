/** What a person's folders really hold: each fault gets a clear message, the rest goes on, nothing is lost. */
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mountDisk } from './disks';
import { poll } from './editor/poll';
import { type Workbench } from './editor/workbench';
import { labelsIn, sampleFolder, temporaryFolder } from './folders';
import { Gallery } from './pages';
import { openScene, type Scene } from './scene';

let scene: Scene;
let sample: ReturnType<typeof sampleFolder>;
let windows: Workbench[] = [];

beforeAll(async () => {
  sample = sampleFolder(60);
  scene = await openScene();
});

afterAll(() => scene?.close());

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await scene.evidence(task.name);
  for (const { page } of windows) await page.close();
  windows = [];
});

/** Opens a folder and its gallery. */
async function open(folder: string): Promise<{ workbench: Workbench; gallery: Gallery }> {
  const workbench = await scene.window(folder);
  windows.push(workbench);
  return { workbench, gallery: await Gallery.open(workbench) };
}

/** Puts drawn images into a folder under the given names. */
function fill(folder: string, names: readonly string[]): void {
  names.forEach((name, at) => copyFileSync(join(sample.folder, sample.paths[at % sample.paths.length]), join(folder, name)));
}

const plain = Array.from({ length: 12 }, (_, at) => `part ${String(at).padStart(2, '0')}.png`);

describe('folders', () => {
  test('without images', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'notes.txt'), 'no image');
    const { gallery } = await open(folder);
    await gallery.frame.getByTestId('empty').filter({ hasText: /no images/i }).waitFor();
  });

  test('with unreadable files and unusual names', async () => {
    const folder = temporaryFolder('tricky "folder" é');
    const unusual = ['it\'s "quoted".png', 'line\nbreak.png', 'emoji 🔩.png', `${'n'.repeat(196)}.png`, '#100%.png', 'a,b;c.png', ' leading.png', '-dash.png', '=1+1.png'];
    fill(folder, [...plain, ...unusual]);
    writeFileSync(join(folder, 'empty.png'), '');
    await sharp(join(sample.folder, sample.paths[0])).resize(256).jpeg().toFile(join(folder, 'cut.jpg'));
    truncateSync(join(folder, 'cut.jpg'), Math.floor(statSync(join(folder, 'cut.jpg')).size / 3));
    writeFileSync(join(folder, 'text.jpg'), 'this is no picture');
    mkdirSync(join(folder, 'folder.png'));

    const { workbench, gallery } = await open(folder);
    await poll('all files', async () => await gallery.count('all') === plain.length + unusual.length + 3, { timeout: 60_000 });
    await poll('three unreadable files', async () => await gallery.count('unreadable') === 3, { timeout: 60_000 });
    await gallery.filter('unreadable').click();
    await poll('the unreadable ones alone', async () => (await gallery.shown()).length === 3);
    expect((await gallery.shown()).sort()).toEqual(['cut.jpg', 'empty.png', 'text.jpg']);
    await gallery.filter('all').click();
    await gallery.trained();

    await gallery.createClass('odd, "name"');
    for (const name of unusual) await gallery.label(name, 1, 0, 1);
    await poll('every name on disk', () => unusual.every(name => labelsIn(folder).get(name)?.label === 'odd, "name"'));
    for (const name of unusual) {
      const image = gallery.tile(name).locator('img');
      await poll(`the picture of ${name}`, () => image.evaluate(img => (img as unknown as { naturalWidth: number }).naturalWidth > 0));
    }
    expect(await workbench.toasts()).toEqual([]);
  });

  test('that change while they are open', async () => {
    const folder = temporaryFolder();
    fill(folder, plain);
    const { gallery } = await open(folder);
    await gallery.trained();
    fill(folder, [...plain, 'new.png']);
    rmSync(join(folder, plain[0]));
    const refresh = gallery.frame.getByTestId('refresh');
    await poll('the new image alone', async () => {
      if (await refresh.isVisible()) await refresh.click();
      return await gallery.tile('new.png').count() === 1 && await gallery.tile(plain[0]).count() === 0;
    }, { timeout: 60_000, interval: 500 });
  });
});

describe('labels', () => {
  test('of a file that is gone, and broken lines, are kept', async () => {
    const folder = temporaryFolder();
    fill(folder, plain);
    const first = await open(folder);
    await first.gallery.createClass('bolt');
    await first.gallery.label(plain[0], 1, 0, plain.length);
    await poll('the label on disk', () => labelsIn(folder).size === 1);
    const file = join(folder, '.winnow', 'labels.csv');
    appendFileSync(file, 'gone.png,bolt,,,\n"broken line,without end\n');

    await first.workbench.page.locator('.statusbar-item[aria-label*="Warnings: 1"]').waitFor({ timeout: 15_000 });
    await first.gallery.label(plain[1], 1, 0, plain.length);
    await poll('both lines and the new one', () => {
      const text = readFileSync(file, 'utf8');
      return text.includes('gone.png,bolt') && text.includes('broken line,without end') && text.includes(`${plain[1]},bolt`);
    });
  });

  test('of two windows on one folder meet', async () => {
    const folder = temporaryFolder();
    fill(folder, plain);
    const one = await open(folder);
    await one.gallery.createClass('bolt');
    await one.gallery.label(plain[0], 1, 0, plain.length);
    const two = await open(folder);
    await two.gallery.state(plain[0], 'labelled').waitFor();
    await two.gallery.label(plain[1], 1, 0, plain.length);
    await one.workbench.page.bringToFront();
    await one.gallery.state(plain[1], 'labelled').waitFor();
    await one.gallery.label(plain[2], 1, 0, plain.length);
    await poll('all three labels on disk', () => [0, 1, 2].every(at => labelsIn(folder).get(plain[at])?.label === 'bolt'));
    await one.gallery.trained();
    await two.workbench.page.bringToFront();
    await two.gallery.trained();
  });
});

describe('disks', () => {
  test('that cannot be written', async context => {
    const disk = mountDisk('8m');
    if (!disk) return context.skip('no disk can be mounted here');
    try {
      fill(disk.folder, plain);
      disk.makeReadOnly();
      const { gallery } = await open(disk.folder);
      await gallery.trained();
      await failsToMakeClass(gallery, /read-only/i);
    } finally {
      disk.remove();
    }
  });

  test('that are full', async context => {
    const disk = mountDisk('8m');
    if (!disk) return context.skip('no disk can be mounted here');
    try {
      fill(disk.folder, plain);
      const { gallery, workbench } = await open(disk.folder);
      await gallery.createClass('bolt');
      await gallery.label(plain[0], 1, 0, plain.length);
      await poll('the label on disk', () => labelsIn(disk.folder).size === 1);
      const filling = join(disk.folder, 'filling');
      try {
        writeFileSync(filling, Buffer.alloc(16e6));
      } catch {
        // Now it is full.
      }
      await gallery.tile(plain[1]).click();
      await workbench.page.keyboard.press('1');
      await gallery.frame.getByTestId('error').filter({ hasText: /full|space/i }).waitFor();
      await gallery.state(plain[1], 'labelled').waitFor({ state: 'detached' });
      expect(labelsIn(disk.folder).get(plain[0])?.label).toBe('bolt');
      rmSync(filling);
      await gallery.label(plain[1], 1, 0, plain.length);
      await poll('the label on disk', () => labelsIn(disk.folder).size === 2);
      expect(readdirSync(join(disk.folder, '.winnow')).filter(name => !/^(labels\.csv|project\.json|\.gitignore)$/.test(name))).toEqual([]);
    } finally {
      disk.remove();
    }
  });
});

// The editor now and then drops the click on a toast's button: one more try, from the start.
test('a trainer that dies three times in a minute is an error with the log at hand', { retry: 1 }, async () => {
  const folder = temporaryFolder();
  fill(folder, plain);
  const { workbench } = await open(folder);
  const killed = new Set<number>();
  for (let death = 1; death <= 3; death++) {
    const pid = await poll('the next trainer', async () => (await scene.trainers()).find(other => !killed.has(other)));
    killed.add(pid);
    process.kill(pid, 'SIGKILL');
  }
  const toast = workbench.toast(/three times/);
  await toast.waitFor();
  await workbench.status(/failed/).waitFor();
  await toast.getByRole('button', { name: 'Show Log' }).click();
  await workbench.page.locator('.panel .view-lines').filter({ hasText: /trainer/i }).waitFor();
});

/** Tries to make a class where nothing can be written, and waits for the reason on the page. */
async function failsToMakeClass(gallery: Gallery, reason: RegExp): Promise<void> {
  const field = gallery.frame.locator('[data-testid="new-class"] input');
  await field.fill('bolt');
  await field.press('Enter');
  await gallery.frame.getByTestId('error').filter({ hasText: reason }).waitFor();
}
