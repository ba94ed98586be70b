/** What the benches share of their command lines. */
import { writeFileSync } from 'node:fs';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { messageOf, PersonError } from '../../src/shared/personError';

/** The values of `options`. @throws PersonError where `args` has others, or one without its value */
export function optionsIn<T extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new PersonError(`${messageOf(error).replace(/\.+$/, '')}. --help names the options`);
  }
}

/** Makes a file of figures. @throws PersonError at once, and not after hours, where it cannot be written */
export function beginFigures(file: string): void {
  try {
    writeFileSync(file, '[]\n');
  } catch (error) {
    throw new PersonError(`The figures cannot be written: ${messageOf(error)}`);
  }
}
