/** The orders of the gallery in words. */
import { t } from '../l10n';
import { type Sort, type SortKey } from '../store/order';

export const sortNames: Record<SortKey, () => string> = {
  name: () => t('Name'),
  confidence: () => t('Confidence'),
  anomaly: () => t('Anomaly score'),
  queue: () => t('Queue'),
};

/** For example "Confidence, descending". */
export function sortText({ by, descending }: Sort): string {
  return descending ? t('{0}, descending', sortNames[by]()) : t('{0}, ascending', sortNames[by]());
}
