/** Listening to a session with the types of its events. */
import { type Session, type SessionEvents } from './session';

/** Adds the handlers and returns what takes them off again. */
export function listen(session: Session, handlers: { [K in keyof SessionEvents]?: (event: SessionEvents[K]) => void }): () => void {
  const entries = Object.entries(handlers) as [string, EventListener][];
  for (const [name, handler] of entries) session.addEventListener(name, handler);
  return () => {
    for (const [name, handler] of entries) session.removeEventListener(name, handler);
  };
}
