import * as vscode from 'vscode';
import { type ChosenImages, type PageAction, type View } from '../../shared/pageContract';
import { t } from '../l10n';
import { type Session } from '../session';
import { answers } from './answers';
import { optionsFor, Page } from './page';

/** Remembers the review page's image across a reload of the window. */
const subjectKey = 'winnow.reviewed';

const views: readonly View[] = ['gallery', 'review', 'training', 'map', 'imagine'];

/** At most one panel of each view, brought back when the window reloads. */
export class Panels implements vscode.Disposable {
  private readonly pages = new Map<View, Page>();
  /** The views that were active, the last of them first. */
  private recent: readonly View[] = [];
  private readonly disposables: vscode.Disposable[];
  private readonly shown = new vscode.EventEmitter<string | undefined>();
  /** Fires with the image that the review page shows now; undefined: none, or no such page. */
  readonly onDidShow = this.shown.event;
  /** What was selected last, and on which page. */
  private selection: { readonly by: View | null; readonly paths: readonly string[] } = { by: null, paths: [] };

  constructor(private readonly context: vscode.ExtensionContext, private readonly session: Session) {
    this.disposables = views.map(view => vscode.window.registerWebviewPanelSerializer(`winnow.${view}`, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        const page = this.adopt(view, panel);
        const path = subjectOf(state) ?? (view === 'review' ? this.context.workspaceState.get<string>(subjectKey) : undefined);
        if (path !== undefined) page.show(path);
      },
    }));
  }

  /** Opens or reveals a view; `path` becomes its subject. */
  open(view: View, path?: string, preserveFocus = false): void {
    const existing = this.pages.get(view);
    if (existing) existing.panel.reveal(undefined, preserveFocus);
    else closeAsleep(view);
    const page = existing ?? this.adopt(view, vscode.window.createWebviewPanel(
      `winnow.${view}`, titleOf(view), { viewColumn: vscode.ViewColumn.Active, preserveFocus }, optionsFor(this.context)));
    if (path === undefined) return;
    page.show(path);
    if (view === 'review') void this.context.workspaceState.update(subjectKey, path);
  }

  /** Opens or reveals the gallery on these images alone. */
  choose(chosen: ChosenImages): void {
    const shown = this.pages.get('gallery');
    shown?.choose(chosen);
    this.open('gallery');
    if (!shown) this.pages.get('gallery')?.choose(chosen);
  }

  /** Passes an action to the active page; false when none is active that it means something to. */
  act(action: PageAction): boolean {
    const page = [...this.pages.values()].find(({ view, panel }) => panel.active && answers(view, action));
    page?.act(action);
    return page !== undefined;
  }

  /** Whether the active page has images that can be labelled. */
  get labels(): boolean {
    return [...this.pages.values()].some(({ view, panel }) => panel.active && answers(view, { kind: 'labelWith', classId: '' }));
  }

  /** The image that the active page is on, or else the one that was active last and is on one; undefined without any. */
  get image(): string | undefined {
    return this.recent.flatMap(view => this.pages.get(view)?.image ?? []).at(0);
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables, ...this.pages.values(), this.shown).dispose();
  }

  /** Selects images on every page but the one that did so first. */
  private select(by: View, paths: readonly string[]): void {
    this.selection = { by, paths };
    for (const [view, page] of this.pages) if (view !== by) page.select(paths);
  }

  private adopt(view: View, panel: vscode.WebviewPanel): Page {
    panel.title = titleOf(view);
    const page = new Page(view, panel, this.context, this.session, {
      openReview: path => this.open('review', path),
      showing: path => this.shown.fire(path ?? undefined),
      showImages: chosen => this.choose(chosen),
      // The gallery keeps its own selection, and more of it: where it was scrolled to.
      selected: () => (this.selection.by === null || (view === 'gallery' && this.selection.by === view) ? null : this.selection.paths),
      select: paths => this.select(view, paths),
    });
    this.pages.set(view, page);
    panel.onDidDispose(() => {
      if (this.pages.get(view) === page) this.pages.delete(view);
      if (view === 'review') this.shown.fire(undefined);
      void vscode.commands.executeCommand('setContext', 'winnow.typing', false);
      if (view === 'gallery') void vscode.commands.executeCommand('setContext', 'winnow.previewing', false);
    });
    const note = () => {
      if (panel.active) this.recent = [view, ...this.recent.filter(other => other !== view)];
    };
    note();
    panel.onDidChangeViewState(() => {
      note();
      void vscode.commands.executeCommand('setContext', 'winnow.typing', false);
    });
    return page;
  }
}

function titleOf(view: View): string {
  switch (view) {
    case 'gallery': return t('Winnow Gallery');
    case 'review': return t('Winnow Review');
    case 'training': return t('Winnow Training');
    case 'map': return t('Winnow Map');
    case 'imagine': return t('Winnow Imagine');
  }
}

/** Closes a panel of the view that a reload left asleep behind its tab: it cannot be revealed, and would be a second one. */
function closeAsleep(view: View): void {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(`winnow.${view}`));
  if (tabs.length > 0) void vscode.window.tabGroups.close(tabs, true);
}

/** The subject that a page kept with `setState`. */
function subjectOf(state: unknown): string | undefined {
  const path = typeof state === 'object' && state !== null && 'path' in state ? state.path : undefined;
  return typeof path === 'string' ? path : undefined;
}
