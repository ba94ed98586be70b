import { placesOf, pastImages } from '../../shared/threshold';
import { decisionsByPath } from '../counts';
import * as edits from '../edits';
import { missing } from '../missing';
import { askClassName } from './ask';
import { type CommandContext, type Commands } from './commands';
import { pathOf } from './nodes';

/** Commands on the threshold of anomalies and on the error map, and the one that makes a class of an anomaly. */
export function anomalyCommands({ session, project, panels }: CommandContext): Commands {
  const flag = (more: number) => async () => {
    const open = await project();
    const { predictions, listing, knowledge } = open;
    if (!predictions || predictions.listing !== listing?.version) throw missing.ranking();
    const decisions = decisionsByPath(knowledge);
    const isOpen = (index: number) => typeof decisions.get(listing.paths[index])?.anomalous !== 'boolean';
    await open.edit(edits.setThreshold(pastImages(placesOf(predictions, isOpen), predictions.threshold, more)));
  };
  const act = (kind: 'strongerMap' | 'fainterMap') => () => {
    if (!session.hasFolder) throw missing.folder();
    if (!panels.act({ kind })) throw missing.subject();
  };
  return {
    strongerErrorMap: act('strongerMap'),
    fainterErrorMap: act('fainterMap'),
    flagMore: flag(1),
    flagFewer: flag(-1),
    resetThreshold: async () => {
      const reset = edits.setThreshold(null);
      // Asked when its turn comes: a move right before may still be on its way.
      await (await project()).edit({ ...reset, change: now => {
        if (now.threshold === undefined) throw missing.threshold();
        return reset.change(now);
      } });
    },
    makeClassOfAnomaly: async node => {
      const path = pathOf(node);
      if (path === undefined) {
        if (!session.hasFolder) throw missing.folder();
        if (!panels.act({ kind: 'makeClass' })) throw missing.subject();
        return;
      }
      const open = await project();
      const name = await askClassName(open.knowledge);
      if (name !== undefined) await open.edit(edits.makeClassOf([path], name));
    },
  };
}
