/** The grid of images: only the rows in view are in the page, so 100,000 images scroll like ten. */
import { elementScroll, observeElementOffset, observeElementRect, type Range, Virtualizer } from '@tanstack/virtual-core';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleProperties } from '../styleProperties';
import { keyAlongLine } from '../direction';
import { t } from '../l10n';
import { Motion } from '../motion';
import { SessionElement } from '../sessionElement';
import { groupStates } from '../store/groups';
import { type Queue } from '../store/queue';
import { extendTo, selectAll, type Selection, toggle } from '../store/selection';
import { Thumbnails, thumbnailSize } from '../store/thumbnails';
import { base } from '../styles/base';
import { imageUri } from '../uri';
import { bandSelection } from './band';
import { type Box, geometryOf, paddingTop, rankAfterKey, type Geometry } from './geometry';
import { gridStyles } from './gridStyles';
import { tile, type TileGroup } from './tile';
import { insteadOf, nextReasonOf, reasonOf } from './wording';

@customElement('winnow-grid')
export class Grid extends SessionElement {
  static override readonly styles = [base, gridStyles];

  @property({ attribute: false }) queue!: Queue;
  /** The queue's order when it was last handed over; a new one is a new order. */
  @property({ attribute: false }) paths: readonly string[] = [];
  @property({ attribute: false }) selection!: Selection;
  /** Wished side of a tile, pixels. */
  @property({ type: Number }) size = 128;
  @state() private width = 0;
  @state() private band: Box | null = null;
  @query('.scroll') private scroller!: HTMLElement;

  private thumbnails!: Thumbnails;
  private readonly motion = new Motion(() => this.session.inMotion());
  private readonly resize = new ResizeObserver(() => this.measure());
  private virtualizer?: Virtualizer<HTMLElement, HTMLElement>;
  private unmount?: () => void;
  /** Changes with everything that tiles show but their pictures. */
  private content = 0;
  /** Set when the focus must follow the selection into the page. */
  private focusWanted = false;
  private counted?: { readonly revision: number; readonly states: ReturnType<typeof groupStates> };

  override connectedCallback(): void {
    super.connectedCallback();
    this.thumbnails ??= new Thumbnails({
      fetch: (paths, pixels) => this.session.host.thumbnails(paths, pixels),
      onArrival: () => this.redrawRows(),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize.disconnect();
    this.unmount?.();
  }

  override requestUpdate(...changed: Parameters<SessionElement['requestUpdate']>): void {
    this.content++;
    super.requestUpdate(...changed);
  }

  /** Other rows are in view, or have other pictures: all else is as it was, and a row that is as it was is not made again. */
  private redrawRows(): void {
    super.requestUpdate();
  }

  override focus(): void {
    this.focusWanted = true;
    this.requestUpdate();
  }

  /** Brings an image into view; `start` puts it at the top. */
  reveal(path: string, align: 'auto' | 'start' | 'center' = 'auto'): void {
    const rank = this.queue.rankOf(path);
    if (rank >= 0) this.virtualizer?.scrollToIndex(Math.floor(rank / this.geometry.columns), { align });
  }

  /** The first image in view; null: none. */
  get firstVisible(): string | null {
    const row = Math.round((this.scroller.scrollTop - paddingTop) / this.geometry.rowHeight);
    return this.paths[Math.max(0, row) * this.geometry.columns] ?? null;
  }

  private get geometry(): Geometry {
    return geometryOf(this.width, this.size);
  }

  private get focusRank(): number {
    return this.selection.focus === null ? 0 : Math.max(0, this.queue.rankOf(this.selection.focus));
  }

  private measure(): void {
    const padding = 24;
    this.width = Math.max(0, this.scroller.clientWidth - padding);
  }

  protected override firstUpdated(): void {
    this.resize.observe(this.scroller);
    this.scroller.addEventListener('wheel', this.onWheel, { passive: false });
    this.measure();
    this.virtualizer = new Virtualizer<HTMLElement, HTMLElement>(this.virtualOptions());
    this.unmount = this.virtualizer._didMount();
    this.virtualizer._willUpdate();
    this.requestUpdate();
  }

  private virtualOptions() {
    const { columns, rowHeight } = this.geometry;
    const focusRow = Math.floor(this.focusRank / columns);
    return {
      count: Math.ceil(this.paths.length / columns),
      getScrollElement: () => this.scroller,
      estimateSize: () => rowHeight,
      paddingStart: paddingTop,
      paddingEnd: paddingTop,
      scrollPaddingStart: paddingTop,
      scrollPaddingEnd: paddingTop,
      overscan: 3,
      // The focused row stays in the page, else scrolling it away would lose the keyboard.
      rangeExtractor: ({ startIndex, endIndex, overscan, count }: Range) => {
        const first = Math.max(0, startIndex - overscan);
        const last = Math.min(count - 1, endIndex + overscan);
        const rows = Array.from({ length: last - first + 1 }, (_, at) => first + at);
        if (focusRow < count && (focusRow < first || focusRow > last)) rows.push(focusRow);
        return rows.sort((a, b) => a - b);
      },
      observeElementRect, observeElementOffset, scrollToFn: elementScroll,
      onChange: () => this.redrawRows(),
    };
  }

  protected override willUpdate(changed: PropertyValues): void {
    // A tile that moves to another row is made anew, without the focus that it had.
    if (document.hasFocus() && (this.renderRoot as ShadowRoot).activeElement?.matches('.tile')) this.focusWanted = true;
    if (!this.virtualizer) return;
    this.virtualizer.setOptions(this.virtualOptions());
    if (changed.has('width') || changed.has('size') || changed.has('paths')) {
      const kept = changed.has('paths') ? null : this.viewBefore(changed);
      this.virtualizer.measure();
      if (kept !== null) void this.updateComplete.then(() => this.restore(kept));
    }
  }

  /** What was at the top before the columns changed, and the focused image where it was in view: zooming keeps the place. */
  private viewBefore(changed: PropertyValues): { top: string | null; focus: string | null } | null {
    const width = (changed.get('width') as number | undefined) ?? this.width;
    if (width === 0) return null;
    const { columns, rowHeight } = geometryOf(width, (changed.get('size') as number | undefined) ?? this.size);
    const { scrollTop, clientHeight } = this.scroller;
    const row = Math.round((scrollTop - paddingTop) / rowHeight);
    const focusTop = paddingTop + Math.floor(this.focusRank / columns) * rowHeight;
    const inView = focusTop + rowHeight > scrollTop && focusTop < scrollTop + clientHeight;
    return { top: row > 0 ? this.paths[row * columns] ?? null : null, focus: inView ? this.selection.focus : null };
  }

  private restore({ top, focus }: { top: string | null; focus: string | null }): void {
    if (top !== null) this.reveal(top, 'start');
    // The list knows where it is when it has heard of its own scrolling.
    if (focus !== null) requestAnimationFrame(() => this.reveal(focus));
  }

  protected override render(): TemplateResult {
    const rows = this.virtualizer?.getVirtualItems() ?? [];
    const { columns, side } = this.geometry;
    return html`
      <div class="scroll" role="grid" data-testid="grid" aria-label=${t('Images')} aria-multiselectable="true"
        aria-rowcount=${Math.ceil(this.paths.length / columns)} aria-colcount=${columns}
        style=${styleProperties({ '--side': `${side}px` })}
        @click=${this.onClick} @dblclick=${this.onDoubleClick} @keydown=${this.onKey} @pointerdown=${this.onPointerDown}
        @scroll=${this.onScroll}>
        <div class="space" role="presentation" style=${styleProperties({ height: `${this.virtualizer?.getTotalSize() ?? 0}px` })}>
          ${this.width === 0 ? nothing : repeat(rows, ({ index }) => index, ({ index, start }) => html`
            <div class="row" role="row" aria-rowindex=${index + 1} style=${styleProperties({ transform: `translateY(${start}px)` })}>
              ${this.tiles(index)}
            </div>`)}
          ${this.band ? html`<div class="band" style=${styleProperties({
            'inset-inline-start': `${this.band.start}px`, top: `${this.band.top}px`,
            width: `${this.band.end - this.band.start}px`, height: `${this.band.bottom - this.band.top}px`,
          })}></div>` : nothing}
        </div>
      </div>`;
  }

  private onScroll({ timeStamp }: Event): void {
    this.motion.step(timeStamp);
    this.dispatchEvent(new Event('scrolled'));
  }

  private tiles(row: number): unknown {
    const { columns } = this.geometry;
    const { table } = this.session;
    const first = row * columns;
    const pixels = this.thumbnailPixels;
    const paths = this.paths.slice(first, first + columns);
    const pictures = paths.map(path => this.thumbnails.get(path, table.modified[table.indexOf.get(path) ?? -1], pixels));
    return guard([this.content, row, ...pictures], () => this.tilesOf(paths, first, pictures));
  }

  private tilesOf(paths: readonly string[], first: number, pictures: readonly (string | null | undefined)[]): unknown {
    const groups = this.groups();
    return repeat(paths, path => path, (path, column) => {
      const index = this.session.table.indexOf.get(path);
      if (index === undefined) return nothing;
      return tile(this.session, {
        index, column,
        rank: first + column,
        focused: first + column === this.focusRank,
        selected: this.selection.selected.has(path),
        reason: this.reasonFor(index, path),
        group: groups && this.groupAt(first + column, groups),
        src: pictures[column] === null ? imageUri(this.session, path) : pictures[column],
      });
    });
  }

  /** The groups of near duplicates while they lie side by side; counted anew only when something has changed. */
  private groups(): ReturnType<typeof groupStates> | null {
    const { filter, sort } = this.queue.query;
    if (filter.kind !== 'duplicates' || sort.by !== 'queue') return null;
    const { revision, table } = this.session;
    if (this.counted?.revision !== revision) this.counted = { revision, states: groupStates(table) };
    return this.counted.states;
  }

  private groupAt(rank: number, groups: ReturnType<typeof groupStates>): TileGroup | null {
    const { table } = this.session;
    const numberAt = (at: number) => table.group[table.indexOf.get(this.paths[at] ?? '') ?? -1];
    const state = groups.get(numberAt(rank));
    return state ? { ...state, first: numberAt(rank - 1) !== numberAt(rank), last: numberAt(rank + 1) !== numberAt(rank) } : null;
  }

  private reasonFor(index: number, path: string): string | null {
    const { kind, chosen } = this.queue.query.filter;
    if (chosen?.seed === path) return t('this image');
    const { table, classes } = this.session;
    // The order that is shown may be an older one: its images keep their reason until they are decided about.
    if (kind === 'next') return table.label[index] < 0 && table.review[index] !== 1 ? nextReasonOf(table, index) : null;
    return kind === 'mislabelled' ? insteadOf(table, index, classes) ?? reasonOf(table, index) : null;
  }

  private get thumbnailPixels(): number {
    return thumbnailSize(this.geometry.side * window.devicePixelRatio);
  }

  protected override updated(): void {
    const { table } = this.session;
    const { columns } = this.geometry;
    const visible = (this.virtualizer?.getVirtualItems() ?? [])
      .flatMap(({ index }) => this.paths.slice(index * columns, (index + 1) * columns))
      .flatMap(path => {
        const index = table.indexOf.get(path);
        return index === undefined || table.unreadable.has(index) ? [] : [{ path, version: table.modified[index] }];
      });
    this.thumbnails.want(visible, this.thumbnailPixels);
    if (!this.focusWanted) return;
    const cell = this.renderRoot.querySelector<HTMLElement>('.tile[tabindex="0"]');
    if (!cell) return;
    this.focusWanted = false;
    cell.focus({ preventScroll: true });
  }

  private select(selection: Selection): void {
    this.dispatchEvent(new CustomEvent<Selection>('select-images', { detail: selection }));
  }

  /** One image is chosen, and no other. */
  private pick(path: string): void {
    this.dispatchEvent(new CustomEvent<string>('pick-image', { detail: path }));
  }

  private pathAt(event: Event): string | undefined {
    return (event.target as HTMLElement).closest<HTMLElement>('.tile')?.dataset.path;
  }

  private onClick(event: MouseEvent): void {
    const path = this.pathAt(event);
    if (path === undefined) return;
    const range = event.shiftKey;
    const add = event.ctrlKey || event.metaKey;
    if (range || add) this.select(range ? extendTo(this.selection, path, this.paths, add) : toggle(this.selection, path));
    else this.pick(path);
    this.focus();
  }

  private onDoubleClick(event: MouseEvent): void {
    const path = this.pathAt(event);
    if (path !== undefined) void this.session.attempt(this.session.host.openReview(path));
  }

  private onKey(event: KeyboardEvent): void {
    const control = event.ctrlKey || event.metaKey;
    const focus = this.paths[this.focusRank];
    if (focus === undefined || event.altKey) return;
    if (control && event.key.toLowerCase() === 'a') this.select(selectAll(this.selection, this.paths));
    else if (control && event.key === ' ') this.select(toggle(this.selection, focus));
    else {
      const pageRows = Math.max(1, Math.floor(this.scroller.clientHeight / this.geometry.rowHeight));
      const rank = rankAfterKey(keyAlongLine(event.key, this), this.focusRank, this.paths.length, this.geometry.columns, pageRows);
      if (rank === undefined) return;
      const path = this.paths[rank];
      if (event.shiftKey) this.select(extendTo(this.selection, path, this.paths));
      else if (control) this.select({ ...this.selection, focus: path });
      else this.pick(path);
      this.reveal(path);
      this.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private readonly onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('zoom', { detail: -Math.sign(event.deltaY) }));
  };

  private onPointerDown(event: PointerEvent): void {
    bandSelection(event, {
      scroller: this.scroller, paths: this.paths, geometry: () => this.geometry,
      kept: event.ctrlKey || event.metaKey ? this.selection.selected : new Set(),
      show: band => { this.band = band; },
      select: selection => this.select(selection),
    });
  }
}
