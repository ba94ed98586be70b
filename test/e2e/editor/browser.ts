/** A Chromium that reaches nothing but this machine, and remembers whom it asked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';

export interface Browser {
  readonly context: BrowserContext;
  /** Hosts that were asked other than this machine and the made-up one whose answers VS Code gives itself. */
  strangers(): string[];
  close(): Promise<void>;
}

export interface BrowserOptions {
  readonly width?: number;
  readonly height?: number;
  /** Pixels a CSS pixel. */
  readonly scale?: number;
}

/** Throws with what to install when there is no Chromium. */
export async function openBrowser({ width = 1280, height = 800, scale = 1 }: BrowserOptions = {}): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'winnow-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    viewport: { width, height },
    deviceScaleFactor: scale,
    args: [
      '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--disable-dev-shm-usage', '--lang=en-US', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
  const asked = new Set<string>();
  context.on('request', request => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol)) asked.add(hostname);
  });
  return {
    context,
    strangers: () => [...asked].filter(host => host !== '127.0.0.1' && !host.endsWith('.vscode-cdn.net')),
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
