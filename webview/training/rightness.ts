/** How right the suggestions have been, and what they take for what: a click opens those images. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyAlongLine, runsFromRight } from '../direction';
import { percent, plural, t } from '../l10n';
import { SessionElement } from '../sessionElement';
import { type Confusion, confusionOf, type Mistake, mistakesOf, shareInterval, standing } from '../../src/shared/confusion';
import { styleProperties } from '../styleProperties';
import { base } from '../styles/base';
import { matrixStyles } from './matrixStyles';
import './sideways';

/** More classes than this are a list of mistakes: nobody reads a table of them. */
const mostInTable = 16;
const mostMistakes = 8;

@customElement('winnow-rightness')
export class Rightness extends SessionElement {
  static override readonly styles = [base, matrixStyles, css`
    :host { display: block; }
    h2 { margin: 0 0 4px; font-size: 11px; font-weight: 600; text-transform: uppercase; letter-spacing: 0.04em; }
    /* Words take the width that the table leaves them, and ask for none: so the table decides what fits beside it. */
    p, .words { contain: inline-size; }
    p { margin: 0 0 8px; line-height: 1.5; }
    .parts { display: flex; flex-wrap: wrap; gap: 16px 32px; align-items: flex-start; }
    .words { flex: 1 1 240px; }
    /* The words of the buttons stand where other words do. */
    ul { list-style: none; margin-block: 0; margin-inline: -8px 0; padding: 0; }
    li button { height: auto; min-height: 26px; white-space: normal; text-align: start; }
  `];

  /** Row and column of the cell that has the tab stop. */
  @state() private focused: readonly [number, number] = [0, 0];

  protected override render(): TemplateResult {
    const { predictions, classes } = this.session;
    const confusion = confusionOf(standing(predictions?.tests ?? [], image => this.labelOf(image)), classes);
    return html`<section aria-label=${t('Suggestions put to the test')}>
      <h2>${t('Suggestions put to the test')}</h2>
      <p data-testid="tested">${this.sentence(confusion)}</p>
      ${confusion.total === 0 ? nothing : html`<div class="parts">
        ${confusion.classes.length <= mostInTable ? this.table(confusion) : nothing}
        <div class="words">${this.mistakes(mistakesOf(confusion).slice(0, mostMistakes))}</div>
      </div>`}
    </section>`;
  }

  /** Id of the class that an image of the predictions is labelled with, also by a label that is still being saved. */
  private labelOf(image: number): string | undefined {
    const { session, session: { classes, table } } = this;
    const [path] = session.predicted([image]);
    return classes[table.label[table.indexOf.get(path) ?? -1]]?.id;
  }

  private sentence({ right, total }: Confusion): string {
    if (total === 0) return t('Every label is a test: the model is asked before it learns it. Label some images, and how often it was right appears here.');
    const [low, high] = shareInterval(right, total);
    return plural(total, '{2} of the latest label was suggested before it was learned.', '{2} of the latest {0} labels were suggested before they were learned: {1} ({3} to {4} with 95 % certainty).',
      percent(right / total), right, percent(low), percent(high));
  }

  private table(confusion: Confusion): TemplateResult {
    const { classes: named } = this.session;
    const names = confusion.classes.map(k => named[k].name);
    const [row, column] = this.focused.map(at => Math.min(at, names.length - 1));
    return html`<winnow-sideways name=${t('Suggestions put to the test')}>
      <table data-testid="confusion" style=${styleProperties({ '--columns': String(names.length) })} @keydown=${(event: KeyboardEvent) => this.move(event, names.length)}>
        <caption class="hidden-text">${t('Rows: what a person said. Columns: what was suggested.')}</caption>
        <thead><tr><td class="corner quiet"><span>${t('Suggested')} ${runsFromRight(this) ? '←' : '→'}</span><span>${t('Label')} ↓</span></td>${names.map(name => html`<th scope="col"><span title=${name}>${name}</span></th>`)}</tr></thead>
        <tbody>${confusion.images.map((cells, i) => {
          const total = cells.reduce((sum, { length }) => sum + length, 0);
          return html`<tr><th scope="row" title=${names[i]}>${names[i]}</th>${cells.map((images, j) => html`<td>
            <button class=${i === j ? 'right' : 'wrong'} data-testid="cell-${i}-${j}" tabindex=${i === row && j === column ? 0 : -1} aria-disabled=${images.length === 0}
              style=${styleProperties({ '--share': String(total === 0 ? 0 : images.length / total) })} aria-label=${this.cellName(names[i], names[j], images.length)}
              @focus=${() => { this.focused = [i, j]; }} @click=${() => this.open(names[i], names[j], images)}>${images.length === 0 ? '·' : images.length}</button></td>`)}</tr>`;
        })}</tbody>
      </table></winnow-sideways>`;
  }

  private cellName(label: string, suggestion: string, count: number): string {
    return label === suggestion
      ? plural(count, '{1}, suggested right: {0} image', '{1}, suggested right: {0} images', label)
      : plural(count, '{1}, suggested as {2}: {0} image', '{1}, suggested as {2}: {0} images', label, suggestion);
  }

  private mistakes(mistakes: readonly Mistake[]): TemplateResult {
    const name = (k: number) => this.session.classes[k].name;
    if (mistakes.length === 0) return html`<p class="quiet">${t('No mistake among them.')}</p>`;
    return html`<ul aria-label=${t('Mistakes')} data-testid="mistakes">${mistakes.map(({ label, suggestion, images }) => html`<li>
      <button @click=${() => this.open(name(label), name(suggestion), images)}>${plural(images.length, '{1} taken for {2}: {0} image', '{1} taken for {2}: {0} images', name(label), name(suggestion))}</button></li>`)}</ul>`;
  }

  /** Arrow keys from cell to cell. */
  private move(event: KeyboardEvent, count: number): void {
    const steps: Record<string, readonly [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const step = steps[keyAlongLine(event.key, this)] as readonly [number, number] | undefined;
    if (!step) return;
    event.preventDefault();
    const [row, column] = this.focused.map((at, axis) => Math.min(count - 1, Math.max(0, at + step[axis])));
    this.renderRoot.querySelector<HTMLElement>(`[data-testid="cell-${row}-${column}"]`)?.focus();
  }

  private open(label: string, suggestion: string, images: readonly number[]): void {
    const paths = this.session.predicted(images);
    if (paths.length === 0) return this.session.refuse(t('No image is here'));
    const title = label === suggestion ? t('{0}, suggested right', label) : t('{0} taken for {1}', label, suggestion);
    void this.session.attempt(this.session.host.showImages(paths, title));
  }
}
