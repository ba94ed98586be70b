/** Texts for people, translatable without importing `vscode`, so that the logic around them can be tested. */

type Translator = (message: string, ...args: (string | number | boolean)[]) => string;

let translator: Translator = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (whole, index) => index in args ? String(args[Number(index)]) : whole);
let formats = formatsOf('en');

/** The text in the person's language; `{0}` and on stand for the arguments. */
export function t(message: string, ...args: (string | number | boolean)[]): string {
  return translator(message, ...args);
}

/** A number with two decimals, as the person's language writes it. */
export function decimal(value: number): string {
  return formats.hundredths.format(value);
}

/** A number with at most one decimal, as the person's language writes it. */
export function tenths(value: number): string {
  return formats.tenths.format(value);
}

/** Sets what {@link t} translates with, and the language of numbers; called once at activation. */
export function translateWith(next: Translator, language: string): void {
  translator = next;
  formats = formatsOf(language);
}

function formatsOf(language: string) {
  return {
    hundredths: new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    tenths: new Intl.NumberFormat(language, { maximumFractionDigits: 1 }),
  };
}
