/** Tells when the images of a folder may have changed. */
import { relative, sep } from 'node:path';
import { messageOf } from '../shared/personError';
import { type Globs, globMatcher, isNeverScanned } from './globs';

export interface WatchOptions {
  /** Absolute folders to leave out, such as the state folder. */
  readonly ignore?: readonly string[];
  /** Told in words when the system cannot watch. */
  readonly log?: (text: string) => void;
  /** Pause between blind calls where the system cannot watch, ms. */
  readonly rescanEvery?: number;
}

export interface Watch {
  close(): Promise<void>;
}

/** Changes come in bursts; one call follows this long after the last of them, ms. */
const quiet = 300;
/** ... but no later than this after the first, ms. */
const longestWait = 2000;
const defaultRescan = 30_000;

/**
 * Calls `onChange` after images appear, change or vanish below `folder`; scan again then. Where the
 * system cannot watch (no native library, no watches left), it is called every `rescanEvery` ms.
 */
export async function watchFolder(folder: string, globs: Globs, onChange: () => void, options: WatchOptions = {}): Promise<Watch> {
  const settled = coalesced(onChange);
  const matcher = globMatcher(globs);
  const concerns = (path: string, type: string): boolean => {
    const below = relative(folder, path).split(sep).join('/');
    if (below === '' || below.startsWith('../')) return false;
    if (below.split('/').some(isNeverScanned)) return false;
    if (options.ignore?.some(ignored => path === ignored || path.startsWith(ignored + sep))) return false;
    // What appears or vanishes may be a folder of images, whatever its name.
    return type !== 'update' || matcher.file(below);
  };
  try {
    const { subscribe } = (await import('@parcel/watcher')).default;
    let fallback: Watch | null = null;
    const subscription = await subscribe(folder, (error, events) => {
      if (error) {
        // Events were lost, or watching ended: look now and then instead.
        options.log?.(`Watching "${folder}" failed (${messageOf(error)}); looking for changes now and then.`);
        fallback ??= rescans(onChange, options.rescanEvery);
        settled.trigger();
      } else if (events.some(({ path, type }) => concerns(path, type))) settled.trigger();
    }, { ignore: ['**/.winnow/**', '**/.git/**', '**/node_modules/**', ...(options.ignore ?? [])] });
    return {
      close: async () => {
        settled.cancel();
        await fallback?.close();
        await subscription.unsubscribe();
      },
    };
  } catch (error) {
    options.log?.(`The system cannot watch "${folder}" (${messageOf(error)}); looking for changes now and then.`);
    settled.cancel();
    return rescans(onChange, options.rescanEvery);
  }
}

function rescans(onChange: () => void, every = defaultRescan): Watch {
  const timer = setInterval(onChange, every);
  return { close: async () => clearInterval(timer) };
}

function coalesced(call: () => void): { trigger(): void; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  let first = 0;
  const fire = (): void => {
    timer = undefined;
    call();
  };
  return {
    trigger: () => {
      const now = Date.now();
      if (timer === undefined) first = now;
      clearTimeout(timer);
      timer = setTimeout(fire, Math.max(0, Math.min(quiet, first + longestWait - now)));
    },
    cancel: () => clearTimeout(timer),
  };
}
