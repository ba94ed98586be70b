/** Labels on which the model was tested before it learned them: the only ones that show how often it is right. */
import { type Calibration, fitCalibration, logarithms } from '../model/calibration';
import { type TestedImage } from '../shared/trainerContract';

/** One test, as a checkpoint keeps it. */
export interface LabelTest {
  /** Ids of the classes that `said` speaks of. */
  readonly classes: readonly string[];
  /** Logarithms of the probabilities, two decimals. */
  readonly said: readonly number[];
  /** Id of the class that a person gave. */
  readonly label: string;
  /** Identity of the image; left out by older versions. */
  readonly image?: string;
  /** Labels that were known then; left out by older versions. */
  readonly known?: number;
}

/** Tests that are kept. */
const most = 200;
/** Tests say how sure to be when the model knew at least this share of the labels that it knew at the latest: with fewer it was another, which was wrong more often. */
const comparable = 0.5;
/** So many of the latest tell in any case: fewer that happened to be right have let "95 %" mean 80 %. */
const least = 30;

/** The latest tests of a model. */
export class Tested {
  private tests: LabelTest[];

  constructor(tests: readonly LabelTest[] = []) {
    this.tests = [...tests];
  }

  /** All tests, the oldest first. */
  get all(): readonly LabelTest[] {
    return this.tests;
  }

  /** Takes what was said of an image (identity), probabilities of `classes` (ids), whose label `label` (an id) was not among the `known` ones then; other labels test nothing. */
  add(image: string, classes: readonly string[], said: Float32Array, label: string, known: number): void {
    if (!classes.includes(label)) return;
    this.tests.push({ classes, said: rounded(said), label, image, known });
    this.tests = this.tests.slice(-most);
  }

  /** The tests on images that are there still: `indexOf` gives the place of an identity. */
  images(indexOf: (identity: string) => number | undefined): TestedImage[] {
    return this.tests.flatMap(({ image, classes, said, label }) => {
      const index = image === undefined ? undefined : indexOf(image);
      return index === undefined ? [] : [{ image: index, suggestion: classes[said.indexOf(Math.max(...said))], label }];
    });
  }

  /** How sure to be of `classes` (ids). */
  calibration(classes: readonly string[]): Calibration {
    const there = new Set(classes);
    const tests = this.tests.filter(({ label }) => there.has(label));
    const latest = tests.at(-1)?.known ?? 0;
    return fitCalibration(tests.filter(({ known = latest }, at) => known >= comparable * latest || at >= tests.length - least).map(test => ({
      said: Float32Array.from(test.said), label: test.classes.indexOf(test.label),
    })));
  }
}

function rounded(probabilities: Float32Array): number[] {
  return Array.from(logarithms(probabilities), value => Math.round(value * 100) / 100);
}
