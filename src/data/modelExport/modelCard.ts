/** What an exported model says of itself. */
import { type ImageClass } from '../../shared/project';
import { type ThresholdRule } from '../../shared/trainerContract';

export interface ModelCard {
  /** Version of Winnow that wrote it. */
  readonly producer: string;
  /** Side of the square input, pixels. */
  readonly size: number;
  /** 1 grey, 3 RGB. */
  readonly channels: 1 | 3;
  /** In the order of `probabilities`. */
  readonly classes: readonly Pick<ImageClass, 'id' | 'name'>[];
  /** Anomaly scores from here on are flagged. */
  readonly threshold: number;
  /** How the threshold was set. */
  readonly rule: ThresholdRule;
  /** How the probabilities were made to mean what they say: the logits divided by `temperature`, and a share `uniform` of equal ones mixed in. */
  readonly calibration: { readonly temperature: number; readonly uniform: number };
  /** Training steps behind it. */
  readonly step: number;
  /** Images of the folder, and those of them that stand for what is normal. */
  readonly images: number;
  readonly normal: number;
}

/** How an image becomes the input; the examples do the same. */
export const preprocessing = {
  input: 'image: float32 [batch, size, size, channels], row by row, channels interleaved (NHWC)',
  normalisation: 'pixel / 255, so 0 is black and 1 is white; nothing is subtracted',
  colour: '8-bit sRGB; one channel: its grey value. EXIF orientation applied; transparent pixels over grey (128, 128, 128)',
  resize: 'Lanczos (3 lobes, widened when shrinking) to the largest size that fits into the square at the image\'s own aspect ratio',
  padding: 'centred (the odd pixel right and below); the rest of the square repeats the edge pixels',
  outputs: 'probabilities: float32 [batch, classes], calibrated (absent without classes); anomaly: float32 [batch], 0 to 1; reconstruction: float32 [batch, size, size, channels], 0 to 1',
};

/** The metadata of the ONNX file: texts, and JSON where a value is not one. */
export function metadataOf(card: ModelCard): Record<string, string> {
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  return Object.fromEntries(Object.entries({ ...card, ...preprocessing }).map(([key, value]) => [key, text(value)]));
}
