/** How smoothly the map of the images follows the mouse. */
import { type Frame } from 'playwright-core';
import { poll } from '../../e2e/editor/poll';
import { type Workbench } from '../../e2e/editor/workbench';

/** Frames a second of the map. */
export interface MapFrames {
  readonly rest: number;
  readonly zoom: number;
  readonly pan: number;
}

/** Length of each measurement, ms. */
const length = 4000;

/** Opens the map, waits until `count` images are on it, and counts the frames while nothing happens, while the wheel turns and while it is dragged. */
export async function mapFrames(workbench: Workbench, count: number): Promise<MapFrames> {
  await workbench.command('Winnow: Open Map');
  const frame = await workbench.webview('[data-view="map"]', 60_000);
  const map = frame.getByTestId('map');
  await map.waitFor({ timeout: 600_000 });
  await poll('every image on the map', async () => (await frame.getByTestId('projection').innerText()).includes(`${count.toLocaleString('en')} images`), { timeout: 600_000, interval: 500 });
  const { x, y, width, height } = (await map.boundingBox())!;
  const { mouse } = workbench.page;
  const at = (u: number, v: number) => mouse.move(x + width * u, y + height * v);
  await at(0.5, 0.5);
  const rest = await during(frame, () => workbench.page.waitForTimeout(50));
  const zoom = await during(frame, turn => mouse.wheel(0, turn % 40 < 20 ? -60 : 60));
  await mouse.down();
  const pan = await during(frame, turn => at(0.5 + 0.2 * Math.sin(turn / 8), 0.5 + 0.2 * Math.sin(turn / 5)));
  await mouse.up();
  return { rest, zoom, pan };
}

/** Frames a second that the page draws while `act` is done again and again. */
async function during(frame: Frame, act: (turn: number) => Promise<void>): Promise<number> {
  const counted = frame.evaluate<number>(`(async () => {
    const begun = performance.now();
    let frames = 0;
    for (; performance.now() - begun < ${length}; frames++) await new Promise(requestAnimationFrame);
    return 1000 * frames / (performance.now() - begun);
  })()`);
  const end = Date.now() + length;
  for (let turn = 0; Date.now() < end; turn++) await act(turn);
  return counted;
}
