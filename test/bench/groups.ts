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
    name: 'training',
    about: 'Images a second in training: the same network, first weights, batch of 64, losses and Adam in PyTorch on the CPU, TensorFlow.js on WebAssembly and tfjs-node where they are installed; nothing is timed before all agree on the losses of the first steps. The share of the machine\'s limit counts the multiplications of convolutions and dense layers; the limit is the faster of ONNX Runtime and PyTorch in a product of two 1,024 x 1,024 matrices in the same run',
    load: () => import('./groups/training'),
  },
  {
    name: 'scoring',
    about: 'Images a second in scoring, batches of 64, PyTorch in eval mode without gradients; as in training otherwise',
    load: () => import('./groups/scoring'),
  },
  {
    name: 'engine',
    about: 'One step of the model\'s own programs, batches of 64, and how long it takes to trace a program and to create its session',
    load: () => import('./groups/engine'),
  },
  {
    name: 'decoding',
    about: 'Scan, decoding and keeping the pixels, beside a bare loop of sharp (open, grey or colour, fit into the square, raw) over the same files with as many at a time, in turn',
    load: () => import('./groups/decoding'),
  },
  {
    name: 'growth',
    about: 'How time and memory grow with the folder: crops of 64 px of the photographs of X-SDD, the trainer in a process of its own as in the editor; labels come 1.5 s apart while it trains. A slope is the power of the number of images by which a figure grows: 1 is linear. An epoch is reckoned from the median speed of the steps. 1,000,000 images are a made pixel cache of which a part is scored, in a process that has the model, its pixels and its judgement, but neither listing nor editor',
    load: () => import('./groups/growth'),
  },
  {
    name: 'waiting',
    about: 'What a person waits for in a real VS Code, on X-SDD, else on the drawn sample, and in folders of 10,000 and 100,000 crops of it, where labels are timed while the model trains; milliseconds from the key\'s event in the page, the browser draws without a graphics card',
    load: () => import('./groups/waiting'),
  },
  {
    name: 'person',
    about: 'A scripted person who knows the truth labels 100 images of X-SDD (names that tell nothing) from nothing in a real VS Code, by keys and mouse: with "next to label", "accept at 95 %" (looking through and rejecting what is wrong) and, while that offers too few, the surest suggestions on one screen (selected, without the wrong ones), beside image by image in name order. It looks 0.6 s at an image for a label and 0.15 s at one among others in a grid; making the seven classes by typing is part of it',
    load: () => import('./groups/person'),
  },
];
