/** Tells the host when keys belong to a control of the page, so that its keybindings leave them alone. */
import { type Session } from './session';

/** Watches the focus of the whole page. */
export function watchTyping(root: HTMLElement, session: Session): void {
  let typing: boolean | undefined;

  function set(value: boolean): void {
    if (value === typing) return;
    typing = value;
    void session.host.run(`setTyping:${value}`).catch(() => undefined);
  }

  root.addEventListener('focusin', event => set(takesKeys(event.composedPath()[0])));
  root.addEventListener('focusout', () => set(false));
  set(false);
}

/** Text, lists and sliders take keys; a button does when the person came to it by key: Enter and space press it. */
function takesKeys(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches('input, select, textarea')) return true;
  return target.matches('button, [role="menuitem"]') && target.matches(':focus-visible');
}
