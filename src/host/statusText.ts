import { type EngineReport, type TrainerStatus } from '../shared/trainerContract';
import { t, tenths } from './l10n';

export interface StatusText {
  /** With codicons as `$(name)`. */
  readonly text: string;
  /** Lines of Markdown. */
  readonly tooltip: string;
  readonly failed: boolean;
}

/** What the status bar shows of the trainer's state; `folder` is the name of the folder of images. */
export function statusText(status: TrainerStatus, folder: string): StatusText {
  const lines = [
    `**${escapeMarkdown(t('Winnow: {0}', folder))}**`,
    sentence(status),
    status.resting ? t('It rests while you type, scroll or move the map.') : '',
    status.message === '' ? '' : escapeMarkdown(status.message),
    imagesLine(status),
    ...engineLines(status.engine),
  ];
  return { text: shortText(status), tooltip: lines.filter(line => line !== '').join('\n\n'), failed: status.phase === 'failed' };
}

function shortText(status: TrainerStatus): string {
  const percent = status.progress === null ? '' : ` ${Math.floor(status.progress * 100)}%`;
  // A wheel that spins has the whole window drawn sixty times a second, and each key wait for the next of these frames.
  const busy = status.resting ? '$(sync)' : '$(sync~spin)';
  switch (status.phase) {
    case 'starting': return `$(loading~spin) ${t('Winnow: starting')}`;
    case 'scanning': return `$(loading~spin) ${t('Winnow: scanning')}`;
    case 'decoding': return `$(loading~spin) ${t('Winnow: reading images')}${percent}`;
    case 'training': return `${busy} ${t('Winnow: {0}', trainingText(status))}`;
    case 'scoring': return `${busy} ${t('Winnow: scoring')}${percent}`;
    case 'idle': return `$(check) ${t('Winnow')}`;
    case 'paused': return `$(debug-pause) ${t('Winnow: paused')}`;
    case 'failed': return `$(error) ${t('Winnow: failed')}`;
  }
}

function trainingText(status: TrainerStatus): string {
  const epoch = epochText(status);
  return status.secondsLeft === null ? epoch : `${epoch}, ${duration(status.secondsLeft)}`;
}

function sentence(status: TrainerStatus): string {
  switch (status.phase) {
    case 'starting': return t('The trainer is starting.');
    case 'scanning': return t('Looking for images.');
    case 'decoding': return t('Reading images into the pixel cache.');
    case 'training': {
      const speed = status.imagesPerSecond === null ? '' : ` ${t('{0} images per second.', Math.round(status.imagesPerSecond))}`;
      const left = status.secondsLeft === null ? '' : ` ${t('About {0} left.', duration(status.secondsLeft))}`;
      return t('Training, {0}, step {1}.', epochText(status), status.step) + speed + left;
    }
    case 'scoring': return t('Computing suggestions and anomaly scores.');
    case 'idle': return t('Training is up to date (step {0}).', status.step);
    case 'paused': return t('Training is paused.');
    case 'failed': return t('Training has stopped. Labels are still saved.');
  }
}

function epochText(status: TrainerStatus): string {
  return status.epochs > 0 ? t('epoch {0}/{1}', status.epoch, status.epochs) : t('epoch {0}', status.epoch);
}

function imagesLine(status: TrainerStatus): string {
  if (status.images === 0) return '';
  return status.unreadable === 0 ? t('{0} images.', status.images) : t('{0} images, {1} unreadable.', status.images, status.unreadable);
}

function engineLines(engine: EngineReport | null): string[] {
  if (!engine) return [];
  const unused = engine.notUsed.map(({ name, why }) => escapeMarkdown(t('{0} is not used: {1}', name, why)));
  return [escapeMarkdown(t('Engine: {0} ({1})', engine.name, engine.detail)), ...unused];
}

/** Seconds as a person says them, such as `45 s` or `3 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return t('{0} s', Math.max(1, Math.round(seconds)));
  if (seconds < 3600) return t('{0} min', Math.round(seconds / 60));
  return t('{0} h', tenths(seconds / 3600));
}

/** Text that Markdown shows as it is. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$]/g, '\\$&');
}
