/** What a failed test leaves, and what becomes of those after it. */
import { afterEach, beforeEach } from 'vitest';
import { type Scene } from './scene';

/** A picture of every window of the scene (undefined while there is none) after each test of the file that fails. */
export function keepEvidence(sceneOf: () => Scene | undefined): void {
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await sceneOf()?.evidence(task.name);
  });
}

/** The same for a file whose tests go on where the one before ended: after a failure the others are skipped, because they would only wait in vain. Nothing hangs on the tests of the suite `aside`. */
export function goStepByStep(sceneOf: () => Scene | undefined, aside?: string): void {
  let broken = false;
  beforeEach(context => {
    if (broken) context.skip('a step before it failed');
  });
  afterEach(({ task }) => {
    broken ||= task.result?.state === 'fail' && (aside === undefined || task.suite?.name !== aside);
  });
  keepEvidence(sceneOf);
}
