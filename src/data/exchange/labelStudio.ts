/** Label Studio: tasks with annotations in JSON, and the labelling configuration that shows them in XML. */
import { basename, dirname, join, parse } from 'node:path';
import { phrase } from '../../shared/phrase';
import { type ImageClass } from '../../shared/project';
import { type LabelRow } from '../labelsFile';
import { type Fields, fieldsFrom, fieldsOf, isFields, labelOf, Misfit, parseJson, RowCollector, rowOf, withoutMark } from './collect';
import { type FileFormat, lineOf } from './format';
import { type ImageIndex } from './imageIndex';

/** Names of the controls in the configuration. */
const controls = { label: 'label', anomaly: 'anomaly', image: 'image' } as const;
const anomalyChoices = { anomalous: 'anomalous', normal: 'normal' } as const;

/**
 * Tasks to import into Label Studio or exported from it (the full JSON, not JSON-MIN). Images are named as its local
 * storage serves them when its document root is the folder above the images. Each task carries the whole row as
 * `data.winnow`, which Label Studio hands back untouched; the annotations are what counts.
 */
export const labelStudio: FileFormat = {
  title: 'Label Studio',
  extensions: ['json'],
  write: (rows, out, { folder, classes }) => [
    { file: out, text: `${JSON.stringify(rows.map(row => task(row, basename(folder))), null, 1)}\n` },
    { file: join(dirname(out), `${parse(out).name}.xml`), text: labellingConfig(classes) },
  ],
  fits: text => withoutMark(text).trimStart().startsWith('['),
  read: (text, images) => {
    const rows = new RowCollector();
    const { value, fault } = parseJson(text);
    if (fault) rows.faults.push(fault);
    else if (!Array.isArray(value)) rows.faults.push({ place: lineOf(1), reason: phrase`a list of tasks in square brackets is needed` });
    else value.forEach((each: unknown, index) => rows.add(phrase`task ${index + 1}`, () => readTask(fieldsOf(each), images)));
    return rows;
  },
};

function task(row: LabelRow, folderName: string): object {
  const { path, label, anomalous } = row;
  const result = [
    ...label === null ? [] : [choice(controls.label, label)],
    ...anomalous === null ? [] : [choice(controls.anomaly, anomalous ? anomalyChoices.anomalous : anomalyChoices.normal)],
  ];
  const served = [folderName, ...path.split('/')].map(encodeURIComponent).join('/');
  return { data: { image: `/data/local-files/?d=${served}`, winnow: fieldsFrom(row) }, annotations: [{ result }] };
}

function choice(name: string, value: string): object {
  return { from_name: name, to_name: controls.image, type: 'choices', value: { choices: [value] } };
}

/** The XML that makes Label Studio show an image with one choice of class and one of anomaly. */
export function labellingConfig(classes: readonly ImageClass[]): string {
  const choices = classes.map(({ name, color }) => `    <Choice value="${xml(name)}" background="${xml(color)}"/>\n`).join('');
  return '<View>\n'
    + `  <Image name="${controls.image}" value="$image"/>\n`
    + `  <Choices name="${controls.label}" toName="${controls.image}" choice="single" showInline="true">\n${choices}  </Choices>\n`
    + `  <Choices name="${controls.anomaly}" toName="${controls.image}" choice="single" showInline="true">\n`
    + `    <Choice value="${anomalyChoices.anomalous}"/>\n    <Choice value="${anomalyChoices.normal}"/>\n  </Choices>\n</View>\n`;
}

function xml(text: string): string {
  return text.replace(/[&<>"\t\r\n]/g, sign => `&#${sign.charCodeAt(0)};`);
}

/** The row of a task; null when nobody has decided anything about it. */
function readTask(task: Fields, images: ImageIndex): LabelRow | null {
  if (!isFields(task.data)) throw new Misfit(phrase`no "data" with the image: in Label Studio export as JSON, not as JSON-MIN`);
  const { data } = task;
  const own = isFields(data.winnow) ? rowOf(data.winnow) : null;
  const path = own ? images.find(own.path) ?? own.path : imageOf(data, images);
  const annotation = lastAnnotation(task);
  if (!annotation) return null;
  const { label, anomalous } = decisionOf(annotation);
  if (own && own.label === label && own.anomalous === anomalous) return { ...own, path };
  return { path, label, anomalous, by: authorOf(annotation), at: timeOf(annotation), ...(own?.rejected && { rejected: own.rejected }), ...(own?.sure && own.label === label && { sure: true }) };
}

/** The image of a task that another program made: by its local path, its address, or the name it was uploaded with. */
function imageOf(data: Fields, images: ImageIndex): string {
  const address = data.image ?? Object.values(data).find(value => typeof value === 'string');
  if (typeof address !== 'string') throw new Misfit(phrase`no image in "data"`);
  const served = /[?&]d=([^&#]*)/.exec(address)?.[1] ?? address.replace(/^\w+:\/\/[^/]*/, '').replace(/[?#].*$/, '');
  const decoded = decode(served);
  const uploaded = /\/upload\/(?:\d+\/)?[0-9a-f]{8}-([^/]+)$/.exec(decoded)?.[1];
  return images.findEnd(address) ?? images.findEnd(decoded) ?? (uploaded === undefined ? undefined : images.findName(uploaded)) ?? decoded;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The newest annotation that was not skipped; undefined when there is none. */
function lastAnnotation(task: Fields): Fields | undefined {
  const all = task.annotations ?? task.completions ?? [];
  if (!Array.isArray(all)) throw new Misfit(phrase`"annotations" must be a list`);
  return all.map(fieldsOf).filter(({ was_cancelled }) => was_cancelled !== true).at(-1);
}

function decisionOf({ result }: Fields): Pick<LabelRow, 'label' | 'anomalous'> {
  if (!Array.isArray(result)) throw new Misfit(phrase`an annotation without "result"`);
  let label: string | null = null;
  let anomalous: boolean | null = null;
  for (const each of result.map(fieldsOf)) {
    if (each.type !== 'choices') continue;
    const chosen = isFields(each.value) ? each.value.choices : undefined;
    if (!Array.isArray(chosen) || chosen.length !== 1) throw new Misfit(phrase`an image needs one class, and this one has several or none`);
    if (each.from_name === controls.anomaly) {
      if (chosen[0] !== anomalyChoices.anomalous && chosen[0] !== anomalyChoices.normal) throw new Misfit(phrase`"${String(chosen[0])}" is neither anomalous nor normal`);
      anomalous = chosen[0] === anomalyChoices.anomalous;
    } else if (label !== null) throw new Misfit(phrase`two choices of a class: which one counts?`);
    else label = labelOf(chosen[0]);
  }
  return { label, anomalous };
}

function authorOf({ completed_by }: Fields): string {
  const email = isFields(completed_by) ? completed_by.email : undefined;
  return typeof email === 'string' ? email : '';
}

function timeOf({ updated_at, created_at }: Fields): string {
  const time = new Date(String(updated_at ?? created_at));
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
