/** The trainer process: a {@link Session} behind the process's message channel. */
import { constants, setPriority } from 'node:os';
import { connect } from '../shared/rpc';
import { type TrainerCalls, type TrainerEvents } from '../shared/trainerContract';
import { Session } from './session';

// The editor and its language servers come first.
try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // Some containers forbid it; training then runs at the ordinary priority.
}

const session = new Session({
  listing: event => connection.emit('listing', event),
  predictions: event => connection.emit('predictions', event),
  duplicates: event => connection.emit('duplicates', event),
  losses: event => connection.emit('losses', event),
  reconstructions: event => connection.emit('reconstructions', event),
  status: event => connection.emit('status', event),
  log: event => connection.emit('log', event),
});

const methods: TrainerCalls = {
  open: (options, knowledge) => session.open(options, knowledge),
  setKnowledge: knowledge => session.setKnowledge(knowledge),
  setAnomalyShare: share => session.setAnomalyShare(share),
  setThreshold: byHand => session.setThreshold(byHand),
  rest: milliseconds => session.rest(milliseconds),
  pause: () => session.pause(),
  resume: () => session.resume(),
  restart: () => session.restart(),
  explain: path => session.explain(path),
  thumbnail: (path, pixels) => session.thumbnail(path, pixels),
  similar: (path, count) => session.similar(path, count),
  generate: (classId, count, seed) => session.generate(classId, count, seed),
  exportModel: file => session.exportModel(file),
  map: () => session.map(),
  walk: (from, to, frames) => session.walk(from, to, frames),
  close: async () => {
    await session.close();
    // The answer has to leave before the channel goes.
    setTimeout(() => process.exit(0), 50);
  },
};

const connection = connect<Record<never, never>, TrainerCalls, TrainerEvents, Record<never, never>>(
  {
    // A parent that has gone is noticed by 'disconnect'; a message to it must not throw meanwhile.
    post: message => process.connected && process.send?.(message, undefined, {}, () => undefined),
    listen: receive => process.on('message', receive),
  },
  { methods, events: {}, onUnknown: text => connection.emit('log', { level: 'warn', text }) },
);

process.on('disconnect', () => {
  void session.close().finally(() => process.exit(0));
  // Whatever hangs must not outlive the editor.
  setTimeout(() => process.exit(1), 5000).unref();
});

function die(error: unknown): void {
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  console.error(text);
  if (!process.send || !process.connected) process.exit(1);
  connection.emit('log', { level: 'error', text });
  // Time for the line to reach the parent.
  setTimeout(() => process.exit(1), 100);
}
process.on('uncaughtException', die);
process.on('unhandledRejection', die);
