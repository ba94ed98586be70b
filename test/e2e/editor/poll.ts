import { setTimeout as wait } from 'node:timers/promises';

/**
 * Asks again and again until the answer is truthy, and returns it.
 * Rejects after `timeout` (ms) with what was waited for and the last error or answer.
 */
export async function poll<T>(what: string, ask: () => Promise<T | undefined | false | null> | T | undefined | false | null, { timeout = 30_000, interval = 100 } = {}): Promise<T> {
  const end = Date.now() + timeout;
  let last: unknown;
  do {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await wait(interval);
  } while (Date.now() < end);
  throw new Error(`Waited ${timeout / 1000} s in vain for ${what} (last: ${last instanceof Error ? last.message : JSON.stringify(last)})`);
}
