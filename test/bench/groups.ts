/** The groups of `npm run bench`, in the order of the report. */
import { type Figure } from './figure';

export interface Group {
  readonly name: string;
  /** What is measured and how, a few sentences; stands above the table. */
  readonly about: string;
  load(): Promise<{ main(args: readonly string[]): Promise<Figure[]> }>;
}

export const groups: readonly Group[] = [
  {
    name: 'engine',
    about: 'One step of the model\'s own programs, batches of 64, and how long it takes to trace a program and to create its session',
    load: () => import('./groups/engine'),
  },
  {
    name: 'trainer',
    about: 'The trainer without an editor, on X-SDD (1,360 photographs of steel)',
    load: () => import('./groups/trainer'),
  },
  {
    name: 'waiting',
    about: 'What a person waits for in a real VS Code, on X-SDD, else on the drawn sample; milliseconds from the key\'s event in the page',
    load: () => import('./groups/waiting'),
  },
];
