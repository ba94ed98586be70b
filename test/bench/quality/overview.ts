/** What is aimed at, and how far it is reached: the table at the head of the report. */
import { mean } from './measures';
import { type Result } from './results';

/** The figures of one variant on one set of a task, each of the longest trainings that it was measured after. */
class Figures {
  /** Steps and seeds of the trainings that were asked about. */
  readonly steps = new Set<number>();
  readonly seeds = new Set<number>();

  constructor(private readonly results: readonly Result[]) {}

  /** Mean over the seeds; null: not measured. */
  of(metric: string, labels?: number): number | null {
    const results = this.results.filter(result => result.metric === metric && (labels === undefined || result.labels === labels));
    if (results.length === 0) return null;
    const longest = Math.max(...results.map(stepsOf));
    const taken = results.filter(result => stepsOf(result) === longest);
    this.steps.add(longest);
    for (const { seed } of taken) this.seeds.add(seed);
    return mean(taken.map(({ value }) => value));
  }

  /** Those whose name begins so. */
  metrics(beginning: string): string[] {
    return [...new Set(this.results.map(({ metric }) => metric))].filter(metric => metric.startsWith(beginning));
  }

  /** Numbers of labels at which something was measured. */
  labels(metric: string): number[] {
    return [...new Set(this.results.filter(result => result.metric === metric).map(({ labels }) => labels))].sort((a, b) => a - b);
  }
}

/** Steps of a training, of a budget such as "1000 steps". */
function stepsOf({ budget }: Result): number {
  return Number.parseInt(budget);
}

const variants = ['winnow', 'plain', 'labels only'] as const;
type Variant = typeof variants[number];

interface Aim {
  readonly task: string;
  readonly set: string;
  /** What is measured, in words. */
  readonly what: string;
  /** What must be reached; one of them. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Whether it is a difference from labels alone, which have none from themselves. */
  readonly fromLabelsOnly?: boolean;
  /** The figure of a variant; `all` has those of any. null: not measured. */
  of(own: Figures, all: (variant: Variant) => Figures): number | null;
}

const accuracy = (task: string, set: string, atLeast: number): Aim => ({ task, set, what: 'accuracy, %', atLeast, of: own => own.of('accuracy') });
const both = <T>(make: (set: 'mnist' | 'fashion') => T): T[] => [make('mnist'), make('fashion')];
/** How far the figures of labels alone are below, points. */
const margin = (task: string, set: string, atLeast: number): Aim => ({
  task, set, what: 'accuracy above labels only, points', atLeast, fromLabelsOnly: true,
  of: (own, all) => between(all('labels only').of('accuracy'), own.of('accuracy')),
});
/** The least, or the greatest (`Math.max`), of what is measured. */
const extreme = (values: readonly (number | null)[], choose: (...values: number[]) => number = Math.min) => {
  const known = values.filter(value => value !== null);
  return known.length > 0 ? choose(...known) : null;
};
const between = (from: number | null, to: number | null) => (from === null || to === null ? null : to - from);
const ofTask = (task: string): Aim[] => [
  { task: 'calibration', set: task, what: 'ECE, points', atMost: 2, of: own => own.of('ECE, points') },
  { task: 'calibration', set: task, what: 'precision where it says 95 %', atLeast: 97, of: own => own.of('precision at 95 %') },
];

export const aims: readonly Aim[] = [
  accuracy('mnist-100', 'mnist', 99), accuracy('mnist-1000', 'mnist', 99.3), accuracy('mnist-all', 'mnist', 99.5),
  accuracy('fashion-100', 'fashion', 82), accuracy('fashion-1000', 'fashion', 88), accuracy('fashion-all', 'fashion', 93.5),
  ...both((set): Aim => ({
    task: 'ladder-of-labels', set, what: 'accuracy above labels only, points, at the worst share', atLeast: 0, fromLabelsOnly: true,
    of: (own, all) => extreme(own.labels('accuracy').map(labels => between(all('labels only').of('accuracy', labels), own.of('accuracy', labels)))),
  })),
  accuracy('xsdd-10', 'x_sdd', 88), margin('xsdd-10', 'x_sdd', 15), margin('caltech-10', 'caltech_6', 10),
  ...both((set): Aim => ({ task: 'one-class', set, what: 'AUROC, mean', atLeast: set === 'mnist' ? 98 : 94, of: own => own.of('AUROC, mean') })),
  ...both((set): Aim => ({ task: 'one-class-1%', set, what: 'AUROC, mean', atLeast: set === 'mnist' ? 99.2 : 95.3, of: own => own.of('AUROC, mean') })),
  ...both((set): Aim => ({ task: 'semi-unsupervised', set, what: 'AUROC, mean, no label', atLeast: 90, of: own => own.of('AUROC, mean', 0) })),
  ...both((set): Aim => ({ task: 'semi-unsupervised', set, what: 'AUROC, mean, 10 labels a class', atLeast: 96, of: own => own.of('AUROC, mean', 90) })),
  ...both((set): Aim => ({
    task: 'semi-unsupervised', set, what: 'AUROC gained by more labels, points, at the worst step of the worst class', atLeast: -0.5,
    of: own => extreme(own.metrics('AUROC, left out: ').flatMap(metric => own.labels(metric).slice(1).map((labels, at) => between(own.of(metric, own.labels(metric)[at]), own.of(metric, labels))))),
  })),
  ...both((set): Aim => ({
    task: 'semi-unsupervised', set, what: 'AUROC gained by 100 labels a class, points, at the worst class', atLeast: 0,
    of: own => extreme(own.metrics('AUROC, left out: ').map(metric => between(own.of(metric, 0), own.of(metric, 900)))),
  })),
  {
    task: 'dirty', set: 'x_sdd', what: 'precision at k after 20 decisions, times that before', atLeast: 2,
    of: own => {
      const [before, after] = [own.of('precision at k, all', 0), own.of('precision at k, all', 20)];
      return before && after !== null ? after / before : null;
    },
  },
  ...['mnist', 'x_sdd'].flatMap((set): Aim[] => [
    {
      task: 'warm', set, what: 'warm above cold at the end, points, at the worst step', atLeast: -0.2,
      of: own => extreme(own.labels('accuracy, warm at the end').map(labels => between(own.of('accuracy, cold', labels), own.of('accuracy, warm at the end', labels)))),
    },
    {
      task: 'warm', set, what: 'steps to cold\'s accuracy - 0.2, % of cold\'s, at the worst step (100: never)', atMost: 20,
      of: own => {
        const metric = 'steps to cold\'s accuracy - 0.2, of cold\'s (100: never)';
        return extreme(own.labels(metric).map(labels => own.of(metric, labels)), Math.max);
      },
    },
  ]),
  ...['mnist', 'fashion', 'x_sdd'].map((set): Aim => ({
    task: 'next', set, what: 'labels for the accuracy of 100 random ones', atMost: 50, of: own => own.of('labels for the accuracy of 100 random ones, images (200: never)'),
  })),
  ...['mnist-100', 'fashion-100', 'xsdd-10'].flatMap(ofTask),
  { task: 'first-labels', set: 'x_sdd', what: 'precision of all that "accept at 95 %" takes', atLeast: 95, of: own => own.of('precision at 95 %, of all that was accepted') },
  { task: 'accepting', set: 'x_sdd', what: 'accuracy of the rest, gained by labels that were accepted, points', atLeast: -1, of: own => between(own.of('accuracy of the rest, without'), own.of('accuracy of the rest, with what was accepted')) },
  ...both((set): Aim => ({ task: 'late-class', set, what: 'recall of the late class at 10 labels', atLeast: 80, of: own => own.of('recall of the late class, trained', 510) })),
  ...both((set): Aim => ({
    task: 'late-class', set, what: 'what the others lose, points', atMost: 1,
    of: own => between(own.of('recall of the others, trained', 510), own.of('recall of the others, before')),
  })),
  { task: 'label-noise', set: 'mnist', what: 'accuracy lost, points', atMost: 1, of: own => own.of('accuracy, drop, points') },
  ...both((set): Aim => ({ task: 'label-noise', set, what: 'wrong labels in the first 10 %', atLeast: 80, of: own => own.of('wrong labels in the first 10 %') })),
  { task: 'generated', set: 'mnist', what: 'recognised, of 1,000 digits', atLeast: 95, of: own => own.of('recognised, all') },
];

/** The table; figures are means over whatever seeds there are of the longest trainings. */
export function overviewOf(results: readonly Result[]): string[] {
  const rows = aims.map(aim => {
    const known = new Map(variants.map(variant => [variant, new Figures(results.filter(result => result.task === aim.task && result.set === aim.set && result.variant === variant))]));
    const figures = (variant: Variant) => known.get(variant)!;
    const [winnow, plain, alone] = variants.map(variant => aim.of(figures(variant), figures));
    const each = (of: (figures: Figures) => string) => variants.map(variant => of(figures(variant)) || '-').join(' / ');
    const steps = each(own => [...own.steps].sort((a, b) => a - b).join(', '));
    const seeds = each(own => (own.seeds.size > 0 ? String(own.seeds.size) : ''));
    const bound = aim.atLeast !== undefined ? `>= ${aim.atLeast}` : `<= ${aim.atMost}`;
    const isReached = winnow !== null && winnow >= (aim.atLeast ?? -Infinity) && winnow <= (aim.atMost ?? Infinity);
    return `| ${[aim.task, aim.set, aim.what, ...[winnow, plain, aim.fromLabelsOnly ? null : alone].map(textOf), steps, seeds, bound, winnow === null ? 'not run' : isReached ? 'yes' : '**no**'].join(' | ')} |`;
  });
  return ['| task | set | figure | winnow | plain | labels only | steps of each | seeds of each | aim | reached |', '|---|---|---|---|---|---|---|---|---|---|', ...rows, ''];
}

function textOf(value: number | null): string {
  return value === null ? '' : value.toFixed(2);
}
