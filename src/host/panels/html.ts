import { randomBytes } from 'node:crypto';
import { type View } from '../../shared/pageContract';

export interface PageSource {
  readonly view: View;
  readonly title: string;
  readonly language: string;
  /** Webview URI of the bundle. */
  readonly script: string;
  /** The webview's `cspSource`. */
  readonly cspSource: string;
  readonly nonce: string;
  /** Texts in the person's language by their English ones; undefined: English. */
  readonly texts: Readonly<Record<string, string>> | undefined;
}

/** A fresh value for the `nonce` of a page, 128 random bits. */
export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

/**
 * The policy of every page: scripts only by nonce, styles only constructed by the page's own script or by nonce, images from the folder, nothing from the network.
 */
export function policy(cspSource: string, nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `img-src ${cspSource} blob:`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** The document of a page; the bundle draws everything in `<body data-view>`. */
export function html(source: PageSource): string {
  return `<!DOCTYPE html>
<html lang="${escape(source.language)}" dir="${directionOf(source)}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escape(policy(source.cspSource, source.nonce))}">
<title>${escape(source.title)}</title>
<style nonce="${source.nonce}">html, body { height: 100%; padding: 0; margin: 0; }</style>
</head>
<body data-view="${source.view}" data-nonce="${source.nonce}">
${texts(source)}<script nonce="${source.nonce}" src="${escape(source.script)}"></script>
</body>
</html>`;
}

/** Languages that are written from right to left. */
const fromRight = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)(-|$)/i;

/** Which way lines run. A page without a translation is in English, whatever the language of the editor. */
function directionOf({ language, texts }: PageSource): 'ltr' | 'rtl' {
  return texts && fromRight.test(language) ? 'rtl' : 'ltr';
}

/** The script that hands the page its words; no text can end it early. */
function texts({ texts, nonce }: PageSource): string {
  return texts ? `<script nonce="${nonce}">window.winnowL10n = ${JSON.stringify(texts).replaceAll('<', '\\u003c')};</script>\n` : '';
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
