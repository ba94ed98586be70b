/** The model as one file for other programs. */
import { version } from '../../package.json';
import { metadataOf, type ModelCard } from '../data/modelExport/modelCard';
import { writeModel } from '../data/modelExport/writeModel';
import { type Engine } from '../engine/engine';
import { onnxFile } from '../engine/onnxFile';
import { uncalibrated } from '../model/calibration';
import { portableProgram } from '../model/portable/portableProgram';
import { portableScore } from '../model/portable/portableScore';
import { PersonError } from '../shared/personError';
import { phrase } from '../shared/phrase';
import { type Scored } from './evidence';
import { Judge } from './judge';
import { type Known } from './known';

/** What an export is made from. */
export interface Exportable {
  /** The last complete scoring pass over the present listing; null: there is none yet. */
  readonly scored: Scored | null;
  readonly known: Known;
  readonly seed: number;
}

const description = 'Class probabilities, anomaly score and reconstruction of images, learned from a folder of them. The metadata says how an image becomes the input.';

/**
 * Writes the model of the last pass, with suggestions and ranking as the decisions of this moment make
 * them, to `file` (absolute, `.onnx`), and examples beside it. PersonError when there is no ranking yet or
 * it cannot be written.
 */
export async function exportModel(engine: Engine, { scored, known, seed }: Exportable, file: string): Promise<void> {
  if (!scored) throw new PersonError(phrase`There is no model yet. Wait for the first anomaly ranking, and try again.`);
  // All of this moment: it may change while evidence is gathered.
  const classes = known.classesAfter(scored.classes);
  const decisions = known.decisions(classes);
  const names = new Map(known.knowledge.classes.map(({ id, name }) => [id, name]));
  // One of its own: labels that come meanwhile are answered by the other.
  const judge = new Judge(engine, seed);
  try {
    judge.take(scored);
    await judge.suggest(decisions, classes, known.merged);
    const basis = judge.basis(decisions);
    const score = basis && await portableScore(basis.evidence, basis.decisions, spec => engine.compile(spec), seed, known.share, known.byHand);
    if (!score) throw new PersonError(phrase`No image of the folder may stand for what is normal: every one is a confirmed anomaly or of a defect class. Dismiss or label some normal ones first.`);
    const { config, weights, step, rows } = scored;
    const head = judge.headFor(classes);
    const calibration = head ? judge.calibration : uncalibrated;
    const card: ModelCard = {
      producer: `winnow ${version}`, size: config.size, channels: config.channels, classes: classes.map(id => ({ id, name: names.get(id) ?? id })),
      threshold: 0.5, rule: score.rule, calibration, step, images: rows.length, normal: score.latent.points.shape[0],
    };
    const model = { config, weights, head, calibration, score };
    await writeModel(file, onnxFile(batch => portableProgram(model, batch), { description, metadata: metadataOf(card) }), card);
  } finally {
    await judge.dispose();
  }
}
