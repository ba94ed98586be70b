import { t } from '../l10n';
import { confirm } from './ask';
import { type CommandContext, type Commands } from './commands';

/** Commands on the trainer. */
export function trainingCommands({ project }: CommandContext): Commands {
  return {
    pauseTraining: async () => (await project()).trainer.setPaused(true),
    resumeTraining: async () => (await project()).trainer.setPaused(false),
    trainFromScratch: async () => {
      const open = await project();
      const sure = await confirm(
        t('Train from scratch?'),
        t('Everything the model has learned is forgotten and training starts anew. Your labels and reviews stay.'),
        t('Train from Scratch'));
      if (sure) await open.trainFromScratch();
    },
  };
}
