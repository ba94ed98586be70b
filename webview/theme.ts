/** Colours of the editor's theme for what is drawn on a canvas, and word of its change. */

/** Value of a theme colour, for example `charts-red`; `fallback` is another theme colour. */
export function themeColor(name: string, fallback = 'foreground'): string {
  const style = getComputedStyle(document.documentElement);
  return style.getPropertyValue(`--vscode-${name}`).trim() || style.getPropertyValue(`--vscode-${fallback}`).trim() || 'currentcolor';
}

/** Calls back when the person changes the theme; returns what ends that. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  return () => observer.disconnect();
}

/** Red, green and blue, 0-255, of any CSS colour. */
export function rgbOf(color: string): [number, number, number] {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!context) return [128, 128, 128];
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
