import * as edits from '../edits';
import { t } from '../l10n';
import { missing } from '../missing';
import { askClassName, askColor, confirmDelete, pickClass } from './ask';
import { type CommandContext, type Commands } from './commands';
import { classIdOf } from './nodes';

/** Commands on classes; each asks which class when it is not told. */
export function classCommands({ project }: CommandContext): Commands {
  const withClass = (title: string, run: (classId: string, open: Awaited<ReturnType<typeof project>>) => Promise<void>) => async (node: unknown) => {
    const open = await project();
    const classId = classIdOf(node) ?? await pickClass(open.knowledge, { title });
    if (classId !== undefined) await run(classId, open);
  };
  const move = (title: string, by: number) => withClass(title, async (classId, open) => {
    const ids = open.knowledge.classes.map(({ id }) => id);
    const to = ids.indexOf(classId) + by;
    if (to < 0 || to >= ids.length) throw missing.placeInOrder();
    await open.edit(edits.orderClasses(ids.filter(id => id !== classId).toSpliced(to, 0, classId)));
  });
  return {
    newClass: async name => {
      const open = await project();
      const chosen = typeof name === 'string' ? name : await askClassName(open.knowledge);
      return chosen === undefined ? undefined : open.createClass(chosen);
    },
    renameClass: withClass(t('Rename Class'), async (classId, open) => {
      const name = await askClassName(open.knowledge, classId);
      if (name !== undefined) await open.edit(edits.renameClass(open.knowledge, classId, name));
    }),
    recolourClass: withClass(t('Change Colour of Class'), async (classId, open) => {
      const imageClass = open.knowledge.classes.find(({ id }) => id === classId);
      const color = imageClass && await askColor(imageClass);
      if (color !== undefined) await open.edit(edits.recolourClass(open.knowledge, classId, color));
    }),
    deleteClass: withClass(t('Delete Class'), async (classId, open) => {
      if (await confirmDelete(open.knowledge, classId)) await open.edit(edits.deleteClass(open.knowledge, classId));
    }),
    moveClassForward: move(t('Move Class Forward'), -1),
    moveClassBack: move(t('Move Class Back'), 1),
    mergeClass: withClass(t('Merge Class'), async (classId, open) => {
      const into = await pickClass(open.knowledge, { without: classId });
      if (into !== undefined) await open.edit(edits.mergeClass(open.knowledge, classId, into));
    }),
  };
}
