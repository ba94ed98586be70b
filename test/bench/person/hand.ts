/** What a person's hands do in the window, counted, with the time that the eyes need in between. */
import { type Locator } from 'playwright-core';
import { type Workbench } from '../../e2e/editor/workbench';

/** Seconds to recognise one image that is shown for a label, and one among others in a grid that is looked over. */
export const glance = { label: 0.6, inGrid: 0.15 } as const;

export class Hand {
  keys = 0;
  clicks = 0;
  private readonly began = Date.now();

  constructor(private readonly workbench: Workbench) {}

  /** Seconds since the hand began. */
  get seconds(): number {
    return (Date.now() - this.began) / 1000;
  }

  async press(key: string): Promise<void> {
    this.keys++;
    await this.workbench.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.keys += text.length;
    await this.workbench.page.keyboard.type(text);
  }

  async click(target: Locator, ...modifiers: ('Shift' | 'Control')[]): Promise<void> {
    this.clicks++;
    await target.click({ modifiers });
  }

  /** Looks at `images` images, each for `seconds`. */
  async look(seconds: number, images = 1): Promise<void> {
    await this.workbench.page.waitForTimeout(1000 * seconds * images);
  }
}
