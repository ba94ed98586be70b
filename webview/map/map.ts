/** The map of the latent space: what is alike lies together, and what is selected here is selected everywhere. */
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type MapStep, type PageAction } from '../../src/shared/pageContract';
import { barStyles } from '../gallery/bars';
import { nameOfImage } from '../gallery/wording';
import { icon } from '../icons';
import { number, plural, t } from '../l10n';
import { listen } from '../listen';
import { type Memory } from '../memory';
import { Motion } from '../motion';
import { SessionElement } from '../sessionElement';
import { DigitsUnderway } from '../underway';
import { SharedSelection } from '../sharedSelection';
import '../status';
import { Thumbnails, thumbnailSize } from '../store/thumbnails';
import { styleProperties } from '../styleProperties';
import { base } from '../styles/base';
import { Atlas } from './atlas';
import { type Camera } from './camera';
import { card, cardPlace } from './card';
import { type Colouring, colourings, type Grouping, grouping, sizes } from './colours';
import { emptyMap } from './emptyMap';
import { mapStyles } from './styles';
import { type Change, type MapView, type Tool } from './view';
import './view';

/** Images that one press adds around the focused one. */
const grown = 32;
/** Classes offered as buttons for the selection: those that have a key. */
const keyed = 9;

const colouringNames: Record<Colouring, () => string> = {
  label: () => t('Label'),
  suggestion: () => t('Label or suggestion'),
  anomaly: () => t('Anomaly'),
};

@customElement('winnow-map')
export class MapPage extends SessionElement {
  static override readonly styles = [base, barStyles, mapStyles];

  @property({ attribute: false }) memory!: Memory;
  @state() private by: Colouring = 'suggestion';
  @state() private tool: Tool = 'move';
  @state() private selected: ReadonlySet<string> = new Set();
  @state() private focused: string | null = null;
  @state() private hovered = -1;
  @state() private noGraphics = false;
  @query('winnow-map-view') private view!: MapView | null;

  private readonly atlas = new Atlas(this, () => this.session);
  private readonly shared = new SharedSelection(() => this.session);
  private readonly motion = new Motion(() => this.session.inMotion());
  private thumbnails!: Thumbnails;
  private groups: Grouping = { groups: [], groupOf: new Uint16Array() };
  private indices: ReadonlySet<number> = new Set();
  /** What {@link groups} and {@link indices} were made from. */
  private made: readonly unknown[] = [];
  private stops: readonly (() => void)[] = [];
  private readonly underway = new DigitsUnderway(() => this.subjects());

  override connectedCallback(): void {
    const { mapColour, lasso } = this.memory.state;
    this.tool = lasso ? 'lasso' : 'move';
    this.by = colourings.find(each => each === mapColour) ?? 'suggestion';
    this.thumbnails ??= new Thumbnails({
      fetch: (paths, pixels) => this.session.host.thumbnails(paths, pixels),
      onArrival: () => this.requestUpdate(),
    });
    this.stops = [listen(window, { keydown: event => this.underway.pressed(event) }), listen(this.session, {
      table: ({ detail: { from, to } }) => {
        this.atlas.carry(from, to);
        if (this.session.listed) this.selected = new Set([...this.selected].filter(path => to.indexOf.has(path)));
        this.adopt();
      },
      selected: () => this.adopt(),
      act: ({ detail }) => this.act(detail),
    })];
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stops) stop();
  }

  protected override willUpdate(): void {
    this.atlas.follow();
    const { session, by, selected } = this;
    const from = [session.table, session.revision, session.classes, by, selected];
    if (from.every((each, at) => each === this.made[at])) return;
    this.made = from;
    this.groups = grouping(session.table, session.classes, by);
    this.indices = new Set([...selected].flatMap(path => session.table.indexOf.get(path) ?? []));
  }

  protected override updated(): void {
    this.placeCard();
    this.shared.point(this.focused ?? this.subjects()[0] ?? null);
  }

  protected override render(): TemplateResult {
    const { points } = this.atlas;
    return html`
      <header>
        <div class="group"><span class="name" id="colour-by">${t('Colour by')}</span>
          <div class="switch" role="group" aria-labelledby="colour-by">
            ${colourings.map(by => html`<button data-testid="colour-${by}" aria-pressed=${this.by === by} @click=${() => this.colour(by)}>${colouringNames[by]()}</button>`)}
          </div>
        </div>
        <div class="switch" role="group" aria-label=${t('Drag to')}>
          <button data-testid="tool-move" aria-pressed=${this.tool === 'move'} @click=${() => this.drag('move')}>${icon('move')}${t('Move')}</button>
          <button data-testid="tool-lasso" aria-pressed=${this.tool === 'lasso'} title=${t('Lasso (L), or drag with Shift held down')} @click=${() => this.drag('lasso')}>${icon('lasso')}${t('Lasso')}</button>
        </div>
        <div class="group">
          ${this.button('zoomIn', 'zoomIn', t('Zoom in'))}${this.button('zoomOut', 'zoomOut', t('Zoom out'))}${this.button('fit', 'whole', t('Show everything'))}
        </div>
        <div class="group end">
          <button class="secondary" data-testid="open-imagine" @click=${() => this.run('imagine')}>${icon('sparkle')}${t('Imagine')}</button>
        </div>
      </header>
      <div class="body">
        <div class="field">${points === null || this.noGraphics ? emptyMap(this.session, this.atlas, this.noGraphics) : this.field(points)}</div>
        <aside aria-label=${t('Legend and selection')}>${this.legend()}${this.picked()}</aside>
      </div>
      <footer>
        <span class="text quiet" data-testid="projection" title=${this.projection()}>${this.projection()}</span>
        <winnow-status .session=${this.session}></winnow-status>
      </footer>`;
  }

  private field(points: Float32Array): TemplateResult {
    const { session: { table } } = this;
    return html`
      <winnow-map-view .points=${points} .grouping=${this.groups} .selected=${this.indices} .focused=${this.focusIndex} .tool=${this.tool}
        .start=${this.memory.state.camera} .nameOf=${(index: number) => nameOfImage(table, index, this.session.classes)} .summary=${this.summary()}
        @select-points=${({ detail: { indices, how } }: CustomEvent<{ indices: readonly number[]; how: Change }>) => this.select(indices, how)}
        @go=${({ detail }: CustomEvent<number>) => { this.focused = table.paths[detail] ?? null; }}
        @hover=${({ detail }: CustomEvent<number>) => { this.hovered = detail; }}
        @open=${({ detail }: CustomEvent<number>) => this.open(table.paths[detail])}
        @moved=${() => this.placeCard()}
        @look=${this.onLook}
        @no-graphics=${() => { this.noGraphics = true; }}></winnow-map-view>
      ${this.card()}`;
  }

  /** The point under the pointer, else the one that the keys are on; -1: neither. */
  private get shown(): number {
    return this.hovered >= 0 ? this.hovered : this.view?.matches(':focus-within') || this.view?.shadowRoot?.activeElement ? this.focusIndex : -1;
  }

  /** The card follows its point without another drawing of the page: there is one for each frame of a move. */
  private placeCard(): void {
    const { view } = this;
    const at = view?.screenOf(this.shown);
    const card = this.renderRoot.querySelector<HTMLElement>('.card');
    if (view && at && card) Object.assign(card.style, cardPlace(at, { width: view.clientWidth, height: view.clientHeight }));
  }

  /** Of the image that is shown. */
  private card(): TemplateResult | typeof nothing {
    const index = this.shown;
    const { view, session: { table } } = this;
    const at = index >= 0 ? view?.screenOf(index) : null;
    if (!view || !at || index >= table.paths.length) return nothing;
    const pixels = thumbnailSize(194 * window.devicePixelRatio);
    const item = { path: table.paths[index], version: table.modified[index] };
    const src = this.thumbnails.get(item.path, item.version, pixels);
    if (src === undefined && !table.unreadable.has(index)) this.thumbnails.want([item], pixels);
    return card(this.session, index, at, { width: view.clientWidth, height: view.clientHeight }, src);
  }

  private get focusIndex(): number {
    return this.focused === null ? -1 : this.session.table.indexOf.get(this.focused) ?? -1;
  }

  private isPlaced = (index: number): boolean => this.atlas.points !== null && !Number.isNaN(this.atlas.points[2 * index]);

  private legend(): TemplateResult {
    const counts = sizes(this.groups, this.isPlaced);
    const { by, session: { counts: { labelled, suggested, labelledBy, suggestedBy } } } = this;
    const entry = (name: string, at: number) => (by === 'suggestion' && at > 0 ? t('Select {0}: {1} labelled, {2} suggested', name, labelledBy[at - 1], suggestedBy[at - 1]) : t('Select {0}: {1}', name, counts[at]));
    return html`<section><h2>${colouringNames[by]()}</h2>
      ${by !== 'suggestion' ? nothing : html`<p class="help quiet"><span data-testid="legend-labelled">${t('{0} labelled', labelled)}</span> · <span data-testid="legend-suggested">${t('{0} suggested', suggested)}</span></p>`}
      <ul class="legend">${this.groups.groups.map(({ name, colour }, at) => html`<li>
        <button data-testid="legend" data-name=${name} ?disabled=${counts[at] === 0} title=${entry(name, at)}
          @click=${(event: MouseEvent) => this.chooseEntry(at, event)}>
          <span class="dot" style=${styleProperties({ background: `rgb(${colour.join(' ')})` })}></span><span class="text">${name}</span><span class="number quiet">${number(counts[at])}</span>
        </button></li>`)}</ul></section>`;
  }

  private onLook({ detail, timeStamp }: CustomEvent<Camera | null>): void {
    this.motion.step(timeStamp);
    this.memory.keep({ camera: detail });
  }

  private picked(): TemplateResult {
    const { selected, session: { classes } } = this;
    if (selected.size === 0) {
      return html`<section><h2>${t('Selection')}</h2><p class="help quiet">${t('Draw a lasso with Shift held down, click a point, or choose an entry of the legend. Arrow keys go from point to point, Space selects, Enter opens.')}</p></section>`;
    }
    return html`<section class="picked"><h2>${t('Selection')}</h2>
      <p data-testid="map-selected" data-count=${selected.size}>${plural(selected.size, '{0} image', '{0} images')}</p>
      <div class="actions">
        <button class="primary" data-testid="map-show" @click=${() => this.showInGallery()}>${t('Show in Gallery')}<kbd>G</kbd></button>
        <button class="secondary" data-testid="map-clear" @click=${() => this.select([], 'replace')}>${t('Clear')}</button>
      </div>
      <div class="labels" role="group" aria-label=${t('Label the selection')}>
        ${classes.slice(0, keyed).map(({ id, name, color }, at) => html`<button data-testid="map-label" data-name=${name} @click=${() => void this.session.label([...selected], id)}>
          <span class="dot" style=${styleProperties({ background: color })}></span><span class="text">${name}</span><kbd>${at + 1}</kbd></button>`)}
        <button data-testid="map-label-other" @click=${() => this.run('labelWith')}><span class="text">${classes.length === 0 ? t('New Class') : t('Another class…')}</span><kbd>⇧C</kbd></button>
      </div>
    </section>`;
  }

  private button(step: MapStep, glyph: Parameters<typeof icon>[0], name: string): TemplateResult {
    return html`<button class="bare" data-testid="map-${step}" aria-label=${name} title=${name} @click=${() => this.step(step)}>${icon(glyph)}</button>`;
  }

  /** Which projection it is, for a person. */
  private projection(): string {
    const { map } = this.atlas;
    if (!map) return t('UMAP of the latent space');
    const placed = sizes(this.groups, this.isPlaced).reduce((a, b) => a + b, 0);
    const fit = map.fitted < placed ? t('fitted to {0} of {1} images, the others lie among their nearest', map.fitted, placed) : plural(placed, '{0} image', '{0} images');
    const parts = [t('UMAP of the latent space'), fit, t('after {0} steps', map.step)];
    if (map.continued) parts.push(t('continued from the last map'));
    if (this.atlas.asking) parts.push(t('being drawn anew'));
    return parts.join(' · ');
  }

  private summary(): string {
    const counts = sizes(this.groups, this.isPlaced);
    return [this.projection(), ...this.groups.groups.map(({ name }, at) => t('{0}: {1}', name, counts[at])), t('{0} selected', this.selected.size)].join('; ');
  }

  private colour(by: Colouring): void {
    this.by = by;
    this.memory.keep({ mapColour: by });
    this.session.say(t('Coloured by {0}', colouringNames[by]()));
  }

  /** Chooses what a drag does. */
  private drag(tool: Tool): void {
    this.tool = tool;
    this.memory.keep({ lasso: tool === 'lasso' });
    this.session.say(tool === 'lasso' ? t('Drag draws a lasso') : t('Drag moves the map'));
  }

  private select(indices: readonly number[], how: Change): void {
    const paths = indices.map(index => this.session.table.paths[index]);
    const selected = new Set(how === 'replace' ? [] : this.selected);
    for (const path of paths) if (how !== 'toggle' || !selected.delete(path)) selected.add(path);
    this.selected = selected;
    this.shared.tell(selected);
    this.session.say(t('{0} selected', selected.size));
  }

  /** Who chose by key goes on by keys, on the map. */
  private chooseEntry(at: number, { ctrlKey, metaKey, detail }: MouseEvent): void {
    this.selectGroup(at, ctrlKey || metaKey);
    if (detail === 0) this.view?.focus();
  }

  private selectGroup(at: number, add: boolean): void {
    const members: number[] = [];
    this.groups.groupOf.forEach((group, index) => { if (group === at && this.isPlaced(index)) members.push(index); });
    this.select(members, add ? 'add' : 'replace');
  }

  /** Takes over what another page has selected. */
  private adopt(): void {
    const paths = this.session.selected?.filter(path => this.session.table.indexOf.has(path));
    this.session.selected = null;
    if (!paths) return;
    this.selected = new Set(paths);
    this.shared.heard(paths);
    const [first] = paths;
    if (first === undefined) return;
    this.focused = first;
    void this.updateComplete.then(() => this.view?.reveal(this.focusIndex));
  }

  /** The selection, or the image that the keys are on. */
  private subjects(): string[] {
    return this.selected.size > 0 ? [...this.selected] : this.focused === null ? [] : [this.focused];
  }

  private act(action: PageAction): void {
    const { session } = this;
    const paths = this.subjects();
    if (action.kind === 'map') return this.step(action.step);
    if (action.kind === 'selectAll') return this.select(this.view?.inView() ?? [], 'replace');
    if (paths.length === 0) return session.refuse(t('Select an image first'));
    switch (action.kind) {
      case 'openReview': return this.open(this.focused ?? paths[0]);
      case 'labelSelection': {
        const item = session.classes[action.index];
        const meant = this.underway.arrived(action.index + 1) ?? paths;
        if (item) void session.label(meant, item.id);
        else session.refuse(t('No class has the key {0}: type a class name first', action.index + 1));
        return;
      }
      case 'labelWith': return void session.label(paths, action.classId);
      case 'clearLabel': return void session.label(paths, null);
      case 'flag': return void session.review(paths, paths.every(path => session.table.review[session.table.indexOf.get(path) ?? -1] === 1) ? null : true);
    }
  }

  private step(step: MapStep): void {
    if (this.atlas.points === null || !this.view) return this.session.refuse(t('There is no map yet'));
    switch (step) {
      case 'zoomIn': return this.view.zoom(1);
      case 'zoomOut': return this.view.zoom(-1);
      case 'fit': return this.view.fit();
      case 'lasso': return this.drag(this.tool === 'lasso' ? 'move' : 'lasso');
      case 'colour': return this.colour(colourings[(colourings.indexOf(this.by) + 1) % colourings.length]);
      case 'grow': return this.grow();
      case 'legend': return this.renderRoot.querySelector<HTMLElement>('.legend button:not(:disabled)')?.focus();
      case 'clear': return this.select([], 'replace');
      case 'showInGallery': return this.showInGallery();
    }
  }

  /** Selects the next nearest images around the focused one. */
  private grow(): void {
    if (this.focusIndex < 0) return this.session.refuse(t('Go to an image with the arrow keys first'));
    this.select(this.view?.neighbours(this.selected.size + grown) ?? [], 'add');
  }

  private showInGallery(): void {
    if (this.selected.size === 0) return this.session.refuse(t('Select an image first'));
    void this.session.attempt(this.session.host.showImages([...this.selected], t('Selected on the map'), true));
  }

  private open(path: string | undefined): void {
    if (path !== undefined) void this.session.attempt(this.session.host.openReview(path));
  }

  private run(command: string): void {
    void this.session.attempt(this.session.host.run(command));
  }
}
