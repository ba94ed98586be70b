/** What commands need and may not find, with the commands that bring it. */
import { PersonError } from '../shared/personError';
import { t } from './l10n';

/** A button: its words, and the command behind it. */
export interface HelpfulStep {
  readonly title: string;
  readonly command: string;
}

/** Says what a command lacks, and offers the steps that help. */
export class Missing extends PersonError {
  constructor(message: string, readonly steps: readonly HelpfulStep[]) {
    super(message);
  }
}

const step = {
  openFolder: () => ({ title: t('Open Folder'), command: 'vscode.openFolder' }),
  openSample: () => ({ title: t('Open Sample Folder'), command: 'winnow.openSample' }),
  openGallery: () => ({ title: t('Open Gallery'), command: 'winnow.openGallery' }),
  openMap: () => ({ title: t('Open Map'), command: 'winnow.openMap' }),
  imagine: () => ({ title: t('Imagine Images'), command: 'winnow.imagine' }),
  openReview: () => ({ title: t('Open Review'), command: 'winnow.openReview' }),
  openTraining: () => ({ title: t('Show Training'), command: 'winnow.openTraining' }),
  newClass: () => ({ title: t('New Class'), command: 'winnow.newClass' }),
  resumeTraining: () => ({ title: t('Resume Training'), command: 'winnow.resumeTraining' }),
};

/** What may be missing; every entry makes a fresh error. */
export const missing = {
  folder: () => new Missing(t('Open a folder of images first.'), [step.openFolder(), step.openSample()]),
  otherFolder: () => new Missing(t('There is one folder in this window, and Winnow works on it. Open another one to change.'), [step.openFolder()]),
  page: () => new Missing(t('This acts on the selection of a Winnow page. Open the gallery first.'), [step.openGallery()]),
  subject: () => new Missing(t('Open an image in the review page first.'), [step.openReview()]),
  image: () => new Missing(t('Select an image in the gallery first, or open one in the review page.'), [step.openGallery(), step.openReview()]),
  review: () => new Missing(t('This image has no review that could be cleared.'), []),
  ranking: () => new Missing(t('The images are not ranked yet. Wait for the first anomaly ranking.'), [step.openTraining()]),
  threshold: () => new Missing(t('The threshold follows its rule: nobody has moved it.'), [step.openReview()]),
  class: () => new Missing(t('There is no class yet. Make one first.'), [step.newClass()]),
  otherClass: (name: string) => new Missing(t('There is no other class than "{0}".', name), [step.newClass()]),
  placeInOrder: () => new Missing(t('The class is at that end of the order already.'), []),
  images: () => new Missing(t('There are no images in this folder.'), [step.openFolder(), step.openSample()]),
  map: () => new Missing(t('This acts on the map. Open it first.'), [step.openMap()]),
  imagine: () => new Missing(t('This acts on the page with imagined images. Open it first.'), [step.imagine()]),
  training: () => new Missing(t('This acts on the training page. Open it first.'), [step.openTraining()]),
  running: () => new Missing(t('Training is paused.'), [step.resumeTraining()]),
  pause: () => new Missing(t('Training is not paused.'), [step.openTraining()]),
  labels: () => new Missing(t('There is nothing to export yet. Label a few images first.'), [step.openGallery()]),
  model: (isPaused: boolean) => new Missing(
    isPaused ? t('There is no model yet, and training is paused. Resume it first.') : t('There is no model yet. It is there with the first anomaly ranking.'),
    [isPaused ? step.resumeTraining() : step.openTraining()]),
  /** `why` is the trainer's last message. */
  trainer: (why: string) => new Missing(t('Training has stopped. {0}', why), [step.resumeTraining()]),
};
