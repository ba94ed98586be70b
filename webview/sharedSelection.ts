/** The selection of a page, told to the other pages, and theirs taken over; and the one image that commands are about. */
import { type Session } from './session';

/** A selection that is being dragged changes many times a second. */
const pause = 150;

export class SharedSelection {
  private telling?: ReturnType<typeof setTimeout>;
  private known: ReadonlySet<string> = new Set();

  private pointed: string | null = null;

  constructor(private readonly session: () => Session) {}

  /** What another page has selected is not told back to it. */
  heard(paths: Iterable<string>): void {
    clearTimeout(this.telling);
    this.known = new Set(paths);
  }

  tell(paths: ReadonlySet<string>): void {
    clearTimeout(this.telling);
    if (paths.size === this.known.size && [...paths].every(path => this.known.has(path))) return;
    this.telling = setTimeout(() => {
      this.known = paths;
      const { host } = this.session();
      void host.select([...paths]).catch((error: unknown) => void host.log(String(error)));
    }, pause);
  }

  /** Says which image a command is about that is given none; null: none. */
  point(path: string | null): void {
    if (path === this.pointed) return;
    this.pointed = path;
    const { host } = this.session();
    void host.pointing(path).catch((error: unknown) => void host.log(String(error)));
  }
}
