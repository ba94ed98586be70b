/** The plane with its points: drawn, moved, hovered, lassoed, and walked over with the arrow keys. */
import { css, html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { t } from '../l10n';
import { base } from '../styles/base';
import { onThemeChange, rgbOf, themeColor } from '../theme';
import { type Camera, fitted, panned, type Point, revealing, type Size, toScreen, toWorld, zoomed } from './camera';
import { drawing, type Grouping } from './colours';
import { gestures } from './gestures';
import { type Direction, Places } from './places';
import { Pace } from './pace';
import { Plot, selectedOpacity } from './plot';

/** Pixels around the pointer in which a point is hovered, and the least step of an arrow key. */
const reach = 10;
const leastStep = 7;
/** How long points take to their new places, ms. */
const moving = 500;
const zoomStep = 1.5;

export type Tool = 'move' | 'lasso';
/** How a gesture changes the selection. */
export type Change = 'replace' | 'add' | 'toggle';

@customElement('winnow-map-view')
export class MapView extends LitElement {
  static override readonly styles = [base, css`
    :host { display: block; position: relative; overflow: hidden; min-height: 0; touch-action: none; user-select: none; }
    .plane, canvas, svg { position: absolute; inset: 0; width: 100%; height: 100%; }
    .plane { outline-offset: -2px; border-radius: 2px; cursor: grab; }
    .plane:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
    .plane.lasso { cursor: crosshair; }
    .plane.over { cursor: pointer; }
    svg { pointer-events: none; }
    .loop { fill: color-mix(in srgb, var(--vscode-focusBorder) 16%, transparent); stroke: var(--vscode-focusBorder); stroke-width: 1.5; }
    .focus { fill: none; stroke: var(--vscode-focusBorder); stroke-width: 2; }
    .halo { fill: none; stroke: var(--vscode-editor-background); stroke-width: 4; }
  `];

  /** x and y of every image [2 N]; NaN: no place. */
  @property({ attribute: false }) points = new Float32Array();
  @property({ attribute: false }) grouping: Grouping = { groups: [], groupOf: new Uint16Array() };
  @property({ attribute: false }) selected: ReadonlySet<number> = new Set();
  /** The image that the keys act on; -1: none. */
  @property({ type: Number }) focused = -1;
  @property() tool: Tool = 'move';
  /** null: everything. */
  @property({ attribute: false }) start: Camera | null = null;
  /** Name of a point for screen readers. */
  @property({ attribute: false }) nameOf: (index: number) => string = String;
  /** Of all that is shown. */
  @property() summary = '';
  @state() private loop: readonly Point[] = [];
  @state() private hovered = -1;
  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.plane') private plane!: HTMLElement;

  private camera: Camera | null = null;
  private places = new Places(new Float32Array());
  private plot: Plot | null = null;
  private ring: readonly [number, number, number] = [255, 255, 255];
  private frame = 0;
  private readonly pace = new Pace();
  private tween: { readonly from: Float32Array; readonly begun: number } | null = null;
  private readonly resize = new ResizeObserver(() => {
    this.later();
    this.requestUpdate();
  });
  private stop = (): void => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = onThemeChange(() => this.recolour());
    this.resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    this.resize.disconnect();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.plot?.dispose();
    this.plot = null;
  }

  override focus(): void {
    this.plane.focus();
  }

  /** Zooms around the middle, or the focused point where it is in view. */
  zoom(direction: 1 | -1): void {
    const at = this.focused >= 0 && this.places.has(this.focused) ? toScreen(this.view, this.size, this.places.at(this.focused)) : null;
    const { width, height } = this.size;
    const within = at !== null && at.x > 0 && at.x < width && at.y > 0 && at.y < height;
    this.look(zoomed(this.view, this.size, within ? at : { x: width / 2, y: height / 2 }, zoomStep ** direction, this.whole));
  }

  fit(): void {
    this.look(null);
  }

  /** Brings a point into view. */
  reveal(index: number): void {
    if (!this.places.has(index)) return;
    const moved = revealing(this.view, this.size, this.places.at(index));
    // The view of everything stays one of everything, also when the points move.
    if (moved.x !== this.view.x || moved.y !== this.view.y) this.look(moved);
    else if (this.hasUpdated) this.requestUpdate();
  }

  /** The points nearest to the focused one, itself among them. */
  neighbours(count: number): number[] {
    return this.places.has(this.focused) ? this.places.around(this.places.at(this.focused), count, this.extent) : [];
  }

  /** Points in view. */
  inView(): number[] {
    const { width, height } = this.size;
    return this.places.inside([{ x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: height }, { x: 0, y: height }].map(corner => toWorld(this.view, this.size, corner)));
  }

  private get size(): Size {
    return { width: Math.max(1, this.clientWidth), height: Math.max(1, this.clientHeight) };
  }

  private get whole(): Camera {
    return fitted(this.places.points, this.size);
  }

  private get view(): Camera {
    return this.camera ?? this.whole;
  }

  /** Size of everything, in units of the world. */
  private get extent(): number {
    return Math.max(this.size.width, this.size.height) / this.whole.scale;
  }

  /** Larger where there is more room for each. */
  private get diameter(): number {
    const { width, height } = this.size;
    const each = Math.sqrt((width * height) / Math.max(1, this.places.count));
    return Math.min(14, Math.max(3, 0.35 * each) * Math.min(2.5, Math.sqrt(Math.max(1, this.view.scale / this.whole.scale))));
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('start') && this.start) this.camera = this.start;
    if (changed.has('points')) this.place(changed.get('points') as Float32Array | undefined);
    if (changed.has('points') || changed.has('grouping') || changed.has('selected')) this.recolour();
    if (changed.has('points')) this.hovered = -1;
  }

  protected override firstUpdated(): void {
    try {
      this.plot = new Plot(this.canvas);
    } catch {
      this.dispatchEvent(new CustomEvent('no-graphics'));
      return;
    }
    this.canvas.addEventListener('webglcontextlost', event => event.preventDefault());
    this.canvas.addEventListener('webglcontextrestored', () => {
      this.plot?.prepare();
      this.plot?.setPoints(this.points);
      this.recolour();
    });
    gestures(this.plane, {
      lassoing: event => this.tool === 'lasso' || event.shiftKey,
      pan: (dx, dy) => this.look(panned(this.view, dx, dy)),
      zoom: (at, factor) => this.look(zoomed(this.view, this.size, at, factor, this.whole)),
      loop: loop => { this.loop = loop; },
      looped: (loop, add) => {
        this.loop = [];
        this.change(this.places.inside(loop.map(point => toWorld(this.view, this.size, point))), add ? 'add' : 'replace');
      },
      hover: at => this.hover(at === null ? -1 : this.pointAt(at)),
      click: (at, add) => this.press(this.pointAt(at), add),
      open: at => this.open(this.pointAt(at)),
    });
    this.plot.setPoints(this.points);
    this.recolour();
  }

  /** Tells that points may stand elsewhere on the screen: see {@link screenOf}. */
  protected override updated(): void {
    this.dispatchEvent(new CustomEvent('moved'));
  }

  protected override render(): TemplateResult {
    const name = this.focused >= 0 && this.places.has(this.focused) ? this.nameOf(this.focused) : '';
    return html`
      <canvas aria-hidden="true" data-testid="map-canvas"></canvas>
      <svg aria-hidden="true">${this.overlay()}</svg>
      <div class="plane ${this.tool} ${this.hovered >= 0 && this.loop.length === 0 ? 'over' : ''}" data-testid="map" tabindex="0" role="listbox" aria-multiselectable="true"
        aria-label=${t('Map of the images')} aria-describedby="summary" aria-activedescendant=${name === '' ? nothing : `point-${this.focused}`} @keydown=${this.onKey}>
        <div class="hidden-text" role="option" id=${name === '' ? 'no-point' : `point-${this.focused}`} aria-selected=${this.selected.has(this.focused)}
          data-testid="map-focus" data-index=${this.focused}>${name === '' ? t('No image yet: press an arrow key') : name}</div>
      </div>
      <p class="hidden-text" id="summary">${this.summary}</p>`;
  }

  private overlay(): unknown {
    const marked = this.focused >= 0 && this.places.has(this.focused) ? toScreen(this.view, this.size, this.places.at(this.focused)) : null;
    const r = this.diameter / 2 + 4;
    return svg`
      ${this.loop.length > 1 ? svg`<polygon class="loop" points=${this.loop.map(({ x, y }) => `${x},${y}`).join(' ')}></polygon>` : nothing}
      ${marked ? svg`<circle class="halo" cx=${marked.x} cy=${marked.y} r=${r}></circle><circle class="focus" cx=${marked.x} cy=${marked.y} r=${r}></circle>` : nothing}`;
  }

  private place(before: Float32Array | undefined): void {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.tween = !still && before && before.length === this.points.length && this.places.count > 0 ? { from: before, begun: performance.now() } : null;
    this.places = new Places(this.points);
    if (!this.tween) this.plot?.setPoints(this.points);
  }

  private recolour(): void {
    this.ring = rgbOf(themeColor('foreground'));
    const { colours, order } = drawing(this.grouping, index => this.places.has(index), this.selected, selectedOpacity);
    this.plot?.setColours(colours, order);
    this.later();
  }

  /** Draws with the next frame. */
  private later(): void {
    if (this.frame === 0 && this.isConnected) this.frame = requestAnimationFrame(now => this.draw(now));
  }

  private draw(now: number): void {
    this.frame = 0;
    if (this.tween) {
      const { from, begun } = this.tween;
      const share = Math.min(1, Math.max(0, (now - begun) / moving));
      const eased = share * share * (3 - 2 * share);
      this.plot?.setPoints(share === 1 ? this.points : this.points.map((to, at) => (Number.isNaN(from[at]) ? to : from[at] + eased * (to - from[at]))));
      if (share === 1) this.tween = null;
      else this.later();
    }
    const every = this.pace.frame(now, this.places.count);
    this.plot?.draw(this.view, this.size, this.diameter, this.ring, every);
    // What was left out while it moved is drawn when it rests.
    if (every > 1) this.later();
  }

  private look(camera: Camera | null): void {
    this.camera = camera;
    this.pace.move(performance.now());
    this.later();
    // Only what lies over the points is drawn by the page itself.
    if (this.focused >= 0 || this.hovered >= 0) this.requestUpdate();
    this.dispatchEvent(new CustomEvent('look', { detail: camera }));
  }

  private pointAt(at: Point): number {
    return this.places.nearest(toWorld(this.view, this.size, at), reach / this.view.scale);
  }

  private hover(index: number): void {
    if (index === this.hovered) return;
    this.hovered = index;
    this.dispatchEvent(new CustomEvent('hover', { detail: index }));
  }

  private press(index: number, add: boolean): void {
    this.focus();
    if (index >= 0) this.go(index);
    if (index >= 0 || !add) this.change(index < 0 ? [] : [index], add ? 'toggle' : 'replace');
  }

  private open(index: number): void {
    if (index >= 0) this.dispatchEvent(new CustomEvent('open', { detail: index }));
  }

  private go(index: number): void {
    this.dispatchEvent(new CustomEvent('go', { detail: index }));
    this.reveal(index);
  }

  private change(indices: readonly number[], how: Change): void {
    this.dispatchEvent(new CustomEvent('select-points', { detail: { indices, how } }));
  }

  /** Where a point is on the screen, for what is shown beside it; null: out of view. */
  screenOf(index: number): Point | null {
    return this.places.has(index) ? toScreen(this.view, this.size, this.places.at(index)) : null;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = /^Arrow(Left|Right|Up|Down)$/.exec(event.key)?.[1].toLowerCase() as Direction | undefined;
    if (direction) {
      const next = this.step(direction);
      if (next >= 0) {
        this.go(next);
        if (event.shiftKey) this.change([this.focused, next].filter(index => index >= 0), 'add');
      }
    } else if (event.key === ' ' && this.focused >= 0) this.change([this.focused], 'toggle');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The next point in a direction; without a focus, the one nearest to the middle of the view. */
  private step(direction: Direction): number {
    if (!this.places.has(this.focused)) {
      const { width, height } = this.size;
      return this.places.around(toWorld(this.view, this.size, { x: width / 2, y: height / 2 }), 1, this.extent)[0] ?? -1;
    }
    return this.places.towards(this.places.at(this.focused), direction, leastStep / this.view.scale, this.extent);
  }
}
