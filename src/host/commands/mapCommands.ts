import { type MapStep, type PageAction } from '../../shared/pageContract';
import { missing } from '../missing';
import { type CommandContext, type Commands } from './commands';

/** Commands on the map and on the page with imagined images. */
export function mapCommands({ session, panels }: CommandContext): Commands {
  const act = (action: PageAction, otherwise: () => Error) => () => {
    if (!session.hasFolder) throw missing.folder();
    if (!panels.act(action)) throw otherwise();
  };
  const map = (step: MapStep) => act({ kind: 'map', step }, missing.map);
  const imagine = (kind: 'moreImages' | 'nextClass' | 'moreOnWalk' | 'lessOnWalk' | 'swapEnds' | 'pickFrom' | 'pickTo') => act({ kind }, missing.imagine);
  return {
    mapZoomIn: map('zoomIn'),
    mapZoomOut: map('zoomOut'),
    mapFit: map('fit'),
    mapLasso: map('lasso'),
    mapColour: map('colour'),
    mapGrow: map('grow'),
    mapLegend: map('legend'),
    mapClear: map('clear'),
    mapShowInGallery: map('showInGallery'),
    imagineMore: imagine('moreImages'),
    imagineNextClass: imagine('nextClass'),
    walkForth: imagine('moreOnWalk'),
    walkBack: imagine('lessOnWalk'),
    walkSwap: imagine('swapEnds'),
    walkFrom: imagine('pickFrom'),
    walkTo: imagine('pickTo'),
  };
}
