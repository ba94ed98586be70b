/**
 * Keys that belong to a control of the page stay in it: VS Code hears the page's keys at its window, and
 * would run the keybinding of a digit that is typed into a field.
 */
export function keepTyping(root: HTMLElement): void {
  // The focus itself cannot be followed from here: its moves inside one shadow tree are not told outside of it.
  root.addEventListener('keydown', event => {
    if (belongsTo(event.composedPath()[0], event)) event.stopPropagation();
  });
}

/** Text, lists and sliders take keys; a button does when the person came to it by key: Enter and space press it. */
function belongsTo(target: EventTarget | undefined, { key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const editing = key.length === 1 || /^(Backspace|Delete|Enter|Escape|Home|End|Page|Arrow)/.test(key);
  if (target.matches('input, select, textarea')) return editing && (!(ctrlKey || metaKey || altKey) || /^([acvxyz]|Backspace|Delete|Home|End|Arrow.*)$/i.test(key));
  return target.matches('button, [role="menuitem"]') && target.matches(':focus-visible') && /^(Enter| |Arrow.*)$/.test(key);
}
