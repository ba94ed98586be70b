/** Texts for people that are made where nobody knows their language, and said in it where they are shown. */

/** An English text with `{0}` and on in the places of its arguments, which may be texts themselves. */
export interface Phrase {
  readonly template: string;
  readonly args: readonly Argument[];
}

type Argument = string | number | Phrase;

/** What finds a text in the person's language: `{0}` and on stand for the arguments. */
export type Translator = (template: string, ...args: string[]) => string;

/** A template literal as a {@link Phrase}: phrase`"${path}" is gone.` */
export function phrase(parts: TemplateStringsArray, ...args: readonly Argument[]): Phrase {
  return { template: parts.reduce((all, part, i) => `${all}{${i - 1}}${part}`), args };
}

/** Whether a value of another kind, or from a file, is a phrase. */
export function isPhrase(value: unknown): value is Phrase {
  return typeof value === 'object' && value !== null && 'template' in value;
}

/** A text in the language of `translator`. */
export function said({ template, args }: Phrase, translator: Translator = inEnglish): string {
  return translator(template, ...args.map(arg => (typeof arg === 'object' ? said(arg, translator) : String(arg))));
}

function inEnglish(template: string, ...args: string[]): string {
  return template.replace(/\{(\d+)\}/g, (whole, index) => args[Number(index)] ?? whole);
}
