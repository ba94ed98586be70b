// A small host inside the page: real folder listing, decisions kept in memory, predictions drawn from the folder names.
/* global window, location, fetch, URLSearchParams, queueMicrotask, setTimeout, console, sessionStorage, document */
const query = new URLSearchParams(location.search);
const count = Number(query.get('count') ?? 0);
const folder = await (await fetch('/listing')).json();
const paths = count > 0 ? Array.from({ length: count }, (_, at) => `many/${String(at).padStart(6, '0')}.png`) : folder;
const kindOf = path => path.split('/').slice(0, -1).pop() ?? '';
const kinds = count > 0 ? ['bolt', 'nut', 'washer'] : [...new Set(paths.map(kindOf))];
const random = at => { const x = Math.sin(at * 12.9898) * 43758.5453; return x - Math.floor(x); };
const colors = ['#3b82f6', '#e5484d', '#f5a524', '#30a46c', '#8e4ec6', '#e879b9', '#0ea5a4', '#a18072'];
const empty = query.has('empty');
const classes = empty ? [] : kinds.slice(0, Math.max(7, Number(query.get('classes') ?? 0))).map((name, at) => ({ id: `c${at}`, name, color: colors[at % 8] }));
for (let at = classes.length; at < Number(query.get('classes') ?? 0); at++) classes.push({ id: `c${at}`, name: `class ${String(at).padStart(3, '0')}`, color: colors[at % 8] });
let decisions = new Map();
if (query.has('refuse')) window.refuse = true;
const past = [];
const future = [];
if (!empty) paths.forEach((path, at) => {
  const kind = count > 0 ? at % 3 : kinds.indexOf(kindOf(path));
  if (random(at) < 0.12 && kind < classes.length) decisions.set(path, { path, label: `c${kind}`, anomalous: null, by: 'me', at: '2026-01-02T03:04:05Z' });
  if (random(at + 0.5) > 0.985) decisions.set(path, { path, label: null, anomalous: random(at + 9) > 0.5, by: 'me', at: '' });
});
const status = { phase: 'training', message: '', progress: 0.42, step: 640, epoch: 17, epochs: 40, imagesPerSecond: 812, secondsLeft: 34, images: paths.length, unreadable: 2,
  engine: { name: 'onnxruntime', detail: 'onnxruntime-node 1.30, 2 threads', notUsed: [{ name: 'tensorflow', why: '@tensorflow/tfjs-node is not installed' }] } };
const losses = Array.from({ length: 300 }, (_, at) => {
  const d = Math.exp(-at / 60);
  const noise = 1 + 0.06 * random(at);
  const part = { reconstruction: (1400 * d + 320) * noise, divergence: (8 + 22 * (1 - d)) * noise, classification: at < 60 ? NaN : (40 * Math.exp(-(at - 60) / 50) + 2) * noise, consistency: at < 60 ? NaN : (6 * Math.exp(-(at - 60) / 90) + 0.4) * noise };
  return { step: at * 10, epoch: at / 8, total: part.reconstruction + part.divergence + (part.classification || 0) + (part.consistency || 0), ...part };
});
const chosen = (path, at) => (empty ? -1 : count > 0 ? at % 3 : Math.max(-1, Math.min(classes.length - 1, kinds.indexOf(kindOf(path)))));
const changed = new Map();
const isRejected = (path, k) => decisions.get(path)?.rejected?.includes(classes[k]?.id) ?? false;
let threshold;
const scoreAt = (place, line) => { const d = (place - line) / 2; return 0.5 + 0.5 * d / (1 + Math.abs(d)); };
// Most images lie about 0; a few are far out.
// `window.turned`: the order of the farther half, the other way round.
const place = at => { const drawn = random(at + 7); const u = window.turned && drawn > 0.5 ? 1.5 - drawn : drawn; return 2.2 * (u - 0.4) + (u > 0.93 ? (u - 0.93) * 160 : 0); };
// Labels that were tested, the first ones taken for the classes that have no images; every other one was taken back and given again.
const beyond = classes.slice(kinds.length);
const tests = paths.filter(path => decisions.get(path)?.label).flatMap((path, n) => {
  const { label } = decisions.get(path);
  const test = { image: paths.indexOf(path), label, suggestion: beyond[n]?.id ?? (random(paths.indexOf(path) + 13) < 0.88 ? label : `c${(Number(label.slice(1)) + 1) % classes.length}`) };
  return n % 2 ? [test, test] : [test];
});
const predictions = () => ({
  listing: 1, step: window.step ?? 640, classes: classes.map(({ id }) => id),
  suggestion: Int16Array.from(paths, (path, at) => (changed.has(path) ? (chosen(path, at) + 1) % classes.length : isRejected(path, chosen(path, at)) ? classes.findIndex((_, k) => !isRejected(path, k)) : chosen(path, at))),
  confidence: Float32Array.from(paths, (path, at) => changed.get(path) ?? (isRejected(path, chosen(path, at)) ? 0.04 : 0.45 + 0.55 * Math.sqrt(random(at + 3)))),
  anomaly: Float32Array.from(paths, (_, at) => scoreAt(place(at), 3)),
  flagged: Uint8Array.from(paths, (path, at) => Number(place(at) >= 3 && (decisions.get(path)?.anomalous ?? null) === null)),
  threshold: 3, rule: { kind: 'share', share: 0.05 }, automatic: { threshold: 3, rule: { kind: 'share', share: 0.05 } },
  next: Int32Array.from(paths.slice(0, 64), (_, at) => (at * 7) % paths.length), nextReason: Uint8Array.from(paths.slice(0, 64), (_, at) => at % 4),
  suspects: Int32Array.from(paths.slice(0, 12), (_, at) => at), suspicion: Float32Array.from(paths.slice(0, 12), (_, at) => 0.8 - at / 20), rivals: Int16Array.from(paths.slice(0, 12), () => 1),
  tests,
});
// Two that are one picture, and five, which have different labels.
const duplicates = { listing: 1, members: Int32Array.of(0, 1, 20, 21, 22, 23, 24, 30, 31, 32), sizes: Int32Array.of(2, 5, 3) };
const listing = { version: 1, paths, modified: Float64Array.from(paths, () => 1), unreadable: paths.length > 20 ? [{ path: paths[5], reason: { template: 'damaged {0}: {1}', args: ['JPEG', 'bad marker'] } }] : [] };
const history = () => ({ undo: past.length ? 'label 1 image' : null, redo: future.length ? 'label 1 image' : null });
// Calls of the page that have no answer yet, the first of which is for its snapshot, and who waits until a message has been handled.
let unanswered = 1;
const waiting = new Map();
window.addEventListener('message', ({ data }) => { waiting.get(data.handled)?.(); waiting.delete(data.handled); });
let asked = 0;
const handled = () => new Promise(resolve => { waiting.set(++asked, resolve); window.postMessage({ handled: asked }, '*'); });
// Until the page has handled what it was told, and has every answer that it asked for on that account.
window.settled = async () => { while (unanswered > 0) await wait(5); do await handled(); while (unanswered > 0); };
const send = message => queueMicrotask(() => window.postMessage(message, '*'));
const packed = ({ paths, ...rest }) => ({ ...rest, paths: paths.join('\0') });
const emit = (name, event) => send({ kind: 'event', name, event: name === 'listing' ? packed(event) : event });
const knowledge = () => ({ classes: [...classes], decisions: [...decisions.values()], threshold });
const told = () => emit('knowledge', { knowledge: knowledge(), history: history() });
function step(change) {
  past.push(new Map(decisions));
  future.length = 0;
  change();
  told();
}
// One step back or forth, and which images it is about.
function retrace(other, onto) {
  onto.push(decisions);
  const about = paths.filter(path => decisions.get(path) !== other.get(path));
  decisions = other;
  told();
  emit('predictions', predictions());
  emit('retraced', { paths: about, back: onto === future, what: 'the last step' });
}
const set = (list, part) => step(() => {
  for (const path of list) decisions.set(path, { path, label: null, anomalous: null, ...decisions.get(path), by: 'me', at: new Date(2026, 0, 2, 3, 4).toISOString(), ...(typeof part === 'function' ? part(path) : part) });
});
// Heaps of points, one for each kind, with a few in between; a little elsewhere at every further turn.
const places = () => Float32Array.from({ length: 2 * paths.length }, (_, at) => {
  const index = at >> 1;
  const k = count > 0 ? index % 3 : kinds.indexOf(kindOf(paths[index]));
  const angle = (2 * Math.PI * k) / kinds.length;
  const [u, v] = [random(index + 0.1) + 1e-9, random(index + 0.2)];
  const r = 1.1 * Math.sqrt(-2 * Math.log(u));
  return (at % 2 ? 6 * Math.sin(angle) + r * Math.sin(6.283 * v) : 6 * Math.cos(angle) + r * Math.cos(6.283 * v)) + 0.05 * (window.mapTurn ?? 0);
});
const raster = (size, at) => ({ width: size, height: size, channels: 1, pixels: Uint8Array.from({ length: size * size }, (_, p) => 128 + 90 * Math.sin((p % size) / 6 + at) * Math.cos(Math.floor(p / size) / 9)) });
const frames = [60, 240, 640].map(step => ({ step, paths: paths.slice(0, 4), inputs: paths.slice(0, 4).map((_, at) => raster(64, at)), images: paths.slice(0, 4).map((_, at) => raster(64, at + 40 / step)) }));
const full = () => { if (window.refuse) throw new Error('The labels file cannot be written: the disk is full. Free some space and label again.'); };
const wait = ms => new Promise(resolve => setTimeout(resolve, ms));
// What the trainer says may come before the snapshot, which alone knows what the person has decided.
const early = async () => { emit('listing', listing); emit('predictions', predictions()); threshold = 2; await wait(600); };
const methods = {
  ready: async () => { if (query.has('early')) await early(); return { listing: packed(query.has('none') ? { version: 1, paths: [], modified: new Float64Array(0), unreadable: [] } : listing), knowledge: knowledge(), predictions: query.has('none') || query.has('unranked') ? null : predictions(), duplicates: query.has('none') || paths.length < 40 ? null : duplicates, losses: empty ? [] : losses, frames: empty ? [] : frames, status, folderUri: '/images', path: query.get('path') ?? (query.get('view') === 'review' ? paths[Math.min(40, paths.length - 1)] : null), history: history(), chosen: query.has('chosen') ? { title: 'Selected on the map', paths: paths.slice(0, 30), selected: true } : null, selected: null }; },
  label: async (list, id) => { await wait(30); full(); set(list, { label: id }); },
  review: async (list, anomalous) => { await wait(30); set(list, { anomalous }); },
  accept: async list => { await wait(30); full(); const by = new Map(list.map(({ path, classId }) => [path, classId])); set([...by.keys()], path => ({ label: by.get(path) })); },
  reject: async list => { await wait(30); const by = new Map(list.map(({ path, classId }) => [path, classId])); set([...by.keys()], path => ({ rejected: [...decisions.get(path)?.rejected ?? [], by.get(path)] })); emit('predictions', predictions()); },
  confirmLabels: async list => { await wait(30); set(list, { sure: true }); },
  makeClassOf: async (list, name = 'scratch') => { classes.push({ id: `c${classes.length}`, name, color: colors[classes.length % 8] }); set(list, { label: classes.at(-1).id, anomalous: true }); return classes.at(-1).id; },
  setThreshold: async place => { await wait(30); full(); threshold = place ?? undefined; told(); },
  showing: async path => { window.showing = path; },
  undo: async () => { if (past.length) retrace(past.pop(), future); },
  redo: async () => { if (future.length) retrace(future.pop(), past); },
  createClass: async name => { classes.push({ id: `c${classes.length}`, name, color: colors[classes.length % 8] }); told(); return classes.at(-1).id; },
  recolourClass: async (id, color) => { classes[classes.findIndex(c => c.id === id)] = { ...classes.find(c => c.id === id), color }; told(); },
  orderClasses: async ids => { classes.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)); told(); },
  explain: async path => {
    await wait(60);
    const error = Float32Array.from({ length: 64 * 64 }, (_, p) => Math.exp(-(((p % 64) - 40) ** 2 + (Math.floor(p / 64) - 22) ** 2) / 90) * 0.8 + 0.04 * random(p));
    return { path, input: raster(64, 0), reconstruction: raster(64, 0.3), error, anomaly: predictions().anomaly[paths.indexOf(path)], reasons: { reconstruction: 0.58, latent: 0.22, neighbours: 0.15, classification: 0.05, likeness: 0 }, nearest: paths.slice(50, 56) };
  },
  thumbnails: async list => { await wait(20); return list.map(path => count > 0 ? `/images/${folder[Number(path.slice(5, 11)) % folder.length]}` : `/images/${path}`); },
  pointing: async path => { window.pointed = path; },
  openReview: async path => { window.opened = path; },
  inMotion: async () => { window.motions = (window.motions ?? 0) + 1; },
  map: async () => { await wait(80); if (window.refuse) throw new Error('The model has not looked at the images yet. Wait for the first anomaly ranking.'); return { listing: 1, step: predictions().step, points: places(), fitted: Math.min(4000, paths.length), continued: window.mapTurn > 0 }; },
  generate: async (id, number, seed) => { await wait(40); full(); return Array.from({ length: number }, (_, at) => raster(28, seed * 7 + at)); },
  walk: async (from, to, frames) => { await wait(40); full(); return Array.from({ length: frames }, (_, at) => raster(28, at / 9)); },
  select: async list => { window.selectedPaths = list; },
  pickImage: async () => paths[3] ?? null,
  showSimilar: async path => emit('choose', { title: `Similar to ${path.split('/').pop()}`, seed: path, paths: [path, ...paths.filter(other => other !== path && kindOf(other) === kindOf(path)).slice(0, 24)] }),
  showImages: async (list, title, selected = false) => { window.shown = { paths: list, selected }; emit('choose', { paths: list, title, selected }); },
  run: async command => { (window.ran ??= []).push(command); if (command === 'pauseTraining') { status.phase = 'paused'; emit('status', { ...status }); } if (command === 'resumeTraining') { status.phase = 'training'; emit('status', { ...status }); } },
  log: async text => console.log(text),
};
window.acquireVsCodeApi = () => ({
  postMessage: async ({ kind, id, method, args }) => {
    if (kind !== 'call') return;
    if (method !== 'ready') unanswered++;
    try {
      if (!methods[method]) throw new Error(`Unknown method ${method}`);
      send({ kind: 'ok', id, value: await methods[method](...args) });
    } catch (error) {
      send({ kind: 'err', id, message: error.message, phrase: { template: error.message, args: [] } });
    } finally {
      // Not before the answer is on its way.
      queueMicrotask(() => unanswered--);
    }
  },
  getState: () => JSON.parse(sessionStorage.state ?? 'null') ?? undefined,
  setState: state => { sessionStorage.state = JSON.stringify(state); },
});
window.emit = emit;
window.label = methods.label;
window.setThreshold = methods.setThreshold;
window.undo = methods.undo;
window.redo = methods.redo;
// A ranking, as after some training.
window.rank = () => emit('predictions', predictions());
window.frames = frames;
// Another suggestion for an image, as after more training.
window.suggest = (path, confidence) => { changed.set(path, confidence); emit('predictions', predictions()); };
window.act = (kind, more) => emit('act', { action: { kind, ...(typeof more === 'object' ? more : { index: more }) } });
const page = document.createElement('script');
page.src = '/page.js';
document.head.append(page);
