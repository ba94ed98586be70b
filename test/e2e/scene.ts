/** A VS Code with the extension, a browser, and a window on a folder. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserOptions, openBrowser } from './editor/browser';
import { descendants } from './editor/processes';
import { poll } from './editor/poll';
import { type Settings } from './editor/profile';
import { type Server, startServer } from './editor/server';
import { findVsix } from './editor/vsix';
import { Workbench } from './editor/workbench';
import { type LabelledFolder, sampleFolder } from './folders';

/** Screenshots and what failed tests leave. */
export const out = fileURLToPath(new URL('out/', import.meta.url));

export interface Scene {
  readonly server: Server;
  readonly browser: Browser;
  /** Opens a further window, an empty one without a folder. */
  window(folder?: string): Promise<Workbench>;
  /** Process ids of the trainers that run, at least `count` of them. */
  trainers(count?: number): Promise<number[]>;
  /** A picture of every window, named after a failed test. */
  evidence(name: string): Promise<void>;
  close(): Promise<void>;
}

/** A window on the drawn sample. */
export interface SampleScene {
  readonly images: LabelledFolder;
  readonly scene: Scene;
  readonly workbench: Workbench;
  /** Two classes with more than a dozen images each. */
  readonly names: readonly string[];
}

/** Draws `count` images and opens a window on them. */
export async function openSampleScene(count: number): Promise<SampleScene> {
  const images = sampleFolder(count);
  const names = [...images.truth.keys()].filter(name => images.truth.get(name)!.length > 12).slice(0, 2);
  const scene = await openScene();
  return { images, scene, names, workbench: await scene.window(images.folder) };
}

/** Starts an editor with the extension installed from its VSIX. */
export async function openScene({ settings, ...browserOptions }: BrowserOptions & { settings?: Settings } = {}): Promise<Scene> {
  mkdirSync(out, { recursive: true });
  const server = await startServer({ vsix: findVsix(), settings });
  const browser = await openBrowser(browserOptions).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return {
    server,
    browser,
    window: folder => Workbench.open(server, browser, folder),
    trainers: (count = 1) => poll('the trainer process', () => {
      const found = descendants(server.pid, 'dist/trainer.js');
      return found.length >= count && found;
    }),
    evidence: async name => {
      for (const [index, page] of browser.context.pages().entries()) {
        await page.screenshot({ path: join(out, `failed ${name.replaceAll(/[^\w -]/g, '')} ${index}.png`), timeout: 5000 }).catch(() => undefined);
      }
    },
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}
