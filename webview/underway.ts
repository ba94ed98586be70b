/**
 * Digits on their way through the editor. A key of the page comes back as a command after some 40 ms, on a busy
 * machine later; who has gone on to other images by then meant those before.
 */

/** After it a digit will not come back any more, ms. */
const patience = 2000;

/** Of a keyboard event, what tells keys apart. */
interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

interface Underway {
  readonly digit: number;
  readonly since: number;
  /** Paths of what was selected when it was pressed. */
  readonly selected: readonly string[];
  /** Whether it follows a digit for the same images, which brings the next ones itself. */
  readonly follows: boolean;
}

export class DigitsUnderway {
  private waiting: Underway[] = [];

  /** `subjects`: paths of the images that a digit of the page would label now. */
  constructor(private readonly subjects: () => readonly string[], private readonly now: () => number = () => performance.now()) {}

  /** A key was pressed that no control of the page has kept for itself. */
  pressed({ key, ctrlKey, metaKey, altKey, shiftKey }: Key): void {
    if (!/^[1-9]$/.test(key) || ctrlKey || metaKey || altKey || shiftKey) return;
    const selected = this.subjects();
    const before = this.current().at(-1);
    this.waiting.push({ digit: Number(key), since: this.now(), selected, follows: before !== undefined && same(before.selected, selected) });
  }

  /** A digit has arrived. Returns the paths that it is meant for where those are not what is selected now, else null. */
  arrived(digit: number): readonly string[] | null {
    const waiting = this.current();
    const at = waiting.findIndex(each => each.digit === digit);
    if (at < 0) return null;
    const [{ selected, follows }] = waiting.splice(at, 1);
    return follows || same(selected, this.subjects()) ? null : selected;
  }

  private current(): Underway[] {
    const oldest = this.now() - patience;
    return this.waiting = this.waiting.filter(({ since }) => since >= oldest);
  }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((path, at) => path === b[at]);
}
