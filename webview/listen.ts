/** Listening with the types of the events. */
import { type Session, type SessionEvents } from './session';

type Handlers<Events> = { [K in keyof Events]?: (event: Events[K]) => void };

/** Adds the handlers and returns what takes them off again. */
export function listen(target: Session, handlers: Handlers<SessionEvents>): () => void;
export function listen(target: Window, handlers: Handlers<WindowEventMap>): () => void;
export function listen(target: EventTarget, handlers: object): () => void {
  const entries = Object.entries(handlers) as [string, EventListener][];
  for (const [name, handler] of entries) target.addEventListener(name, handler);
  return () => {
    for (const [name, handler] of entries) target.removeEventListener(name, handler);
  };
}
