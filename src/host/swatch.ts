import * as vscode from 'vscode';

/** A filled square with rounded corners in a class's colour, as an icon. */
export function swatch(color: string): vscode.Uri {
  const fill = /^#[0-9a-f]{6}$/i.test(color) ? color : '#808080';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><rect x="2.5" y="2.5" width="11" height="11" rx="3" fill="${fill}" stroke="#80808080"/></svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
}
