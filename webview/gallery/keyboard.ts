/** Where the keyboard focus is in the gallery: with the images, unless a person takes it elsewhere. */
import { t } from '../l10n';
import { type Session } from '../session';
import { type Toolbar } from './toolbar';

export interface KeyboardOwner {
  readonly session: Session;
  readonly preview: { leave(): void };
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<boolean>;
}

export class Keyboard {
  constructor(private readonly owner: KeyboardOwner) {}

  /** To the images, or the reason that there are none: to what the render that is due leaves there. */
  toImages(): void {
    void this.owner.updateComplete.then(() => this.find<HTMLElement>('winnow-grid, .empty')?.focus());
  }

  toSearch(): void {
    this.find<Toolbar>('winnow-toolbar')?.focusSearch();
  }

  /** To the list that narrows what is shown to one class. */
  toClasses(): void {
    const list = this.find<HTMLSelectElement>('[data-testid="filter-class"]');
    if (list) list.focus();
    else this.owner.session.refuse(t('Labelled or suggested images can be narrowed to a class: show those first'));
  }

  /** Whoever comes back to the page, for example from a list of the editor, goes on by key. */
  comesBack(): void {
    // A click focuses what it hits first.
    requestAnimationFrame(() => { if (document.activeElement === document.body) this.toImages(); });
  }

  /** Escape leads from a list or field back to the images, and else out of the preview, also before the host's key for that is there. */
  onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    const [target] = event.composedPath();
    if (target instanceof Element && target.matches('select, input:not([type="range"])')) this.toImages();
    else this.owner.preview.leave();
  }

  private find<T extends Element>(selector: string): T | null {
    return this.owner.renderRoot.querySelector<T>(selector);
  }
}
