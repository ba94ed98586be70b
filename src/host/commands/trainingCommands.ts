import { t } from '../l10n';
import { missing } from '../missing';
import { confirm } from './ask';
import { type CommandContext, type Commands } from './commands';

/** Commands on the trainer and on the page that shows it. */
export function trainingCommands({ project, session, panels }: CommandContext): Commands {
  // A trainer that has stopped for good answers nothing until it is started again.
  const alive = async () => {
    const open = await project();
    if (!open.trainer.running || open.status.phase === 'failed') throw missing.trainer(open.status.message);
    return open;
  };
  return {
    pauseTraining: async () => {
      const { trainer } = await alive();
      // The phase follows it once a piece of work is done.
      if (trainer.isPaused) throw missing.running();
      await trainer.setPaused(true);
    },
    resumeTraining: async () => {
      const { trainer, status } = await project();
      if (trainer.running && !trainer.isPaused && status.phase !== 'failed') throw missing.pause();
      await trainer.setPaused(false);
    },
    trainFromScratch: async () => {
      const open = await alive();
      const sure = await confirm(
        t('Train from scratch?'),
        t('Everything the model has learned is forgotten and training starts anew. Your labels and reviews stay.'),
        t('Train from Scratch'));
      if (sure) await open.trainFromScratch();
    },
    changeScale: () => {
      if (!session.hasFolder) throw missing.folder();
      if (!panels.act({ kind: 'scale' })) throw missing.training();
    },
  };
}
