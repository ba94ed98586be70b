/** Whether suggestions are as often right as they say. */
import { type Task } from '../task';

export const calibration: Task = {
  name: 'calibration', steps: 0, seeds: 3, measuredBy: ['mnist-100', 'fashion-100', 'xsdd-10'],
  protocol: 'Expected calibration error of the suggestions\' confidence (15 bins) and what "accept at 95 %" accepts, and how rightly. Measured with the other tasks of suggestions; the set is the task',
  others: 'temperature scaling is the usual remedy (Guo et al. 2017)',
  aim: 'ECE <= 2 points; precision >= 97 % where it says 95 %',
  run: () => Promise.resolve(),
};
