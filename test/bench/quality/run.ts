/** Beginnings of courses in the variant that is asked for. */
import { Course } from './course';
import { type ImageSet } from './sets';
import { type Bench } from './task';

/** A model of the bench's method that has seen nothing. */
export function begin(bench: Bench, set: ImageSet, classes: readonly string[], seed: number): Course {
  return Course.begin(bench.engine, set, classes, seed, bench.method);
}
