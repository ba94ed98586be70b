/** The command line: the trainer without an editor. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../package.json';
import { oneLine } from './cli/printer';
import { formatIds } from './data/exchange/formats';
import { messageOf, PersonError } from './shared/personError';

const program = new Command('winnow')
  .description('Sorts folders of images: trains on a few labels, suggests the rest, ranks what does not belong.')
  .version(version)
  .configureOutput({
    outputError: (text, write) => write(`winnow: ${oneLine(text.replace(/^error: /, '').trim())} (winnow --help lists what can be asked for)\n`),
  });

const engine = () => new Option('--engine <name>', 'what computes').choices(['auto', 'onnxruntime', 'tensorflow', 'wasm']).default('auto');
const device = () => new Option('--device <name>', 'where it computes; auto: where it is faster').choices(['auto', 'cpu', 'gpu']).default('cpu');
const threads = () => new Option('--threads <n>', 'threads of the engine, 0: all cores').argParser(whole(0, 1024)).default(0);
const seed = () => new Option('--seed <n>', 'start of the random numbers').argParser(whole(0, 2 ** 32 - 1)).default(1);

// Each command is loaded when it is asked for: labels go out and in without the engine.
program.command('train').description('Trains on a folder of images, or goes on from the state folder.')
  .argument('<folder>', 'folder of images')
  .option('--labels <file.csv>', 'labels with the columns path,label,anomalous (default: the .winnow/labels.csv of the folder, else those of the last training)')
  .option('--state <dir>', 'where the model is kept (default: .winnow/state in the folder)')
  .addOption(new Option('--seconds <n>', 'trains this long').argParser(positive).conflicts('epochs'))
  .addOption(new Option('--epochs <n>', 'trains this many epochs').argParser(whole(0, 1e6)))
  .addOption(new Option('--size <px>', 'side of the model\'s input, 28 to 128 (default: chosen from the images)').argParser(whole(28, 128)))
  .addOption(seed()).addOption(engine()).addOption(device()).addOption(threads())
  .action((folder, options) => import('./cli/train').then(({ train }) => train(folder, options)));

program.command('score').description('Writes suggestion and anomaly score of every image to a CSV.')
  .argument('<folder>', 'folder of images')
  .requiredOption('--state <dir>', 'where the model is kept')
  .requiredOption('--out <file.csv>', 'file to write: path,label,suggestion,confidence,anomaly,flagged')
  .option('--labels <file.csv>', 'labels (default: those the model was trained with)')
  .addOption(new Option('--threshold <n>', 'where an anomaly of 0.5 lies, as in .winnow/project.json; auto: where the decisions put it (default: where it was set by hand, else auto)').argParser(place))
  .addOption(engine()).addOption(device()).addOption(threads())
  .action((folder, options) => import('./cli/score').then(({ score }) => score(folder, options)));

program.command('report').description('Writes one HTML page: counts, what is taken for what, the images that fit worst, the curves of training.')
  .argument('<folder>', 'folder of images')
  .requiredOption('--state <dir>', 'where the model is kept')
  .requiredOption('--out <file.html>', 'file to write; it needs nothing beside it')
  .option('--labels <file.csv>', 'labels (default: those the model was trained with)')
  .addOption(new Option('--top <n>', 'images that fit worst, at most').argParser(whole(0, 500)).default(24))
  .addOption(engine()).addOption(device()).addOption(threads())
  .action((folder, options) => import('./cli/report/report').then(({ report }) => report(folder, options)));

program.command('sample').description('Draws sample images of small machine parts, with their truth in truth.csv.')
  .argument('<folder>', 'folder to draw into; made when it is missing')
  .addOption(new Option('--count <n>', 'how many').argParser(whole(1, 1e5)).default(600))
  .addOption(seed())
  .action((folder, options) => import('./cli/sample').then(({ sample }) => sample(folder, options)));

program.command('generate').description('Draws new images of a class with the trained decoder.')
  .requiredOption('--state <dir>', 'where the model is kept')
  .requiredOption('--class <name>', 'name of the class')
  .requiredOption('--out <file.png>', 'file to write')
  .addOption(new Option('--count <n>', 'how many').argParser(whole(1, 1024)).default(16))
  .addOption(seed()).addOption(engine()).addOption(device()).addOption(threads())
  .action(options => import('./cli/generate').then(({ generate }) => generate(options)));

program.command('export').description('Writes the labels of a folder in another format.')
  .argument('<folder>', 'folder of images')
  .addOption(new Option('--format <name>', 'what to write').choices(formatIds).makeOptionMandatory())
  .requiredOption('--out <path>', 'file to write; with --format folders, a new folder')
  .addOption(new Option('--links <kind>', 'class folders hold links instead of copies').choices(['hard', 'symbolic']))
  .action((folder, options) => import('./cli/export').then(({ exportCommand }) => exportCommand(folder, options)));

program.command('export-model').description('Writes the trained model as one ONNX file, with examples for Python and JavaScript beside it.')
  .argument('<folder>', 'folder of images that the model has learned from')
  .requiredOption('--state <dir>', 'where the model is kept')
  .requiredOption('--out <file.onnx>', 'file to write; beside it .json, .py and .mjs of the same name')
  .option('--labels <file.csv>', 'labels (default: those the model was trained with)')
  .addOption(engine()).addOption(device()).addOption(threads())
  .action((folder, options) => import('./cli/exportModel').then(({ exportModelCommand }) => exportModelCommand(folder, options)));

program.command('import').description('Takes labels into a folder; they win over its own.')
  .argument('<folder>', 'folder of images')
  .argument('<source>', 'file, or folder of class folders')
  .addOption(new Option('--format <name>', 'what it is (default: found by its ending and content)').choices(formatIds))
  .action((folder, source, options) => import('./cli/import').then(({ importCommand }) => importCommand(folder, source, options)));

program.parseAsync().then(() => process.exit(process.exitCode ?? 0), error => {
  const person = error instanceof PersonError;
  process.stderr.write(`winnow: ${oneLine(person ? error.message : `Unexpected fault: ${messageOf(error)}`)}\n`);
  if (!person && process.env.WINNOW_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

function whole(low: number, high: number): (text: string) => number {
  return text => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < low || value > high) throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`);
    return value;
  };
}

function place(text: string): 'auto' | number {
  if (text === 'auto') return text;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number, or auto.');
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}
