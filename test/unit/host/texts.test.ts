import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { html, newNonce, policy } from '../../../src/host/panels/html';
import { duration, statusText } from '../../../src/host/statusText';
import { type TrainerStatus } from '../../../src/shared/trainerContract';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const status: TrainerStatus = {
  phase: 'training', message: '', progress: 0.256, step: 120, epoch: 3, epochs: 20, imagesPerSecond: 512.4, secondsLeft: 41, images: 1360, unreadable: 2,
  engine: { name: 'onnxruntime', detail: '1.30, 2 threads', notUsed: [{ name: 'tensorflow', why: 'not *installed*' }] },
};
const phases: TrainerStatus['phase'][] = ['starting', 'scanning', 'decoding', 'training', 'scoring', 'idle', 'paused', 'failed'];

describe('status text', () => {
  test('says epoch, speed, time left and engine', () => {
    const { text, tooltip, failed } = statusText(status, 'steel');
    expect(text).toContain('~spin');
    expect(text).toContain('3/20');
    for (const part of ['512', '41 s', '1360', '2 unreadable', 'onnxruntime', 'not \\*installed\\*']) expect(tooltip).toContain(part);
    expect(failed).toBe(false);
  });

  test('every phase has its own text, and only work spins', () => {
    const texts = phases.map(phase => statusText({ ...status, phase }, 'steel').text);
    expect(new Set(texts).size).toBe(phases.length);
    expect(texts.map(text => text.includes('~spin'))).toEqual([true, true, true, true, true, false, false, false]);
    expect(phases.filter(phase => statusText({ ...status, phase }, '').failed)).toEqual(['failed']);
  });

  test('work that rests says so, and does not spin', () => {
    const { text, tooltip } = statusText({ ...status, resting: true }, 'steel');
    expect(text).not.toContain('~spin');
    expect(tooltip).not.toBe(statusText(status, 'steel').tooltip);
  });

  test('a message from the trainer stands in the tooltip, its signs as they are', () => {
    expect(statusText({ ...status, message: 'Disk full: `/x_y`' }, 'a').tooltip).toContain('Disk full: \\`/x\\_y\\`');
  });

  test('durations are short', () => {
    expect([0, 41.4, 119, 3599, 5400].map(duration)).toEqual(['1 s', '41 s', '2 min', '60 min', '1.5 h']);
  });
});

describe('the document of a page', () => {
  const source = {
    view: 'review', title: 'a "b" <c>', language: 'de', script: 'https://x/page.js?a&b',
    cspSource: 'https://*.vscode-cdn.net', nonce: newNonce(), texts: { Undo: '</script><b>' },
  } as const;

  test('allows nothing from the network and nothing inline without the nonce', () => {
    const csp = policy(source.cspSource, source.nonce);
    expect(csp).toContain("default-src 'none'");
    expect(csp).not.toMatch(/unsafe|data:|\*(?!\.vscode-cdn)/);
    expect(csp).toContain(`script-src 'nonce-${source.nonce}'`);
  });

  test('every script and style carries the nonce', () => {
    for (const [tag] of html(source).matchAll(/<(?:script|style)\b[^>]*>/g)) expect(tag).toContain(`nonce="${source.nonce}"`);
  });

  test('no text breaks out of its place', () => {
    const page = html(source);
    expect(page).not.toContain('</script><b>');
    expect(page).not.toContain('<c>');
    expect(page).toContain('<body data-view="review"');
  });

  test('runs from right to left in a language that does, once it is translated', () => {
    const direction = (language: string, texts?: Record<string, string>) => /dir="(\w+)"/.exec(html({ ...source, language, texts }))?.[1];
    expect(['de', 'ar', 'fa-IR', 'art'].map(language => direction(language, source.texts))).toEqual(['ltr', 'rtl', 'rtl', 'ltr']);
    expect(direction('ar')).toBe('ltr');
  });

  test('nonces do not repeat', () => {
    expect(new Set(Array.from({ length: 100 }, newNonce)).size).toBe(100);
  });
});

describe('what package.json contributes', () => {
  interface Contributes {
    commands: { command: string; title: string; enablement?: string }[];
    keybindings: { command: string; key: string; when: string }[];
    menus: Record<string, { command: string }[]>;
    configuration: { properties: Record<string, { scope: string; markdownDescription: string }> };
  }
  const text = readFileSync(`${repository}package.json`, 'utf8');
  const { contributes, activationEvents } = JSON.parse(text) as { contributes: Contributes; activationEvents: string[] };
  const nls = JSON.parse(readFileSync(`${repository}package.nls.json`, 'utf8')) as Record<string, string>;
  const host = sources(`${repository}src/host`);

  test('every command is registered, and every registered one contributed', () => {
    const ids = contributes.commands.map(({ command }) => command);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids.filter(each => !/\.label[1-9]$/.test(each))) expect(host).toMatch(new RegExp(`\\b${id.replace('winnow.', '')}:`));
    for (const [, id] of host.matchAll(/executeCommand\('(winnow\.\w+)'/g)) expect(ids).toContain(id);
  });

  test('keys and menus name commands that exist, and keys act on a page only', () => {
    const ids = contributes.commands.map(({ command }) => command);
    for (const { command } of [...contributes.keybindings, ...Object.values(contributes.menus).flat()]) expect(ids).toContain(command);
    for (const { when } of contributes.keybindings) expect(when).toMatch(/^activeWebviewPanelId .* && !winnow\.typing && !inputFocus/);
  });

  const pages = ['winnow.gallery', 'winnow.review', 'winnow.training', 'winnow.map', 'winnow.imagine'];
  const holdsOn = (page: string, when: string) => {
    const [, pattern] = /activeWebviewPanelId =~ \/(.+?)\//.exec(when) ?? [];
    return pattern ? new RegExp(pattern).test(page) : when.includes(`'${page}'`);
  };

  test('where a key acts its command is enabled', () => {
    const enablements = new Map(contributes.commands.map(({ command, enablement = '' }) => [command, enablement]));
    const dead = pages.flatMap(page => contributes.keybindings.filter(({ command, when }) => {
      const enablement = enablements.get(command) ?? '';
      return holdsOn(page, when) && enablement.includes('activeWebviewPanelId') && !holdsOn(page, enablement);
    }).map(({ command, key }) => `${page}: ${key} ${command}`));
    expect(dead).toEqual([]);
  });

  test('what is done on a page has a key', () => {
    const withKey = new Set(contributes.keybindings.map(({ command }) => command));
    const onPages = contributes.commands.filter(({ enablement = '' }) => enablement.includes('activeWebviewPanelId'));
    expect(onPages.length).toBeGreaterThan(40);
    expect(onPages.filter(({ command }) => !withKey.has(command)).map(({ command }) => command)).toEqual([]);
  });

  test('every action of a page belongs to a command', () => {
    const contract = readFileSync(`${repository}src/shared/pageContract.ts`, 'utf8');
    const kinds = [...contract.slice(contract.indexOf('export type PageAction')).matchAll(/'(\w+)'/g)].map(([, kind]) => kind);
    expect(kinds.length).toBeGreaterThan(30);
    const commands = sources(`${repository}src/host/commands`);
    expect(kinds.filter(kind => !commands.includes(`'${kind}'`))).toEqual([]);
  });

  test('no key has two meanings on one page', () => {
    for (const page of pages) {
      const keys = contributes.keybindings.filter(({ when }) => holdsOn(page, when)).map(({ key }) => key);
      expect(keys.length).toBeGreaterThan(0);
      expect(keys.length).toBe(new Set(keys).size);
    }
  });

  test('every text for people can be translated', () => {
    for (const [, key] of text.matchAll(/"%([^%"]+)%"/g)) expect(nls).toHaveProperty([key]);
    for (const { title } of contributes.commands) expect(title).toMatch(/^%.+%$/);
    for (const { scope, markdownDescription } of Object.values(contributes.configuration.properties)) {
      expect(scope).toBe('resource');
      expect(nls[markdownDescription.slice(1, -1)]).toMatch(/[.]$/);
    }
  });

  test('every page comes back after a reload', () => {
    for (const view of ['gallery', 'review', 'training', 'map', 'imagine']) expect(activationEvents).toContain(`onWebviewPanel:winnow.${view}`);
  });

  test('the texts of the host and the pages stand in the bundle for translators', () => {
    const bundle = JSON.parse(readFileSync(`${repository}l10n/bundle.l10n.json`, 'utf8')) as Record<string, string>;
    const spoken = spokenIn([`${repository}src`, `${repository}webview`]);
    expect(spoken.size).toBeGreaterThan(300);
    expect([...spoken].filter(english => !(english in bundle))).toEqual([]);
    const all = new Set([...spoken, ...phrasesIn(`${repository}src`)]);
    expect(Object.keys(bundle).filter(english => !all.has(english))).toEqual([]);
  });

  test('so do the phrases of all that has no language of its own', () => {
    const bundle = JSON.parse(readFileSync(`${repository}l10n/bundle.l10n.json`, 'utf8')) as Record<string, string>;
    const found = phrasesIn(`${repository}src`);
    expect(found.length).toBeGreaterThan(50);
    for (const english of found) expect(bundle).toHaveProperty([english]);
  });
});

describe('translations', () => {
  const read = (file: string) => JSON.parse(readFileSync(`${repository}${file}`, 'utf8')) as Record<string, string>;
  const files = globSync(['package.nls.*.json', 'l10n/bundle.l10n.*.json'], { cwd: repository }).sort();
  /** What must be the same in every language: placeholders, codicons, the targets of links, code. */
  const marks = (text = '') => text.match(/\{\d+\}|\$\([^)]*\)|\]\([^)]*\)|`[^`]*`/g)?.sort() ?? [];

  test('a language has both files', () => {
    const languages = (prefix: string) => files.filter(file => file.startsWith(prefix)).map(file => file.split('.').at(-2));
    expect(languages('package')).toContain('de');
    expect(languages('package')).toEqual(languages('l10n'));
  });

  test.each(files)('%s says everything, with the placeholders of the English text', file => {
    const english = read(file.replace(/\.[\w-]+\.json$/, '.json'));
    const translated = read(file);
    expect(Object.keys(translated)).toEqual(Object.keys(english));
    for (const [key, text] of Object.entries(translated)) {
      expect(text.trim()).not.toBe('');
      expect(marks(text), key).toEqual(marks(english[key]));
    }
  });
});

/** What is said through t(…) and plural(…) in the sources of folders, either side of a choice included. */
function spokenIn(folders: readonly string[]): Set<string> {
  const found = new Set<string>();
  const texts = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.add(node.text);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(texts);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const called = /\w+$/.exec(node.expression.getText())?.[0];
      if (called === 't') node.arguments.slice(0, 1).forEach(texts);
      else if (called === 'plural') node.arguments.slice(1, 3).forEach(texts);
    }
    ts.forEachChild(node, visit);
  };
  for (const folder of folders) for (const file of globSync('**/*.ts', { cwd: folder, absolute: true })) visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

/** The templates of all tagged literals phrase`…` in the sources of a folder. */
function phrasesIn(folder: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'phrase') {
      const { template } = node;
      found.push(ts.isNoSubstitutionTemplateLiteral(template) ? template.text : template.head.text + template.templateSpans.map(({ literal }, i) => `{${i}}${literal.text}`).join(''));
    }
    ts.forEachChild(node, visit);
  };
  for (const file of globSync('**/*.ts', { cwd: folder, absolute: true })) visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => readFileSync(`${folder}/${name}`, 'utf8')).join('\n');
}
