/** Narrows what is labelled or suggested to one class. */
import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../l10n';
import { type Session } from '../session';
import { type Counts, type Filter } from '../store/filter';

export function classFilter({ classes }: Session, counts: Counts, filter: Filter, narrow: (filter: Filter) => void): TemplateResult | typeof nothing {
  if (filter.kind !== 'labelled' && filter.kind !== 'suggested') return nothing;
  const each = filter.kind === 'labelled' ? counts.labelledBy : counts.suggestedBy;
  return html`
    <select data-testid="filter-class" aria-label=${t('Class')} title=${`${t('Class')} (V)`} @change=${(event: Event) => narrow({ ...filter, classId: (event.target as HTMLSelectElement).value || null })}>
      <option value="" ?selected=${filter.classId === null}>${t('Every class')}</option>
      ${classes.map(({ id, name }, at) => html`<option value=${id} ?selected=${filter.classId === id}>${t('{0} ({1})', name, each[at] ?? 0)}</option>`)}
    </select>`;
}
