/** The page's words: English in the code, another language from the bundle that the host puts into the page. */

type Bundle = Readonly<Record<string, string>>;

/** The host sets this, or `<body data-l10n>` as JSON, before the page's script runs; keys are the English texts. */
declare global {
  interface Window {
    winnowL10n?: Bundle;
  }
}

const bundle: Bundle = window.winnowL10n ?? (JSON.parse(document.body.dataset.l10n ?? '{}') as Bundle);
/** The page's language, for what is formatted elsewhere. */
export const language = document.documentElement.lang || 'en';
const whole = new Intl.NumberFormat(language);
const hundredths = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const dateAndTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });

/** A text in the person's language; `{0}`, `{1}` … are replaced by the values, numbers grouped. */
export function t(text: string, ...values: readonly (string | number)[]): string {
  return (bundle[text] ?? text).replace(/\{(\d+)\}/g, (all, at: string) => {
    const value = values[Number(at)];
    return value === undefined ? all : typeof value === 'number' ? whole.format(value) : value;
  });
}

/** One text for one, another for more (0 counts as more); `{0}` is the count. */
export function plural(count: number, one: string, more: string, ...values: readonly (string | number)[]): string {
  return t(count === 1 ? one : more, count, ...values);
}

/** A whole number with its groups. */
export function number(value: number): string {
  return whole.format(value);
}

/** A score, with two decimals. */
export function decimal(value: number): string {
  return hundredths.format(value);
}

/** 0.57 * 100 is a little less than 57, and so is a 32-bit 0.57. */
const rounding = 1e-4;

/** A share (0-1) as whole percent, never rounded up to a certainty: 0.999 is 99 %. */
export function percent(share: number): string {
  return t('{0} %', share >= 1 ? 100 : Math.floor(share * 100 + rounding));
}

/** A time (ISO 8601) as date and time of day where the person is; what is no time stays as it is. */
export function moment(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : dateAndTime.format(date);
}
