/** Serves the page with the small host of `host.js` to a browser; by hand: `npx tsx serve.ts FOLDER_OF_IMAGES [PORT]`. */
import { build } from 'esbuild';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../../..');
const nonce = 'preview';

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'webview/main.ts')], bundle: true, minify: true, write: false, format: 'iife', platform: 'browser',
    target: 'es2022', tsconfig: join(root, 'webview/tsconfig.json'), loader: { '.css': 'text' },
  });
  return outputFiles[0].text;
}

type Themes = Record<string, Record<string, string>>;

/** The page in English, or in the language whose `texts` it is given; `dir` is `ltr` or `rtl`. */
function page(theme: string, view: string, themes: Themes, dir: string, language = 'en', texts = '{}'): string {
  const { class: name, ...colors } = themes[theme];
  const variables = Object.entries(colors).map(([key, value]) => `--vscode-${key}: ${value};`).join(' ');
  return `<!DOCTYPE html><html lang="${language}" dir="${dir}"><head><title>Winnow</title><meta http-equiv="Content-Security-Policy"
    content="default-src 'none'; img-src 'self'; connect-src 'self'; script-src 'self'; style-src 'nonce-${nonce}'">
    <style nonce="${nonce}">:root { ${variables} --vscode-font-family: system-ui, "Ubuntu", sans-serif; --vscode-font-size: 13px; --vscode-editor-font-family: monospace; --vscode-editor-font-size: 13px; --vscode-font-weight: normal; }
    body { margin: 0; padding: 0; background: var(--vscode-editor-background); }</style></head>
    <body class="${name}" data-view="${view}" data-nonce="${nonce}" data-l10n="${texts.replace(/[&"]/g, sign => `&#${sign.charCodeAt(0)};`)}"><script type="module" src="/host.js"></script></body></html>`;
}

/** Starts the server on a folder of images; resolves to its address and what ends it. */
export async function serve(folder: string, port = 0): Promise<{ url: string; close: () => void }> {
  const themes = JSON.parse(await readFile(join(here, 'themes.json'), 'utf8')) as Themes;
  const entries = await readdir(folder, { recursive: true });
  const listing = entries.filter(path => /\.(jpe?g|png|webp)$/i.test(path)).sort();
  let script: Promise<string> | undefined;
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/favicon.ico') return void response.writeHead(204).end();
    const send = (type: string, text: string) => response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text);
    if (pathname === '/') {
      const language = searchParams.get('language') ?? undefined;
      const texts = language && await readFile(join(root, `l10n/bundle.l10n.${language}.json`), 'utf8');
      return send('text/html', page(searchParams.get('theme') ?? 'dark', searchParams.get('view') ?? 'gallery', themes, searchParams.get('dir') ?? 'ltr', language, texts));
    }
    if (pathname === '/page.js') return send('text/javascript', await (script ??= bundle()));
    if (pathname === '/host.js') return send('text/javascript', await readFile(join(here, 'host.js'), 'utf8'));
    if (pathname === '/listing') return send('application/json', JSON.stringify(listing));
    createReadStream(join(folder, decodeURIComponent(pathname.slice('/images/'.length))))
      .on('error', () => response.writeHead(404).end()).pipe(response);
  });
  await new Promise<void>(done => server.listen(port, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) void serve(process.argv[2], Number(process.argv[3] ?? 0)).then(({ url }) => console.log(url));
