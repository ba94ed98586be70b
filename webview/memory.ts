/** What the page remembers of itself: written at most a few times a second, and when the page goes away. */
import { stored } from './rpc';
import { readViewState, type ViewState } from './store/viewState';

export class Memory {
  state: ViewState = readViewState(stored.read());
  private writing?: ReturnType<typeof setTimeout>;

  constructor() {
    window.addEventListener('pagehide', () => this.write());
  }

  keep(part: Partial<ViewState>): void {
    this.state = { ...this.state, ...part };
    this.writing ??= setTimeout(() => this.write(), 150);
  }

  private write(): void {
    clearTimeout(this.writing);
    this.writing = undefined;
    stored.write(this.state);
  }
}
