/** How long a letter takes to appear in an editor beside Winnow. */
import { type Workbench } from '../../e2e/editor/workbench';

/** Letters that are typed, after a few that are not timed, and the pause after each, ms: a quick typist's. */
const letters = 200;
const untimed = 10;
const pause = 90;

/** Types into a new text editor; from the event of each key to its letter in the page, ms. The editor is closed again. */
export async function type(workbench: Workbench): Promise<number[]> {
  const { page } = workbench;
  await workbench.command('File: New Untitled Text File');
  await page.locator('.editor-instance .view-lines').last().waitFor();
  await page.evaluate(`(() => {
    const delays = window.benchTyping = [];
    let pressed;
    addEventListener('keydown', ({ key }) => { if (key === 'x') pressed = performance.now(); }, { capture: true });
    new MutationObserver(() => {
      if (pressed === undefined) return;
      delays.push(performance.now() - pressed);
      pressed = undefined;
    }).observe([...document.querySelectorAll('.editor-instance .view-lines')].at(-1), { childList: true, subtree: true, characterData: true });
  })()`);
  for (let at = 0; at < untimed + letters; at++) {
    await page.keyboard.press('x');
    await page.waitForTimeout(pause);
  }
  const delays = await page.evaluate<number[]>('window.benchTyping');
  if (delays.length < letters) throw new Error(`Of ${untimed + letters} letters ${delays.length} appeared`);
  // An editor without a change closes without a question.
  await workbench.command('View: Revert and Close Editor');
  return delays.slice(untimed);
}
