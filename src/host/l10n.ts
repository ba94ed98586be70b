/** Texts for people, translatable without importing `vscode`, so that the logic around them can be tested. */

type Translator = (message: string, ...args: (string | number | boolean)[]) => string;

let translator: Translator = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (whole, index) => index in args ? String(args[Number(index)]) : whole);

/** The text in the person's language; `{0}` and on stand for the arguments. */
export function t(message: string, ...args: (string | number | boolean)[]): string {
  return translator(message, ...args);
}

/** Sets what {@link t} translates with; called once at activation. */
export function translateWith(next: Translator): void {
  translator = next;
}
