/** The tasks of the quality bench, in the order of its report. */
import { loadPhotographs, loadSteel } from './sets';
import { type Task } from './task';
import { accepting } from './tasks/accepting';
import { calibration } from './tasks/calibration';
import { dirty } from './tasks/dirty';
import { fewLabels } from './tasks/fewLabels';
import { fewLabelsInFolder } from './tasks/fewLabelsInFolder';
import { firstLabels } from './tasks/firstLabels';
import { generated } from './tasks/generated';
import { imbalance } from './tasks/imbalance';
import { labelNoise } from './tasks/labelNoise';
import { ladderOfLabels } from './tasks/ladderOfLabels';
import { lateClass } from './tasks/lateClass';
import { next } from './tasks/next';
import { oneClass } from './tasks/oneClass';
import { oneClassAndKnown } from './tasks/oneClassAndKnown';
import { semiUnsupervised } from './tasks/semiUnsupervised';
import { warm } from './tasks/warm';

export const tasks: readonly Task[] = [
  fewLabels('mnist', 100, 16_000, 'VAE M1+M2 96.67, AAE 98.10, VAT 98.64, Ladder 98.94 %', '>= 99.0 %, at most 12 min a seed'),
  fewLabels('mnist', 1000, 8000, 'Ladder 99.16 %', '>= 99.3 %'),
  fewLabels('mnist', 60_000, 8000, '', '>= 99.5 %'),
  fewLabels('fashion', 100, 4000, 'VAE features + SVM 70.25 %', '>= 82 %'),
  fewLabels('fashion', 1000, 8000, '', '>= 88 %'),
  fewLabels('fashion', 60_000, 16_000, '', '>= 93.5 %'),
  ladderOfLabels,
  fewLabelsInFolder('xsdd-10', loadSteel, 'X-SDD: 1,360 steel surface defects of 7 classes, 64 px', 1000, '>= 88 % and >= 15 points above labels only'),
  fewLabelsInFolder('caltech-10', loadPhotographs, 'Caltech-101: 500 photographs of 6 classes, 64 px in colour', 400, 'report, and >= 10 points above labels only'),
  oneClass,
  oneClassAndKnown,
  semiUnsupervised,
  dirty,
  warm,
  next,
  calibration,
  firstLabels,
  accepting,
  lateClass,
  labelNoise,
  imbalance,
  generated,
];
