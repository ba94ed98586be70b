import * as vscode from 'vscode';
import { type PageAction, type ShownFilter } from '../../shared/pageContract';
import * as edits from '../edits';
import { t } from '../l10n';
import { missing } from '../missing';
import { similarTo } from '../similarTo';
import { ClassSearch } from './classSearch';
import { type CommandContext, type Commands } from './commands';
import { pathOf } from './nodes';

type SimpleAction = Exclude<PageAction['kind'], 'labelSelection' | 'labelWith' | 'show' | 'makeClass' | 'map'>;

/** Commands on images: on the one they are given, else on the selection of the active page. */
export function labelCommands({ session, project, panels }: CommandContext): Commands {
  const act = (action: PageAction) => {
    if (!session.hasFolder) throw missing.folder();
    if (!panels.act(action)) throw missing.page();
  };
  const search = new ClassSearch();
  const simple = (kind: SimpleAction) => () => act({ kind });
  const review = (anomalous: boolean, kind: SimpleAction) => async (node: unknown) => {
    const path = pathOf(node);
    if (path === undefined) return act({ kind });
    const open = await project();
    await open.edit(edits.review([path], anomalous));
  };
  const digits = Array.from({ length: 9 }, (_, index) => [`label${index + 1}`, () => act({ kind: 'labelSelection', index })] as const);
  const show = (filter: ShownFilter) => () => act({ kind: 'show', filter });
  return {
    ...Object.fromEntries(digits),
    labelWith: async () => {
      if (!session.hasFolder) throw missing.folder();
      if (!panels.labels) throw missing.page();
      const classId = await search.ask(await project());
      if (classId !== undefined) act({ kind: 'labelWith', classId });
    },
    clearLabel: simple('clearLabel'),
    skip: simple('skip'),
    acceptSuggestion: simple('accept'),
    rejectSuggestion: simple('reject'),
    keepLabel: simple('keepLabel'),
    previewSuggestions: simple('preview'),
    acceptAll: simple('acceptAll'),
    leavePreview: simple('leavePreview'),
    flagAnomaly: review(true, 'flag'),
    confirmAnomaly: review(true, 'confirm'),
    dismissAnomaly: review(false, 'dismiss'),
    selectAll: simple('selectAll'),
    showAll: show('all'),
    showNext: show('next'),
    showUnlabelled: show('unlabelled'),
    showLabelled: show('labelled'),
    showSuggested: show('suggested'),
    showUnsure: show('unsure'),
    showMislabelled: show('mislabelled'),
    showAnomalies: show('anomalies'),
    showDuplicates: show('duplicates'),
    showUnreadable: show('unreadable'),
    showSimilar: async node => {
      const path = pathOf(node);
      if (path === undefined) return act({ kind: 'similar' });
      panels.choose(await similarTo(await project(), path));
    },
    refreshOrder: simple('refresh'),
    changeSort: simple('sort'),
    reverseSort: simple('reverseSort'),
    searchImages: simple('search'),
    filterByClass: simple('narrow'),
    moreConfidence: simple('moreConfidence'),
    lessConfidence: simple('lessConfidence'),
    largerThumbnails: simple('larger'),
    smallerThumbnails: simple('smaller'),
    nextImage: simple('next'),
    previousImage: simple('previous'),
    clearReview: async node => {
      const path = pathOf(node);
      if (path === undefined) return act({ kind: 'clearReview' });
      const open = await project();
      if (typeof open.knowledge.decisions.find(decision => decision.path === path)?.anomalous !== 'boolean') throw missing.review();
      await open.edit(edits.review([path], null));
    },
    undo: async () => {
      if (!await (await project()).undo()) nothingToUndo();
    },
    redo: async () => {
      if (!await (await project()).redo()) nothingToRedo();
    },
    // The icons of title bars while there is nothing. The commands themselves are always enabled: a key that is
    // pressed right after a label would come before the context that enables them.
    nothingToUndo: () => nothingToUndo(),
    nothingToRedo: () => nothingToRedo(),
  };
}

function nothingToUndo(): void {
  void vscode.window.setStatusBarMessage(t('Nothing to undo in Winnow.'), 3000);
}

function nothingToRedo(): void {
  void vscode.window.setStatusBarMessage(t('Nothing to redo in Winnow.'), 3000);
}
