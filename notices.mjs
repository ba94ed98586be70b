/** NOTICE.md: the licences of the third-party code that a VSIX holds, in the bundles and beside them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names of the packages that a bundle was made of.
 * @param inputs paths of its source files, as esbuild's metafile has them
 */
export function packagesOf(inputs) {
  const names = inputs.map(path => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  return [...new Set(names.filter(name => name !== undefined))];
}

/**
 * The text of the file.
 * @param folders folders of the packages
 */
export function notices(folders) {
  const parts = folders.map(noticeOf).sort((a, b) => (a.title < b.title ? -1 : 1));
  return `# Third-party software in Winnow\n\n${parts.map(({ title, text }) => `## ${title}\n\n${text}\n`).join('\n')}`;
}

function noticeOf(folder) {
  const { name, version, license, author, homepage, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const by = typeof author === 'string' ? author : author?.name;
  const from = homepage ?? (typeof repository === 'string' ? repository : repository?.url);
  const head = [`Licence: ${license}`, by && `Author: ${by}`, from && `Source: ${from}`].filter(Boolean).join('  \n');
  const texts = readdirSync(folder).filter(file => /^(licen[cs]e|copying|notices?|thirdparty)/i.test(file)).sort()
    .map(file => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length === 0) texts.push(...licensingSection(join(folder, 'README.md')));
  return { title: `${name} ${version}`, text: [head, ...texts.map(text => `~~~text\n${text}\n~~~`)].join('\n\n') };
}

/** What a package without a licence file says in its README. */
function licensingSection(readme) {
  const text = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
  return /^#+ licen[cs](?:e|ing)\b.*\n([\s\S]*?)(?=\n#+ |$(?![\s\S]))/im.exec(text)?.slice(1).map(section => section.trim()) ?? [];
}
