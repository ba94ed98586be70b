/** One window of VS Code in the browser, driven as a person would. */
import { type Browser } from './browser';
import { type Server } from './server';
import { type Frame, type Locator, type Page } from 'playwright-core';
import { poll } from './poll';

export class Workbench {
  private constructor(readonly page: Page) {}

  /** Opens a folder, or none, in a new window and waits until the editor can be used. */
  static async open(server: Server, browser: Browser, folder?: string): Promise<Workbench> {
    const page = await browser.context.newPage();
    await page.goto(server.urlOf(folder));
    const workbench = new Workbench(page);
    await workbench.started();
    return workbench;
  }

  /** The window's Reload. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.started();
  }

  /** Runs a command by its title in the palette, such as `Winnow: Open Gallery`. */
  async command(title: string): Promise<void> {
    const { page } = this;
    const input = page.locator('.quick-input-widget input.input').first();
    const row = page.locator('.quick-input-list .monaco-list-row').filter({ has: page.locator('.label-name', { hasText: new RegExp(`^${escape(title)}$`) }) }).first();
    // A palette that was opened before the extensions were read does not learn of their commands.
    let patience = 1000;
    await poll(`the command "${title}"`, async () => {
      if (await input.isVisible()) await page.keyboard.press('Escape');
      patience *= 2;
      await page.keyboard.press('F1');
      await input.fill(`>${title}`, { timeout: patience });
      await row.waitFor({ timeout: patience });
      await chooseRow(row);
      return true;
    }, { timeout: 60_000 });
  }

  /** Answers the input box that a command has opened. */
  async answer(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input').first();
    await input.waitFor();
    await input.fill(text);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** Answers the file dialog that a command has opened (VS Code's own, not the system's) with an absolute path and a button. */
  async file(path: string, button: string): Promise<void> {
    const dialog = this.page.locator('.quick-input-widget');
    const input = dialog.locator('input.input').first();
    await poll('the file dialog', async () => (await input.inputValue({ timeout: 1000 })).startsWith('/'));
    // It lists the folders on the way while one types, and takes no answer before it is done.
    await poll(`the file dialog to take "${path}"`, async () => {
      if (!await input.isVisible()) return true;
      await input.fill(path);
      await this.page.waitForTimeout(500);
      if (await input.inputValue() !== path) return false;
      await dialog.getByRole('button', { name: button, exact: true }).click({ timeout: 2000 });
      return input.waitFor({ state: 'hidden', timeout: 2000 }).then(() => true);
    });
  }

  /** Chooses an entry of the list that a command has opened; rejects after `timeout`, ms. */
  async pick(entry: string, timeout = 30_000): Promise<void> {
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ has: this.page.locator('.label-name', { hasText: new RegExp(`^${escape(entry)}$`) }) }).first();
    await this.page.locator('.quick-input-widget input.input').first().fill(entry, { timeout });
    await poll(`the entry "${entry}"`, () => chooseRow(row).then(() => true), { timeout });
  }

  /** Runs a command that opens a list and chooses an entry; once more where something took the focus meanwhile, which closes lists. */
  async choose(title: string, entry: string): Promise<void> {
    await poll(`"${entry}" in the list of "${title}"`, async () => {
      await this.command(title);
      await this.pick(entry, 5000);
      return true;
    }, { timeout: 120_000 });
  }

  /** The frame of the webview that shows an element, found by a CSS selector such as `[data-view="gallery"]`. */
  async webview(marker: string, timeout = 30_000): Promise<Frame> {
    return poll(`a webview with ${marker}`, async () => {
      for (const frame of this.page.frames()) {
        if (!/\/webview\/browser\/pre\/fake\.html/.test(frame.url())) continue;
        if (await frame.locator(marker).first().isVisible().catch(() => false)) return frame;
      }
      return undefined;
    }, { timeout });
  }

  /** Entry of the status bar with this text. */
  status(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text });
  }

  /** Toast with this text. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text });
  }

  /** Texts of all toasts that are up. */
  async toasts(): Promise<string[]> {
    return this.page.locator('.notification-toast').allInnerTexts();
  }

  /** Dialogue box with this text. */
  dialog(text: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box').filter({ hasText: text });
  }

  /** Opens a container of the Activity Bar by its name. */
  async activity(name: string): Promise<void> {
    const tab = this.page.locator('.activitybar [role="tab"]').filter({ has: this.page.locator(`[aria-label^="${name}"]`) }).first();
    if (await tab.getAttribute('aria-selected') !== 'true') await tab.click();
  }

  /** Rows of a tree view by the name of the view. */
  tree(view: string): Locator {
    return this.page.locator('.pane').filter({ has: this.page.locator(`.pane-header[aria-label^="${view}"]`) }).locator('.monaco-list-row');
  }

  /** Closes all editors, so that one webview is left at a time. */
  async closeEditors(): Promise<void> {
    await this.command('View: Close All Editors');
  }

  private async started(): Promise<void> {
    await this.page.locator('.monaco-workbench .statusbar').waitFor({ timeout: 60_000 });
    await this.page.locator('.activitybar [role="tab"]').first().waitFor({ timeout: 60_000 });
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/**
 * Clicks a row of the open list, which closes it. A list that is still being filled moves its rows under
 * the pointer and loses the click; the list then stays open and the promise rejects, so that it can be tried again.
 */
async function chooseRow(row: Locator): Promise<void> {
  await row.click({ timeout: 5000 });
  await row.waitFor({ state: 'hidden', timeout: 5000 });
}
