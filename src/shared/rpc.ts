/**
 * Typed calls and events over any message channel (a child process, a webview). Every call is
 * answered `ok` or `err`; an unknown method is an error with its name; a closed channel rejects
 * all that is pending.
 */
import { messageOf, PersonError } from './personError';
import { type Phrase } from './phrase';

export interface Channel {
  post(message: unknown): void;
  /** Called once by {@link connect}. */
  listen(receive: (message: unknown) => void): void;
}

/** A contract is an interface of async methods; its events are an interface of one-argument methods without result. */
type Methods<T> = { [K in keyof T]: (...args: never[]) => Promise<unknown> };
type Events<T> = { [K in keyof T]: (event: never) => void };

type Message =
  | { kind: 'call'; id: number; method: string; args: unknown[] }
  | { kind: 'ok'; id: number; value: unknown }
  | { kind: 'err'; id: number; message: string; phrase?: Phrase; path?: string }
  | { kind: 'event'; name: string; event: unknown };

export interface Connection<Remote, Sent> {
  /** The peer's methods. */
  readonly remote: Remote;
  emit<K extends keyof Sent & string>(name: K, event: Sent[K] extends (event: infer E) => void ? E : never): void;
  /** Rejects all pending and later calls; call it when the peer has died. */
  close(reason: string): void;
}

export interface Handlers<Local, Received> {
  /** Methods the peer may call. */
  methods: Local;
  /** Events the peer may emit. */
  events: Received;
  /** Told of messages that fit no contract. */
  onUnknown?: (text: string) => void;
}

export function connect<
  Remote extends Methods<Remote>,
  Local extends Methods<Local>,
  Sent extends Events<Sent>,
  Received extends Events<Received>,
>(channel: Channel, handlers: Handlers<Local, Received>): Connection<Remote, Sent> {
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let nextId = 1;
  let closed: string | undefined;

  async function answer(id: number, method: string, args: unknown[]): Promise<void> {
    try {
      const handler = own(handlers.methods, method);
      if (!handler) throw new Error(`Unknown method "${method}"`);
      const value = await handler.apply(handlers.methods, args);
      channel.post({ kind: 'ok', id, value } satisfies Message);
    } catch (error) {
      const person = error instanceof PersonError ? { phrase: error.phrase, path: error.path } : {};
      channel.post({ kind: 'err', id, message: messageOf(error), ...person } satisfies Message);
    }
  }

  channel.listen(raw => {
    const message = raw as Message;
    if (message?.kind === 'call') void answer(message.id, message.method, message.args);
    else if (message?.kind === 'ok' || message?.kind === 'err') {
      const waiting = pending.get(message.id);
      pending.delete(message.id);
      if (message.kind === 'ok') waiting?.resolve(message.value);
      else waiting?.reject(message.phrase ? new PersonError(message.phrase, message.path) : new Error(message.message));
    } else if (message?.kind === 'event') {
      const handler = own(handlers.events, message.name);
      if (handler) void handler.call(handlers.events, message.event);
      else handlers.onUnknown?.(`Unknown event "${message.name}"`);
    } else handlers.onUnknown?.(`Unknown message ${JSON.stringify(raw)?.slice(0, 200)}`);
  });

  const remote = new Proxy({}, {
    get: (_, method) => method === 'then' ? undefined : (...args: unknown[]) => new Promise((resolve, reject) => {
      if (closed !== undefined) return reject(new Error(closed));
      const id = nextId++;
      pending.set(id, { resolve, reject });
      try {
        channel.post({ kind: 'call', id, method: String(method), args } satisfies Message);
      } catch (error) {
        pending.delete(id);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    }),
  }) as Remote;

  return {
    remote,
    emit: (name, event) => {
      if (closed === undefined) channel.post({ kind: 'event', name, event } satisfies Message);
    },
    close: reason => {
      closed = reason;
      for (const { reject } of pending.values()) reject(new Error(reason));
      pending.clear();
    },
  };
}

function own(target: object, name: string): ((...args: unknown[]) => unknown) | undefined {
  const value = (target as Record<string, unknown>)[name];
  return typeof value === 'function' && !(name in Object.prototype) ? (value as (...args: unknown[]) => unknown) : undefined;
}
