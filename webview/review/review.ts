/** One image, large: what the model sees in it, why it is flagged, and the person's decision. */
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type PageAction } from '../../src/shared/pageContract';
import { type Predictions } from '../../src/shared/trainerContract';
import '../gallery/chips';
import { icon } from '../icons';
import { number, percent, t } from '../l10n';
import { listen } from '../listen';
import { type Memory } from '../memory';
import { SessionElement } from '../sessionElement';
import { DigitsUnderway } from '../underway';
import '../status';
import { Queue } from '../store/queue';
import { isFlagged, isSuggested } from '../store/table';
import { clamp, opacityStep } from '../store/viewState';
import { base } from '../styles/base';
import { barStyles, movedBar } from '../gallery/bars';
import { authorOf, rejectionsOf } from '../gallery/wording';
import { details } from './details';
import { emptyReview } from './emptyReview';
import { Explainer } from './explainer';
import { type ReviewList } from './list';
import './list';
import './threshold';
import { stage } from './stage';
import { reviewStyles } from './styles';

/** New ranks that come so soon after a decision answer it, ms. */
const answerWithin = 5000;

@customElement('winnow-review')
export class Review extends SessionElement {
  static override readonly styles = [base, barStyles, reviewStyles];

  @property({ attribute: false }) memory!: Memory;
  @state() private subject: string | null = null;
  @state() private opacity = 0.6;
  /** Width and height of the subject's image, pixels; null: not loaded yet. */
  @state() private natural: { readonly width: number; readonly height: number } | null = null;
  @query('winnow-review-list') private list!: ReviewList;

  private readonly explainer = new Explainer(this, () => this.session);
  private readonly queue = new Queue({ filter: { kind: 'anomalies', classId: null }, sort: { by: 'anomaly', descending: true }, search: '' });
  private stops: readonly (() => void)[] = [];
  private readonly underway = new DigitsUnderway(() => this.subjects());
  private checking?: ReturnType<typeof setTimeout>;
  /** Revision of the session that the order was checked against last. */
  private checked = -1;
  /** Until when new ranks answer the last decision, by performance.now(). */
  private answeredUntil = 0;
  private told: Predictions | null = null;
  private threshold: number | null = null;

  override connectedCallback(): void {
    this.opacity = this.memory.state.opacity;
    this.stops = [listen(window, { keydown: event => this.underway.pressed(event) }), listen(this.session, {
      change: () => {
        this.follow();
        this.checkLater();
      },
      table: ({ detail: { from, to } }) => {
        this.queue.carry(from, to);
        this.queue.check(to, this.session.classes);
        this.begin();
      },
      act: ({ detail }) => this.act(detail),
      reveal: ({ detail: { path } }) => {
        this.memory.keep({ opened: path });
        this.show(path);
      },
    })];
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stops) stop();
    clearTimeout(this.checking);
  }

  protected override willUpdate(): void {
    this.explainer.follow(this.subject);
  }

  /** Where the person was, unless another image has been opened since. */
  private begin(): void {
    const { path, opened } = this.memory.state;
    const wanted = this.session.path !== null && this.session.path !== opened ? this.session.path : path ?? this.session.path;
    if (this.subject !== null && this.session.table.indexOf.has(this.subject)) return;
    this.memory.keep({ opened: this.session.path });
    this.show(wanted !== null && this.session.table.indexOf.has(wanted) ? wanted : this.queue.paths[0] ?? null);
  }

  /** What the person has just brought about is shown at once: where the threshold was put, and how decisions move the ranking. */
  private follow(): void {
    const { session } = this;
    const moved = session.threshold !== this.threshold;
    // A first ranking has nothing to jump.
    const first = this.told === null && session.told !== null;
    // Nothing jumps under the pointer.
    const answered = session.told !== this.told && performance.now() < this.answeredUntil && this.list?.matches(':hover') === false;
    this.threshold = session.threshold;
    this.told = session.told;
    if (moved || first || answered) this.refresh();
  }

  private checkLater(): void {
    if (this.checking !== undefined || this.checked === this.session.revision) return;
    this.checking = setTimeout(() => {
      this.checking = undefined;
      this.checked = this.session.revision;
      this.queue.check(this.session.table, this.session.classes);
      if (this.subject === null && this.queue.paths.length > 0) this.show(this.queue.paths[0]);
      this.requestUpdate();
    }, 250);
  }

  protected override render(): TemplateResult {
    const { session, queue } = this;
    const counts = session.counts;
    return html`
      <winnow-chips .session=${session} .counts=${counts} @apply-class=${(event: CustomEvent<string>) => this.label(event.detail)}
        @leave=${() => this.list.focus()}></winnow-chips>
      ${this.body()}
      <aside aria-label=${t('Anomalies')}>
        <h2>${t('Anomalies')}<span class="quiet number">${number(counts.anomalies)}</span></h2>
        <winnow-threshold .session=${session} .subject=${this.subject}></winnow-threshold>
        <winnow-review-list .session=${session} .paths=${queue.paths} .subject=${this.subject}
          @choose=${(event: CustomEvent<string>) => this.show(event.detail)}></winnow-review-list>
        ${queue.moved > 0 ? html`<div class="bottom">${movedBar(queue.moved, () => this.refresh())}</div>` : nothing}
        <div class="bottom"><winnow-status .session=${session}></winnow-status></div>
      </aside>`;
  }

  private body(): TemplateResult {
    const { session, subject, explainer } = this;
    const index = subject === null ? undefined : session.table.indexOf.get(subject);
    if (subject === null || index === undefined) return emptyReview(session);
    return html`
      <section class="subject" data-testid="subject" data-path=${subject} aria-label=${subject}>
        ${this.head(subject, index)}
        <div class="both">${stage(session, subject, explainer, {
          opacity: this.opacity, natural: this.natural,
          setOpacity: opacity => this.setOpacity(opacity),
          loaded: natural => { this.natural = natural; },
          show: path => this.show(path),
        })}
        ${details(session, index, explainer)}</div>
      </section>`;
  }

  private head(subject: string, index: number): TemplateResult {
    const { table } = this.session;
    const review = table.review[index];
    // A long path is cut off before the name, which tells the images apart.
    const name = Math.max(0, subject.lastIndexOf('/'));
    return html`
      <div class="head">
        <div class="title">
          <h1 title=${subject}><span class="folder">${subject.slice(0, name)}</span><span class="file">${subject.slice(name)}</span></h1>
          <div class="line">${this.state(index)}${this.labelText(index)}</div>
          <div class="line">${this.history(index)}</div>
        </div>
        <div class="actions">
          <button class="primary" data-testid="confirm" aria-pressed=${review === 1} @click=${() => this.decide(true)}>${icon('check')}${t('Confirm anomaly')}<kbd>A</kbd></button>
          <button class="secondary" data-testid="dismiss" aria-pressed=${review === 0} @click=${() => this.decide(false)}>${icon('close')}${t('Dismiss')}<kbd>X</kbd></button>
          <button data-testid="flag" @click=${() => this.flag()}><span class="either">${[t('Flag'), t('Take back')].map((text, taken) => html`<span ?data-off=${taken !== Number(review === 1)}>${icon('flag')}${text}<kbd>F</kbd></span>`)}</span></button>
          <button data-testid="make-class" title=${t('Make a class of its own for this anomaly, and label it with it')} @click=${() => void this.makeClass()}>${icon('newClass')}${t('Make a class…')}<kbd>⇧C</kbd></button>
        </div>
      </div>`;
  }

  private state(index: number): TemplateResult {
    const { table } = this.session;
    if (table.review[index] === 1) return html`<span class="state confirmed" data-state="confirmed">${icon('flag')}${t('Confirmed anomaly')}</span>`;
    if (table.review[index] === 0) return html`<span class="state dismissed" data-state="dismissed">${icon('pass')}${t('Dismissed: normal')}</span>`;
    if (isFlagged(table, index)) return html`<span class="state flagged" data-state="flagged">${icon('warning')}${t('Flagged, not reviewed')}</span>`;
    return html`<span class="state quiet" data-state="unflagged">${t('Not flagged')}</span>`;
  }

  private labelText(index: number): TemplateResult | typeof nothing {
    const { table, classes } = this.session;
    const label = classes[table.label[index]];
    if (label) {
      const text = t('Labelled {0}', label.name);
      return html`<span class="label" data-state="labelled" title=${text}>${icon('tag')}<span class="text">${text}</span></span>`;
    }
    if (!isSuggested(table, index)) return nothing;
    const text = t('Suggested {0}, {1}', classes[table.suggestion[index]].name, percent(table.confidence[index]));
    return html`<span class="text quiet" data-state="suggested" title=${text}>${text}</span>`;
  }

  /** What was rejected, who decided and when. */
  private history(index: number): TemplateResult | typeof nothing {
    const { table, classes } = this.session;
    const parts = [rejectionsOf(table, index, classes), authorOf(table, index)].filter(part => part !== null);
    const text = parts.join(' · ');
    return parts.length === 0 ? nothing : html`<span class="text quiet" data-testid="author" title=${text}>${text}</span>`;
  }

  private show(path: string | null): void {
    if (path !== this.subject) this.natural = null;
    this.subject = path;
    void this.session.attempt(this.session.host.showing(path));
    this.memory.keep({ path });
  }

  private refresh(): void {
    this.queue.refresh(this.session.table, this.session.classes);
    this.requestUpdate();
  }

  private label(classId: string | null, paths = this.subjects()): void {
    if (paths.length === 0) return this.refuse();
    void this.session.label(paths, classId);
  }

  private subjects(): readonly string[] {
    return this.subject === null ? [] : [this.subject];
  }

  private act(action: PageAction): void {
    const rank = this.subject === null ? -1 : this.queue.rankOf(this.subject);
    switch (action.kind) {
      case 'labelSelection': {
        const item = this.session.classes[action.index];
        const meant = this.underway.arrived(action.index + 1);
        if (item) this.label(item.id, meant ?? undefined);
        else this.session.refuse(t('No class has the key {0}: type a class name first', action.index + 1));
        return;
      }
      case 'labelWith': return this.label(action.classId);
      case 'clearLabel': return this.label(null);
      case 'next': case 'skip': return this.step(rank + 1);
      case 'previous': return this.step(rank - 1);
      case 'confirm': return this.decide(true);
      case 'dismiss': return this.decide(false);
      case 'accept': return this.subject === null ? this.refuse() : void this.session.accept([this.subject]);
      case 'keepLabel': return this.subject === null ? this.refuse() : void this.session.confirmLabels([this.subject]);
      case 'reject': return this.subject === null ? this.refuse() : void this.session.reject([this.subject]);
      case 'clearReview': return this.clearReview();
      case 'flag': return this.flag();
      case 'makeClass': return void this.makeClass();
      case 'similar': return this.subject === null ? this.refuse() : void this.session.attempt(this.session.host.showSimilar(this.subject));
      case 'refresh':
        // What the person has just changed may not have been compared yet.
        this.queue.check(this.session.table, this.session.classes);
        return this.queue.moved > 0 ? this.refresh() : this.session.refuse(t('The order is up to date'));
      case 'strongerMap': return this.strengthen(1);
      case 'fainterMap': return this.strengthen(-1);
      case 'selectAll': case 'openReview': return;
    }
  }

  private setOpacity(opacity: number): void {
    this.opacity = opacity;
    this.memory.keep({ opacity });
  }

  /** Shows the error map over the image a step more strongly (1) or more faintly (-1). */
  private strengthen(direction: 1 | -1): void {
    if (this.explainer.heat === null) return this.session.refuse(t('There is no error map yet'));
    this.setOpacity(clamp(this.opacity + direction * opacityStep, 0, 1, this.opacity));
    this.session.say(t('Opacity {0}', percent(this.opacity)));
  }

  private step(rank: number): void {
    const path = this.queue.paths[rank];
    if (path === undefined) return this.session.refuse(this.queue.paths.length === 0 ? t('No anomalies') : rank < 0 ? t('This is the first of the anomalies') : t('This is the last of the anomalies'));
    this.show(path);
    this.list.focus();
  }

  /** Decides and moves on. */
  private decide(anomalous: boolean): void {
    if (this.subject === null) return this.refuse();
    const decided = this.subject;
    void this.session.review([decided], anomalous);
    this.goOn(decided);
  }

  /** Confirms the anomaly as the first of a new class, whose name the host asks for. */
  private async makeClass(): Promise<void> {
    const { session, subject } = this;
    if (subject === null) return this.refuse();
    const classId = await session.attempt(session.host.makeClassOf([subject]));
    if (classId === undefined || classId === null) return;
    session.say(t('Made the class {0}', session.classes.find(({ id }) => id === classId)?.name ?? ''));
    this.goOn(subject);
  }

  /** After a decision: the ranks that answer it are taken over, and the next image that is still flagged is shown. */
  private goOn(decided: string): void {
    this.answeredUntil = performance.now() + answerWithin;
    const { table } = this.session;
    const rank = this.queue.rankOf(decided);
    const open = (path: string) => path !== decided && isFlagged(table, table.indexOf.get(path) ?? -1);
    const next = this.queue.paths.slice(rank + 1).find(open) ?? this.queue.paths.find(open);
    if (next !== undefined) this.show(next);
    else this.session.say(t('All flags are reviewed'));
    this.list.focus();
  }

  /** Without an image nothing can be decided. */
  private refuse(): void {
    this.session.refuse(t('No image is open in this page'));
  }

  private clearReview(): void {
    if (this.subject === null) return this.refuse();
    const { table } = this.session;
    if (table.review[table.indexOf.get(this.subject) ?? -1] < 0) return this.session.refuse(t('This image has not been reviewed'));
    void this.session.review([this.subject], null);
  }

  private flag(): void {
    if (this.subject === null) return this.refuse();
    const { table } = this.session;
    void this.session.review([this.subject], table.review[table.indexOf.get(this.subject) ?? -1] === 1 ? null : true);
  }
}
