import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { contextsOf } from '../../../src/host/contextsOf';
import { missing } from '../../../src/host/missing';
import { answers } from '../../../src/host/panels/answers';
import { type PageAction } from '../../../src/shared/pageContract';

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { command: string }[];
    readonly walkthroughs: readonly [{ id: string; title: string; description: string; steps: readonly Step[] }];
  };
}

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const { contributes } = JSON.parse(read('package.json')) as Manifest;
const nls = JSON.parse(read('package.nls.json')) as Record<string, string>;
const [walkthrough] = contributes.walkthroughs;
const commands = contributes.commands.map(({ command }) => command);
/** Commands of VS Code itself that are offered. */
const builtIn = ['vscode.openFolder'];

describe('the walkthrough', () => {
  test('goes from a folder to an export in five steps', () => {
    expect(walkthrough.steps.map(({ id }) => id)).toEqual(['folder', 'classes', 'labels', 'anomaly', 'export']);
  });

  test('is what Get Started opens', () => {
    expect(sources('src/host')).toContain(`#${walkthrough.id}\``);
    expect(nls['welcome.noFolder']).toContain('(command:winnow.getStarted)');
    expect(nls['welcome.noClass']).toContain('(command:winnow.getStarted)');
  });

  test.each(walkthrough.steps)('$id has its texts, with a button of a line of its own', ({ title, description, media }) => {
    for (const text of [title, description, media.altText]) expect(english(text).length).toBeGreaterThan(10);
    expect(english(description)).toMatch(/^\[[^\]]+\]\(command:[\w.]+\)$/m);
    for (const [, command] of english(description).matchAll(/\(command:([\w.]+)\)/g)) expect([...commands, ...builtIn]).toContain(command);
  });

  test.each(walkthrough.steps)('the picture of $id is there, in colours of the theme, and in the package', ({ media }) => {
    expect(existsSync(repository + media.svg)).toBe(true);
    const svg = read(media.svg);
    // The orange of the charts is nearly transparent in most themes.
    expect(svg).not.toMatch(/#[0-9a-f]{3,8}"|charts-orange|rgb\(|<script|<style|style=|<image|https?:(?!\/\/www\.w3\.org\/2000\/svg)/i);
    for (const [, reference] of svg.matchAll(/href="([^"]+)"/g)) expect(svg).toContain(`id="${reference.slice(1)}"`);
    expect(svg.length).toBeLessThan(8000);
    expect(read('.vscodeignore')).toContain('!media/walkthrough/*.svg');
  });

  test.each(walkthrough.steps)('$id is completed by what the host says has happened', ({ completionEvents }) => {
    expect(completionEvents).toHaveLength(1);
    const [, context] = /^onContext:winnow\.(\w+)$/.exec(completionEvents[0]) ?? [];
    const keys = [...Object.keys(contextsOf(undefined)), ...[...sources('src/host').matchAll(/'setContext', 'winnow\.(\w+)'/g)].map(([, key]) => key)];
    expect(keys).toContain(context);
  });
});

test('whatever is missing, the message is a sentence and its buttons run commands that exist', () => {
  for (const error of [missing.folder(), missing.otherFolder(), missing.page(), missing.subject(), missing.review(), missing.class(), missing.otherClass('bolt'), missing.labels(), missing.trainer('It ended.')]) {
    expect(error.message).toMatch(/^[A-Z].+\.$/);
    for (const { command, title } of error.steps) {
      expect([...commands, ...builtIn]).toContain(command);
      expect(title).not.toBe('');
    }
  }
});

test('an action goes to no page that it means nothing to', () => {
  const show: PageAction = { kind: 'show', filter: 'anomalies' };
  expect([answers('gallery', show), answers('review', show), answers('training', show)]).toEqual([true, false, false]);
  const label: PageAction = { kind: 'labelSelection', index: 0 };
  expect([answers('gallery', label), answers('review', label), answers('training', label)]).toEqual([true, true, false]);
  expect(answers('map', { kind: 'labelWith', classId: 'bolt' })).toBe(true);
});

function read(path: string): string {
  return readFileSync(repository + path, 'utf8');
}

function english(text: string): string {
  return nls[text.slice(1, -1)] ?? '';
}

function sources(folder: string): string {
  return readdirSync(repository + folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => read(`${folder}/${name}`)).join('\n');
}
