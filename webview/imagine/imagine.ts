/** What the model imagines: new images of a class, and the way from one image to another. */
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type PageAction } from '../../src/shared/pageContract';
import { type Waypoint } from '../../src/shared/trainerContract';
import { barStyles } from '../gallery/bars';
import { emptyState } from '../empty';
import { icon } from '../icons';
import { percent, t } from '../l10n';
import { listen } from '../listen';
import { type Memory } from '../memory';
import { type Picture } from '../review/raster';
import '../review/raster';
import { SessionElement } from '../sessionElement';
import '../status';
import { base } from '../styles/base';
import { endOfWalk, nameOfEnd } from './end';
import { Sheet } from './sheet';
import { imagineStyles } from './styles';
import { frameCount, Walk } from './walk';

/** Selected images that are offered as ends by name. */
const mostOffered = 20;

@customElement('winnow-imagine')
export class Imagine extends SessionElement {
  static override readonly styles = [base, barStyles, imagineStyles];

  @property({ attribute: false }) memory!: Memory;
  @state() private classId: string | null = null;
  @state() private from: Waypoint | null = null;
  @state() private to: Waypoint | null = null;
  @state() private at = (frameCount - 1) / 2;
  /** Images that were selected last on another page. */
  @state() private offered: readonly string[] = [];

  private readonly sheet = new Sheet(this, () => this.session);
  private readonly walk = new Walk(this, () => this.session);
  private stop = (): void => undefined;

  override connectedCallback(): void {
    const { imagined, from, to } = this.memory.state;
    [this.classId, this.from, this.to] = [imagined, from, to];
    this.stop = listen(this.session, {
      table: () => this.adopt(),
      selected: () => this.adopt(),
      act: ({ detail }) => this.act(detail),
    });
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  protected override willUpdate(): void {
    const { classes, table } = this.session;
    const known = (end: Waypoint | null) => end !== null && ('path' in end ? !this.session.listed || table.indexOf.has(end.path) : classes.some(({ id }) => id === end.classId));
    if (this.session.ready && !classes.some(({ id }) => id === this.classId)) this.classId = classes[0]?.id ?? null;
    // Without a choice the walk leads between the first two classes.
    if (this.session.ready && !known(this.from)) this.from = classes[0] ? { classId: classes[0].id, seed: 1 } : null;
    if (this.session.ready && !known(this.to)) this.to = classes[1] ? { classId: classes[1].id, seed: 1 } : null;
    if (!this.session.predictions) return;
    this.sheet.follow(this.classId, this.model);
    this.walk.follow(this.from, this.to, this.model);
  }

  /** Changes when the model has learned. */
  private get model(): number {
    return this.session.predictions?.step ?? 0;
  }

  protected override render(): TemplateResult {
    return html`
      <div class="line"><h1>${t('Imagine')}</h1><winnow-status class="text" .session=${this.session}></winnow-status></div>
      ${this.session.predictions ? html`<div class="both">${this.imagined()}${this.way()}</div>` : this.noModel()}`;
  }

  private noModel(): TemplateResult {
    const { status, table, listed } = this.session;
    if (listed && table.paths.length === 0) {
      return emptyState(this.session, 'folder', t('No images in this folder'), t('Open a folder of images, or the sample, for the model to learn from.'), { button: t('Open Sample Folder'), command: 'openSample' });
    }
    if (status.phase === 'paused' || status.phase === 'failed') {
      return emptyState(this.session, 'pause', t('Training is stopped'), t('There is no model yet that could imagine anything. Resume training to get one.'), { button: t('Resume Training'), command: 'resumeTraining' });
    }
    return emptyState(this.session, 'sparkle', t('No model yet'), t('Images appear as soon as the model has looked at the folder for the first time.'));
  }

  private imagined(): TemplateResult {
    const { session: { classes }, sheet } = this;
    const name = classes.find(({ id }) => id === this.classId)?.name ?? '';
    if (classes.length === 0) {
      return emptyState(this.session, 'tag', t('No class to imagine yet'), t('Make a class and label a few images of it: the model then draws new ones.'), { button: t('Open Gallery'), command: 'openGallery' });
    }
    return html`<section aria-label=${t('Imagined images')}>
      <div class="line">
        <label>${t('Class')}<select data-testid="imagine-class" @change=${(event: Event) => this.imagine((event.target as HTMLSelectElement).value)}>
          ${classes.map(({ id, name: each }) => html`<option value=${id} ?selected=${id === this.classId}>${each}</option>`)}</select></label>
        <button class="primary" data-testid="more" ?disabled=${sheet.busy || sheet.problem !== null} @click=${() => void this.more()}>${icon('refresh')}${t('More')}<kbd>M</kbd></button>
        <span class="text quiet">${t('None of these images exists: the model draws them.')}</span>
      </div>
      ${sheet.problem !== null ? html`<p class="problem" role="status" data-testid="imagine-problem">${icon('warning')}${sheet.problem}</p>` : nothing}
      <ul class="sheet ${sheet.busy ? 'busy' : ''}" data-testid="sheet" aria-label=${t('Imagined images of {0}', name)}>
        ${sheet.pictures.map((picture, at) => html`<li><winnow-raster .picture=${picture} name=${t('{0}, imagined, number {1}', name, at + 1)} testid="imagined"></winnow-raster></li>`)}
      </ul></section>`;
  }

  private way(): TemplateResult {
    const { session, walk, from, to, at, offered } = this;
    const frame = walk.frames[at] ?? null;
    const share = percent(at / (frameCount - 1));
    const words = from && to ? t('{0} of the way from {1} to {2}', share, nameOfEnd(session, from), nameOfEnd(session, to)) : '';
    const end = (side: 'from' | 'to', value: Waypoint | null, picture: Picture | null) => endOfWalk(session, {
      side, end: value, offered, picture,
      choose: chosen => this.choose(side, chosen),
      pick: () => void this.pick(side),
    });
    return html`<section aria-label=${t('Walk between two images')}>
      <div class="line"><h2>${t('Walk between two images')}</h2>
        <button data-testid="swap" @click=${() => this.swap()}>${icon('swap')}${t('Swap')}</button>
        <span class="text quiet">${t('Select two images in the gallery or on the map, or choose them here.')}</span></div>
      ${walk.problem !== null ? html`<p class="problem" role="status" data-testid="walk-problem">${icon('warning')}${walk.problem}</p>` : nothing}
      <div class="walk ${walk.busy ? 'busy' : ''}">
        ${end('from', from, walk.frames[0] ?? null)}
        <div class="middle"><h2>${share}</h2>
          <div class="picture">${frame ? html`<winnow-raster .picture=${frame} name=${words} testid="walk-frame"></winnow-raster>` : nothing}</div>
          <input type="range" data-testid="walk" min="0" max=${frameCount - 1} step="1" .value=${String(at)} ?disabled=${walk.frames.length === 0} title="[ ]"
            aria-label=${t('Place on the way')} aria-valuetext=${words} @input=${(event: Event) => { this.at = Number((event.target as HTMLInputElement).value); }}></div>
        ${end('to', to, walk.frames.at(-1) ?? null)}
      </div></section>`;
  }

  private imagine(classId: string): void {
    this.classId = classId;
    this.memory.keep({ imagined: classId });
  }

  private async more(): Promise<void> {
    await this.sheet.more(this.model);
    this.session.say(t('Other images are shown'));
  }

  private choose(side: 'from' | 'to', end: Waypoint): void {
    this[side] = end;
    this.memory.keep({ from: this.from, to: this.to });
  }

  private async pick(side: 'from' | 'to'): Promise<void> {
    const path = await this.session.attempt(this.session.host.pickImage());
    if (path !== undefined && path !== null) this.choose(side, { path });
  }

  private swap(): void {
    [this.from, this.to] = [this.to, this.from];
    this.at = frameCount - 1 - this.at;
    this.memory.keep({ from: this.from, to: this.to });
  }

  /** Two or more images that were selected elsewhere are the ends; they all are offered. */
  private adopt(): void {
    const paths = this.session.selected?.filter(path => this.session.table.indexOf.has(path));
    this.session.selected = null;
    if (!paths) return;
    this.offered = paths.slice(0, mostOffered);
    if (paths.length < 2) return;
    this.choose('from', { path: paths[0] });
    this.choose('to', { path: paths[1] });
  }

  private act({ kind }: PageAction): void {
    switch (kind) {
      case 'moreImages': return this.sheet.classId === null ? this.session.refuse(t('No class to imagine yet')) : void this.more();
      case 'nextClass': return this.nextClass();
      case 'swapEnds': return this.from && this.to ? this.swap() : this.session.refuse(t('There are no ends to swap yet: choose two'));
      case 'pickFrom': return void this.pick('from');
      case 'pickTo': return void this.pick('to');
      case 'moreOnWalk': return this.go(1);
      case 'lessOnWalk': return this.go(-1);
    }
  }

  private nextClass(): void {
    const { classes } = this.session;
    if (classes.length < 2) return this.session.refuse(t('There is no other class to imagine'));
    const { id, name } = classes[(classes.findIndex(each => each.id === this.classId) + 1) % classes.length];
    this.imagine(id);
    this.session.say(t('Imagined images of {0}', name));
  }

  private go(step: 1 | -1): void {
    if (this.walk.frames.length === 0) return this.session.refuse(t('There is no way to walk yet: choose two ends'));
    this.at = Math.min(frameCount - 1, Math.max(0, this.at + step));
    this.session.say(percent(this.at / (frameCount - 1)));
  }
}
