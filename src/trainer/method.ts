/** Which additions to the paper's method are in use. */
import { defaultTraining, type TrainingOptions } from '../model/trainingStep';

export interface Method {
  readonly training: TrainingOptions;
  /** Train on changed views of the images; false: on the images as they are. */
  readonly augmentation: boolean;
}

export const wholeMethod: Method = { training: defaultTraining, augmentation: true };

/**
 * Training by the method of the paper (arXiv 1908.03015) alone, which the additions to it are measured against: the losses
 * of the VAE and of `pi` on the images as they are, the prior N(0, I). The network with its filter bank, its
 * optimiser and the averaging of weights are those of {@link wholeMethod}, and so are the scores made of them.
 */
export const plainMethod: Method = { training: { ...defaultTraining, consistency: false, classGradient: true, classPrior: false }, augmentation: false };

/** The encoder and `pi` alone, with the same views of the labelled images: what the VAE and the unlabelled images are measured against. */
export const supervisedMethod: Method = { training: { ...defaultTraining, generative: false }, augmentation: true };
