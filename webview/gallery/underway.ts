/**
 * Digits on their way through the editor. A key of the page comes back as a command after some 40 ms, on a busy
 * machine later; who has gone on to another image by then meant the one before.
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
  /** What it is meant for; null: for what is selected when it arrives. */
  meant: readonly string[] | null;
}

export class DigitsUnderway {
  private waiting: Underway[] = [];

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** A key was pressed that no control of the page has kept for itself. */
  pressed({ key, ctrlKey, metaKey, altKey, shiftKey }: Key): void {
    if (/^[1-9]$/.test(key) && !(ctrlKey || metaKey || altKey || shiftKey)) this.waiting.push({ digit: Number(key), since: this.now(), meant: null });
  }

  /** The person goes on to other images than `subjects` (paths). Of several digits in a row the first is for them, and each brings the next image itself. */
  leaving(subjects: () => readonly string[]): void {
    const first = this.current()[0];
    if (first) first.meant ??= subjects();
  }

  /** A digit has arrived; returns what it is meant for, null: what is selected now. */
  arrived(digit: number): readonly string[] | null {
    const waiting = this.current();
    const at = waiting.findIndex(each => each.digit === digit);
    if (at < 0) return null;
    const [{ meant }] = waiting.splice(at, 1);
    return meant;
  }

  private current(): Underway[] {
    const oldest = this.now() - patience;
    return this.waiting = this.waiting.filter(({ since }) => since >= oldest);
  }
}
