/** The report as one page that needs nothing beside it. */
import { type Knowledge } from '../../shared/project';
import { type Listing, type LossPoint, type Predictions, type ThresholdRule } from '../../shared/trainerContract';
import { curve, histogram } from './charts';
import { type ReportedConfusion } from './confusion';
import { curveNames } from './losses';
import { html, type Markup } from './markup';
import { style } from './style';

/** One of the images that fit worst. */
export interface Anomaly {
  readonly path: string;
  readonly score: number;
  /** What a person has decided of it. */
  readonly review: 'confirmed' | 'dismissed' | null;
  /** Addresses of pictures. */
  readonly input: string;
  readonly map: string;
  readonly reconstruction: string;
  /** In words, with their shares, the largest first. */
  readonly reasons: readonly string[];
}

export interface ReportContent {
  readonly folder: string;
  /** When it was made. */
  readonly at: string;
  readonly knowledge: Knowledge;
  readonly listing: Listing;
  readonly predictions: Predictions;
  readonly losses: readonly LossPoint[];
  readonly confusion: ReportedConfusion | null;
  readonly anomalies: readonly Anomaly[];
}

/** The whole page. */
export function reportPage(content: ReportContent): string {
  const { folder, at, predictions, losses, confusion, anomalies } = content;
  const curves = curveNames.map(name => curve(losses, name));
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>Winnow: ${folder}</title><style>${style}</style></head><body><main>
<h1>${folder}</h1><p>Made by Winnow, ${at}; training step ${predictions.step}.</p>
<h2>Images</h2>${counts(content)}
<h2>Classes</h2>${classes(content)}
<h2>Suggestions</h2>${confusion ? matrix(confusion, content.knowledge) : html`<p>No label tells how right they are.</p>`}
<h2>Anomaly scores</h2><p>${ruleInWords(predictions.rule)}</p>${histogram(predictions.anomaly)}
<h2>Images that fit worst</h2><p>Each as the model sees it, with its error laid over it, and as the model reconstructs it.</p><ol class="anomalies">${anomalies.map(anomaly)}</ol>
<h2>Training</h2>${losses.length > 1 ? html`<div class="curves">${curves}</div>` : html`<p>No curves are kept: this model was not trained by the command line.</p>`}
</main></body></html>
`.text;
}

function counts({ listing, knowledge, predictions }: ReportContent): Markup {
  const known = new Set(listing.paths);
  const here = knowledge.decisions.filter(({ path }) => known.has(path));
  const rows: [string, number][] = [
    ['in the folder', listing.paths.length],
    ['unreadable', listing.unreadable.length],
    ['labelled', here.filter(({ label }) => label !== null).length],
    ['confirmed anomalies', here.filter(({ anomalous }) => anomalous === true).length],
    ['dismissed or normal', here.filter(({ anomalous }) => anomalous === false).length],
    ['flagged and not reviewed', predictions.flagged.reduce((sum, flag) => sum + flag, 0)],
  ];
  return html`<dl>${rows.map(([name, count]) => html`<div><dt>${name}</dt><dd>${count}</dd></div>`)}</dl>`;
}

function classes({ knowledge, listing, predictions: { classes: ids, suggestion, confidence } }: ReportContent): Markup {
  if (knowledge.classes.length === 0) return html`<p>There is no class.</p>`;
  const labels = new Map(knowledge.decisions.map(({ path, label }) => [path, label]));
  const open = (id: string, least: number) => listing.paths.filter((path, i) => ids[suggestion[i]] === id && confidence[i] >= least && !labels.get(path)).length;
  const here = new Set(listing.paths);
  const rows = knowledge.classes.map(({ id, name, color }) => html`<tr><th scope="row"><svg class="swatch" viewBox="0 0 1 1"><rect width="1" height="1" fill="${color}"/></svg> ${name}</th>
<td>${knowledge.decisions.filter(({ label, path }) => label === id && here.has(path)).length}</td><td>${open(id, 0)}</td><td>${open(id, 0.95)}</td></tr>`);
  return html`<table><thead><tr><th scope="col">class</th><th scope="col">labelled</th><th scope="col">suggested</th><th scope="col">of these at 95 % or more</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function matrix({ basis, classes, images, right, total }: ReportedConfusion, knowledge: Knowledge): Markup {
  const names = classes.map(k => knowledge.classes[k].name);
  const of = basis === 'tested' ? 'labels that the model did not know when it was asked' : 'labels that it has been trained with, which says less than it seems';
  const rows = names.map((name, i) => html`<tr><th scope="row">${name}</th>${images[i].map(({ length }, j) => html`<td class="${length === 0 ? 'none' : i === j ? 'right' : 'wrong'}">${length}</td>`)}</tr>`);
  return html`<p>${(100 * right / total).toFixed(1)} % right, on ${total} ${of}. Rows are labels, columns suggestions.</p>
<div class="scroll"><table class="matrix"><thead><tr><td></td>${names.map(name => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function anomaly({ path, score, review, input, map, reconstruction, reasons }: Anomaly): Markup {
  return html`<li><div class="pictures"><span class="stack"><img src="${input}" alt="the image as the model sees it"></span><span class="stack"><img src="${input}" alt=""><img src="${map}" alt="where the reconstruction errs"></span><span class="stack"><img src="${reconstruction}" alt="reconstruction"></span></div>
<p><b class="${score >= 0.5 ? 'flagged' : 'usual'}">${score.toFixed(2)}</b> ${path}${review ? html` <em>${review}</em>` : ''}</p><small>${reasons.join(', ')}</small></li>`;
}

function ruleInWords(rule: ThresholdRule): string {
  if (rule.kind === 'hand') return 'The threshold is where a person has put it.';
  return rule.kind === 'share'
    ? `${100 * rule.share} % of the images are above the threshold, until some have been confirmed and some dismissed.`
    : `The threshold has the best F1 (${rule.f1.toFixed(2)}) on ${rule.confirmed} confirmed and ${rule.dismissed} dismissed images.`;
}
