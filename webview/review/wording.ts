/** The score of an image in words: its reasons and the rule behind the threshold. */
import { type Explanation, type ThresholdRule } from '../../src/shared/trainerContract';
import { decimal, language, percent, t } from '../l10n';

export type Reason = keyof Explanation['reasons'];

/** What a reason means, short and long. */
export function reasonName(reason: Reason): { readonly name: string; readonly detail: string } {
  switch (reason) {
    case 'reconstruction': return { name: t('Hard to redraw'), detail: t('The reconstruction differs from the image.') };
    case 'latent': return { name: t('Far from its class'), detail: t('In the latent space it lies far from the nearest class.') };
    case 'neighbours': return { name: t('Unlike its neighbours'), detail: t('Even the most similar images look different.') };
    case 'classification': return { name: t('Suggested class'), detail: t('It looks like a defect class, or like none of the classes.') };
    case 'likeness': return { name: t('Like what was confirmed'), detail: t('It resembles images that you confirmed as anomalies.') };
  }
}

/** Which rule put the threshold where it is; the share does until there are both `confirmed` and `dismissed` images. */
export function ruleText(rule: ThresholdRule, confirmed: number, dismissed: number): string {
  switch (rule.kind) {
    case 'share': {
      const share = sharePercent(rule.share);
      if (confirmed > 0 && dismissed > 0) return t('The threshold flags the top {0} of the images. With the next ranking it follows your decisions.', share);
      if (confirmed > 0) return t('The threshold flags the top {0} of the images. Dismiss at least one, too: then it follows your decisions.', share);
      if (dismissed > 0) return t('The threshold flags the top {0} of the images. Confirm at least one, too: then it follows your decisions.', share);
      return t('The threshold flags the top {0} of the images. Confirm at least one and dismiss at least one: then it follows your decisions.', share);
    }
    case 'bestF1': return t('The threshold separates your {0} confirmed and {1} dismissed images best (F1 {2}).', rule.confirmed, rule.dismissed, decimal(rule.f1));
    case 'hand': return t('The threshold was set by hand. It stays there while the model learns.');
  }
}

/** A share (0-1) in percent; small ones need their decimals. */
export function sharePercent(share: number): string {
  return share < 0.1 ? t('{0} %', (share * 100).toLocaleString(language, { maximumFractionDigits: 1 })) : percent(share);
}
