import * as vscode from 'vscode';
import { type ChosenImages, type HostCalls, type HostEvents, type PageAction, type Retraced, type View } from '../../shared/pageContract';
import { packed } from '../../shared/listing';
import { connect, type Connection } from '../../shared/rpc';
import { type Listing } from '../../shared/trainerContract';
import { t } from '../l10n';
import { log } from '../log';
import { restAfter } from '../rest';
import { type OpenProject, type Session } from '../session';
import { hostCalls, type PageHost } from './hostCalls';
import { html, newNonce } from './html';
import { tabIcon } from './tabIcon';

/** Methods and events that a page offers its host: events only go the other way. */
type Nothing = Record<never, never>;

/** What a page may open beside itself, and whom it tells what it shows and what is selected. */
export type Opens = Pick<PageHost, 'openReview' | 'showImages' | 'showing' | 'selected' | 'select'>;

/** One webview panel: its document, the connection to its page, and the project's events while it is visible. */
export class Page implements vscode.Disposable {
  private readonly connection: Connection<Nothing, HostEvents>;
  private readonly disposables: vscode.Disposable[] = [];
  private stopFollowing: () => void = () => undefined;
  /** Whether the present document has its snapshot, or knows that there is none. */
  private answered = false;
  /** Image of the review page. */
  subject: string | null = null;
  /** The image that the focus or the selection of the page is on. */
  private pointed: string | null = null;
  /** What the gallery is to show alone as soon as it is there. */
  private chosen: ChosenImages | null = null;

  constructor(readonly view: View, readonly panel: vscode.WebviewPanel, context: vscode.ExtensionContext, private readonly session: Session, private readonly opens: Opens) {
    const media = (name: string) => vscode.Uri.joinPath(context.extensionUri, 'media', name);
    panel.iconPath = { light: media(tabIcon.light), dark: media(tabIcon.dark) };
    panel.webview.options = optionsFor(context);
    const answers: HostCalls = hostCalls({ webview: panel.webview, subject: () => this.subject, takeChosen: () => this.takeChosen(), ...opens, showing: path => this.take(path), pointing: path => { this.pointed = path; }, rest: milliseconds => this.rest(milliseconds), project: () => session.ensure() });
    const calls: HostCalls = { ...answers, ready: () => answers.ready().finally(() => this.answered = true) };
    this.connection = connect<Nothing, HostCalls, HostEvents, Nothing>({
      post: message => void panel.webview.postMessage(message),
      listen: receive => this.disposables.push(panel.webview.onDidReceiveMessage(receive)),
    }, { methods: logged(calls), events: {}, onUnknown: text => log().warn(text) });
    this.disposables.push(session.onDidChange(open => {
      this.follow(open);
      // Another folder, another page: the document asks anew for its snapshot. One that still waits for its first
      // stays: a second document would have lost what the first remembers.
      this.pointed = null;
      if (open && this.answered) this.load(context);
    }));
    this.follow(session.open);
    panel.onDidDispose(() => this.dispose());
    this.load(context);
  }

  /** What a command that is given no image is about; null: the page is on none. */
  get image(): string | null {
    return this.view === 'review' ? this.subject : this.pointed;
  }

  /** Makes an image the page's subject. */
  show(path: string): void {
    this.take(path);
    this.connection.emit('reveal', { path });
  }

  /** Shows images alone: at once, or when the page is there. */
  choose(chosen: ChosenImages): void {
    // A hidden page has no document that could hear of it.
    if (this.answered && this.panel.visible) this.connection.emit('choose', chosen);
    else this.chosen = chosen;
  }

  /** Says which images another page has selected. */
  select(paths: readonly string[]): void {
    if (this.answered && this.panel.visible) this.connection.emit('selected', { paths });
  }

  /** Notes which image the page shows. */
  private take(path: string | null): void {
    this.subject = path;
    if (this.view !== 'review') return;
    this.panel.title = path === null ? t('Winnow Review') : t('Review: {0}', path.slice(path.lastIndexOf('/') + 1));
    this.opens.showing(path);
  }

  /** Lets the page do what one of its keys does. */
  act(action: PageAction): void {
    this.connection.emit('act', { action });
  }

  dispose(): void {
    this.stopFollowing();
    this.connection.close('The page was closed.');
    vscode.Disposable.from(...this.disposables.splice(0)).dispose();
  }

  private rest(milliseconds: number): void {
    this.session.open?.project.trainer.rest(milliseconds);
  }

  private takeChosen(): ChosenImages | null {
    const { chosen } = this;
    this.chosen = null;
    return chosen;
  }

  private load(context: vscode.ExtensionContext): void {
    const { webview } = this.panel;
    this.answered = false;
    this.rest(restAfter.opening);
    const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview', name)).toString();
    webview.html = html({
      view: this.view,
      title: this.panel.title,
      language: vscode.env.language,
      script: file('page.js'),
      cspSource: webview.cspSource,
      nonce: newNonce(),
      texts: vscode.l10n.bundle,
    });
  }

  private follow(open: OpenProject | undefined): void {
    this.stopFollowing();
    this.stopFollowing = () => undefined;
    if (!open) return;
    const { project } = open;
    // A hidden page has no document: it asks for a snapshot when it comes back.
    const whenVisible = <E>(send: (event: E) => void) => (event: E) => {
      if (this.panel.visible) send(event);
    };
    const { connection } = this;
    const listing = whenVisible<Listing>(event => connection.emit('listing', packed(event)));
    const knowledge = whenVisible<Parameters<HostEvents['knowledge']>[0]>(event => connection.emit('knowledge', event));
    const predictions = whenVisible<Parameters<HostEvents['predictions']>[0]>(event => connection.emit('predictions', event));
    const duplicates = whenVisible<Parameters<HostEvents['duplicates']>[0]>(event => connection.emit('duplicates', event));
    const losses = whenVisible<Parameters<HostEvents['losses']>[0]>(event => connection.emit('losses', event));
    const reconstructions = whenVisible<Parameters<HostEvents['reconstructions']>[0]>(event => connection.emit('reconstructions', event));
    const status = whenVisible<Parameters<HostEvents['status']>[0]>(event => connection.emit('status', event));
    // One goes back to what an undo is about, where one works.
    const retraced = (event: Retraced) => {
      if (!this.panel.active) return;
      connection.emit('retraced', event);
      const { paths } = event;
      if (this.view === 'review' && paths.length > 0 && (this.subject === null || !paths.includes(this.subject))) this.show(paths[0]);
    };
    const done = (what: string) => {
      if (this.panel.active) connection.emit('done', { what });
    };
    project.on('retraced', retraced).on('done', done).on('listing', listing).on('knowledge', knowledge).on('predictions', predictions).on('duplicates', duplicates).on('losses', losses).on('reconstructions', reconstructions).on('status', status);
    this.stopFollowing = () => {
      project.off('retraced', retraced).off('done', done).off('listing', listing).off('knowledge', knowledge).off('predictions', predictions).off('duplicates', duplicates).off('losses', losses).off('reconstructions', reconstructions).off('status', status);
    };
  }
}

/** A page runs scripts and reads its bundle, the extension's media, the folders of the workspace and its storage. */
export function optionsFor(context: vscode.ExtensionContext): vscode.WebviewOptions {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  return {
    enableScripts: true,
    localResourceRoots: [
      vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview'),
      vscode.Uri.joinPath(context.extensionUri, 'media'),
      ...folders,
      ...(context.storageUri ? [context.storageUri] : []),
    ],
  };
}

/** The same calls, with every fault written to the log before the page hears of it. */
function logged(calls: HostCalls): HostCalls {
  return new Proxy(calls, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        try {
          return await (method.apply(target, args) as Promise<unknown>);
        } catch (error) {
          log().warn(`${String(name)}: ${String(error)}`);
          throw error;
        }
      };
    },
  });
}
