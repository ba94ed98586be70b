import { type Phrase, said, type Translator } from './phrase';

/**
 * An error meant for a person: `message` says what happened, to which file, and what to do.
 * Every other error is a fault of the program and is shown with the offer of the log.
 */
export class PersonError extends Error {
  override readonly name = 'PersonError';
  readonly phrase: Phrase;

  /** A plain string is one that was said in the person's language already, or that has no other. */
  constructor(message: string | Phrase, readonly path?: string, options?: ErrorOptions) {
    const phrase = typeof message === 'string' ? { template: '{0}', args: [message] } : message;
    super(said(phrase), options);
    this.phrase = phrase;
  }
}

/** The text of whatever was thrown; in the language of `translator` where it was meant for a person. */
export function messageOf(error: unknown, translator?: Translator): string {
  if (error instanceof PersonError) return said(error.phrase, translator);
  return error instanceof Error ? error.message : String(error);
}

/** The same as a part of another phrase. */
export function phraseOf(error: unknown): Phrase | string {
  return error instanceof PersonError ? error.phrase : messageOf(error);
}
