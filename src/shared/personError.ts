/**
 * An error meant for a person: `message` says what happened, to which file, and what to do.
 * Every other error is a fault of the program and is shown with the offer of the log.
 */
export class PersonError extends Error {
  override readonly name = 'PersonError';

  constructor(message: string, readonly path?: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
