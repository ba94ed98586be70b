/** The gallery: all images of the folder, labelled where one sees them. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type ChosenImages } from '../../src/shared/pageContract';
import { plural } from '../l10n';
import { type Memory } from '../memory';
import { SessionElement } from '../sessionElement';
import { SharedSelection } from '../sharedSelection';
import { beginsAtFirst, type Query, withFilter } from '../store/order';
import { Queue } from '../store/queue';
import { withGroup } from '../store/groups';
import { emptySelection, following, retain, selectAll, selectOnly, type Selection } from '../store/selection';
import { isSuggested } from '../store/table';
import { clamp, keptSelection, sizeRange } from '../store/viewState';
import { base } from '../styles/base';
import { listen } from '../listen';
import { DigitsUnderway } from '../underway';
import { acceptBar, acceptBarStyles, previewBar } from './acceptBar';
import { type ActionOwner, actOn } from './actions';
import { galleryStyles } from './galleryStyles';
import { barStyles, doubtBar, emptyState, groupBar, statusLine } from './bars';
import './chips';
import { classFilter } from './classFilter';
import { Keyboard } from './keyboard';
import { Decisions, type DecisionOwner } from './decisions';
import { type Grid } from './grid';
import './grid';
import { Preview, type PreviewOwner } from './preview';
import './toolbar';

@customElement('winnow-gallery')
export class Gallery extends SessionElement implements PreviewOwner, DecisionOwner, ActionOwner {
  static override readonly styles = [base, barStyles, acceptBarStyles, galleryStyles];

  @property({ attribute: false }) memory!: Memory;
  @state() selection!: Selection;
  @state() size!: number;
  @state() threshold!: number;
  @query('winnow-grid') private grid!: Grid;

  queue!: Queue;
  readonly preview = new Preview(this);
  readonly decisions = new Decisions(this);
  readonly underway = new DigitsUnderway(() => this.subjects());
  readonly keyboard = new Keyboard(this);
  private readonly shared = new SharedSelection(() => this.session);
  /** Where to scroll once the first images are here. */
  private wantedTop: string | null = null;
  /** Whether the keyboard focus is where images were missing, and must go to them when they come. */
  private focusOnNothing = false;
  private stops: readonly (() => void)[] = [];
  private checking?: ReturnType<typeof setTimeout>;
  /** Revision of the session that the order was checked against last. */
  private checked = -1;

  constructor() {
    super();
    this.addEventListener('keydown', event => this.keyboard.onKey(event));
  }

  override connectedCallback(): void {
    const { filter, sort, search, size, threshold, top, focus, selected } = this.memory.state;
    this.queue ??= new Queue({ filter, sort, search });
    this.selection ??= { selected: new Set(selected), focus, anchor: focus };
    this.shared.heard(this.selection.selected);
    this.size = size;
    this.threshold = threshold;
    this.wantedTop = top;
    this.stops = [listen(window, { focus: () => this.keyboard.comesBack(), keydown: event => this.underway.pressed(event) }), listen(this.session, {
      change: () => this.checkLater(),
      table: ({ detail: { from, to } }) => {
        this.queue.carry(from, to);
        this.queue.check(to, this.session.classes);
        // Before the folder is listed no image is gone.
        if (this.session.listed) this.selection = retain(this.selection, path => to.indexOf.has(path));
        this.showAsked();
      },
      act: ({ detail }) => actOn(this, detail),
      reveal: ({ detail: { path } }) => {
        this.memory.keep({ opened: path });
        this.show(path);
      },
      choose: ({ detail }) => this.choose(detail),
      selected: () => this.adoptSelected(),
      retraced: ({ detail }) => this.goBackTo(detail),
    })];
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stops) stop();
    clearTimeout(this.checking);
  }

  protected override willUpdate(): void {
    this.focusOnNothing = (this.renderRoot as ShadowRoot | undefined)?.activeElement?.matches('.empty') ?? false;
  }

  protected override render(): TemplateResult {
    const { session, session: { counts }, queue, selection, size } = this;
    return html`
      <header>
        <winnow-toolbar .session=${session} .counts=${counts} .shown=${queue.query} .size=${size}
          @query=${(event: CustomEvent<Query>) => this.takeQuery(event.detail)} @size=${(event: CustomEvent<number>) => this.resize(event.detail)}></winnow-toolbar>
        <winnow-chips .session=${session} .counts=${counts} @leave=${() => this.focusGrid()}
          @apply-class=${(event: CustomEvent<string>) => this.decisions.label(event.detail)}></winnow-chips>
        ${statusLine(session, queue, selection.selected, () => this.refresh(),
          classFilter(session, counts, queue.query.filter, filter => this.setQuery({ ...queue.query, filter })))}
        ${this.acceptBar()}
        ${groupBar(session.table, queue)}${doubtBar(queue, () => this.decisions.keepLabel())}
      </header>
      ${queue.order.length === 0
        ? emptyState(session, queue, () => this.setQuery(withFilter({ ...queue.query, search: '' }, { kind: 'all', classId: null })))
        : html`<winnow-grid .session=${session} .queue=${queue} .paths=${queue.paths} .selection=${selection} .size=${size}
            @select-images=${(event: CustomEvent<Selection>) => this.select(event.detail)} @pick-image=${(event: CustomEvent<string>) => this.pick(event.detail)} @scrolled=${() => this.rememberTop()}
            @zoom=${(event: CustomEvent<number>) => this.resize(this.size + event.detail * 2 * sizeRange.step)}></winnow-grid>`}`;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.focusOnNothing && this.grid) this.focusGrid();
    if (this.wantedTop !== null && this.grid && this.queue.rankOf(this.wantedTop) >= 0) {
      const top = this.wantedTop;
      this.wantedTop = null;
      void this.grid.updateComplete.then(() => requestAnimationFrame(() => this.grid.reveal(top, 'start')));
    }
    this.preview.tell();
    this.shared.point(this.pointed);
    if (changed.has('selection')) this.shared.tell(this.selection.selected);
    if (changed.has('selection') && this.selection.selected.size <= keptSelection) {
      this.memory.keep({ focus: this.selection.focus, selected: [...this.selection.selected] });
    }
  }

  private acceptBar(): TemplateResult | typeof nothing {
    const { session: { table }, queue, preview, threshold } = this;
    const bar = { threshold, setThreshold: (value: number) => this.setThreshold(value) };
    if (preview.shown) {
      return previewBar({
        ...bar, count: preview.count,
        rejectable: this.subjects().some(path => isSuggested(table, table.indexOf.get(path) ?? -1)),
        accept: () => void preview.accept(), reject: () => this.decisions.reject(), leave: () => preview.leave(),
      });
    }
    const offered = queue.query.filter.kind === 'suggested' && queue.order.length > 0;
    return offered ? acceptBar({ ...bar, count: preview.count }, () => preview.open()) : nothing;
  }

  setQuery(query: Query): void {
    this.showQuery(query);
    this.session.say(plural(this.queue.order.length, '{0} image', '{0} images'));
  }

  /** Shows what the person asked for. Another filter begins, so that a key acts at once. */
  takeQuery(query: Query): void {
    const other = query.filter.kind !== this.queue.query.filter.kind;
    this.setQuery(query);
    if (other) this.beginFilter();
  }

  /** What is gone through in an order of its own begins at its first image, else at what is selected. */
  beginFilter(): void {
    const { queue: { query: { filter }, paths } } = this;
    if (beginsAtFirst(filter) && paths.length > 0) this.pick(paths[0]);
    this.beginQueue();
  }

  /** Goes on at what is selected, or else at the first image. */
  beginQueue(): void {
    if (this.subjects().length === 0 && this.queue.paths.length > 0) this.pick(this.queue.paths[0]);
    const [path] = this.subjects();
    if (path !== undefined) void this.updateComplete.then(() => this.grid?.reveal(path));
  }

  showQuery(query: Query): void {
    this.queue.setQuery(query, this.session.table, this.session.classes);
    this.memory.keep({ ...query, top: null });
    this.requestUpdate();
  }

  get focused(): string | null {
    return this.selection.focus;
  }

  /** The one image that a command is about: the focused one while it is shown, else the first of the selection. */
  private get pointed(): string | null {
    const { focus, selected } = this.selection;
    if (focus !== null && this.queue.rankOf(focus) >= 0) return focus;
    return this.queue.shownOf(selected)[0] ?? null;
  }

  begin(at: string | null): void {
    const path = at !== null && this.queue.rankOf(at) >= 0 ? at : this.queue.paths[0];
    if (path !== undefined) this.pick(path);
    this.lead(path);
  }

  /** Brings an image into the middle of the view, where there is one, and the keyboard focus to the images. */
  private lead(path: string | undefined): void {
    void this.updateComplete.then(() => { if (path !== undefined) this.grid?.reveal(path, 'center'); });
    this.focusGrid();
  }

  /** An image that the host wants shown, asked for before the page was there. */
  private showAsked(): void {
    const { path, chosen } = this.session;
    if (chosen) {
      this.session.chosen = null;
      return this.choose(chosen);
    }
    if (this.session.selected) return this.adoptSelected();
    if (path === null || path === this.memory.state.opened || !this.session.table.indexOf.has(path)) return;
    this.memory.keep({ opened: path });
    this.wantedTop = null;
    this.show(path);
  }

  refresh(): void {
    this.queue.refresh(this.session.table, this.session.classes);
    this.requestUpdate();
    this.beginQueue();
    this.focusGrid();
  }

  /** Off the way of a key press: the order of 100,000 images takes longer to check than a label to show. */
  private checkLater(): void {
    if (this.checking !== undefined || this.checked === this.session.revision) return;
    this.checking = setTimeout(() => {
      this.checking = undefined;
      this.checked = this.session.revision;
      this.queue.check(this.session.table, this.session.classes);
      this.requestUpdate();
    }, 250);
  }

  resize(size: number): void {
    this.size = clamp(size, sizeRange.min, sizeRange.max, this.size);
    this.memory.keep({ size: this.size });
  }

  setThreshold(threshold: number): void {
    this.threshold = threshold;
    this.memory.keep({ threshold });
    this.preview.follow();
  }

  private rememberTop(): void {
    if (this.wantedTop === null) this.memory.keep({ top: this.grid.firstVisible });
  }

  select(selection: Selection): void {
    this.selection = selection;
  }

  /** One image is chosen: among near duplicates with its group. */
  private pick(path: string): void {
    this.selection = this.queue.query.filter.kind === 'duplicates' ? withGroup(this.selection, path, this.session.table, this.queue.paths) : selectOnly(path);
  }

  private show(path: string): void {
    if (this.queue.rankOf(path) < 0) this.setQuery(withFilter({ ...this.queue.query, search: '' }, { kind: 'all', classId: null }));
    this.selection = selectOnly(path);
    this.lead(path);
  }

  /** Selects what was selected on another page, as far as it is shown; where nothing of it is, all images are. */
  private adoptSelected(): void {
    const paths = (this.session.selected ?? []).filter(path => this.session.table.indexOf.has(path));
    this.session.selected = null;
    if (paths.length > 0 && !paths.some(path => this.queue.rankOf(path) >= 0)) this.showQuery(withFilter({ ...this.queue.query, search: '' }, { kind: 'all', classId: null }));
    const shown = paths.filter(path => this.queue.rankOf(path) >= 0);
    this.selection = { selected: new Set(shown), focus: shown[0] ?? this.selection.focus, anchor: shown[0] ?? null };
    this.shared.heard(this.selection.selected);
    void this.updateComplete.then(() => { if (shown.length > 0) this.grid?.reveal(shown[0], 'center'); });
  }

  /** Selects what an undo or redo is about, as far as it is shown: the filter is the person's. */
  private goBackTo(paths: readonly string[]): void {
    const shown = this.queue.shownOf(paths);
    if (shown.length === 0) return;
    this.selection = { selected: new Set(shown), focus: shown[0], anchor: shown[0] };
    this.grid?.reveal(shown[0]);
    // Who pressed the button of the page may press it again.
    const { activeElement } = this.renderRoot as ShadowRoot;
    if (activeElement === null || activeElement === this.grid) this.focusGrid();
  }

  private choose(chosen: ChosenImages): void {
    this.wantedTop = null;
    this.setQuery(withFilter({ ...this.queue.query, search: '' }, { kind: 'chosen', classId: null, chosen }));
    if (!chosen.selected) return this.begin(null);
    this.session.selected = null; // The host tells of the selection by itself, too.
    this.selection = selectAll(emptySelection, this.queue.paths);
    this.lead(this.queue.paths[0]);
  }

  /** The selection in the order shown, or the focused image. */
  subjects(): string[] {
    const { selected, focus } = this.selection;
    const chosen = this.queue.shownOf(selected);
    return chosen.length > 0 ? chosen : focus !== null && this.queue.rankOf(focus) >= 0 ? [focus] : [];
  }

  goOnAfter(paths: readonly string[]): void {
    this.move(following(new Set(paths), this.queue.paths));
  }

  focusGrid(): void {
    this.keyboard.toImages();
  }

  move(path: string | null): void {
    if (path !== null) {
      this.pick(path);
      this.grid?.reveal(path);
    }
    this.focusGrid();
  }
}
