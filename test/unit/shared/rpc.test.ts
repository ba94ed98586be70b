import { describe, expect, it } from 'vitest';
import { PersonError } from '../../../src/shared/personError';
import { type Channel, connect } from '../../../src/shared/rpc';

interface Calls {
  add(a: number, b: number): Promise<number>;
  fail(person: boolean): Promise<void>;
  never(): Promise<void>;
}

interface Events {
  tick(event: { count: number }): void;
}

/** Two ends that hand messages over as a process boundary does: copied, later, in order. */
function channels(): [Channel, Channel] {
  const receivers: ((message: unknown) => void)[] = [];
  const end = (own: number): Channel => ({
    post: message => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => receivers[1 - own](copy));
    },
    listen: receive => { receivers[own] = receive; },
  });
  return [end(0), end(1)];
}

function pair(): { server: ReturnType<typeof serve>; client: ReturnType<typeof ask>; ticks: number[]; unknown: string[]; raw: Channel } {
  const [a, b] = channels();
  const ticks: number[] = [];
  const unknown: string[] = [];
  const server = serve(a, unknown);
  return { server, client: ask(b, ticks, unknown), ticks, unknown, raw: b };
}

function serve(channel: Channel, unknown: string[]) {
  const methods: Calls = {
    add: async (x, y) => x + y,
    fail: async person => { throw person ? new PersonError('mend it', 'a.png') : new Error('fault'); },
    never: () => new Promise(() => undefined),
  };
  return connect<object, Calls, Events, object>(channel, { methods, events: {}, onUnknown: text => unknown.push(text) });
}

function ask(channel: Channel, ticks: number[], unknown: string[]) {
  return connect<Calls, object, object, Events>(channel, { methods: {}, events: { tick: ({ count }) => void ticks.push(count) }, onUnknown: text => unknown.push(text) });
}

const settle = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 5));

describe('calls over a channel', () => {
  it('are answered, in whatever order', async () => {
    const { client } = pair();
    expect(await Promise.all([client.remote.add(1, 2), client.remote.add(3, 4)])).toEqual([3, 7]);
  });

  it('reject with the error of the other side, and know which are for a person', async () => {
    const { client } = pair();
    const person = await client.remote.fail(true).catch((error: unknown) => error);
    expect(person).toBeInstanceOf(PersonError);
    expect(person).toMatchObject({ message: 'mend it', path: 'a.png' });
    const fault = await client.remote.fail(false).catch((error: unknown) => error);
    expect(fault).not.toBeInstanceOf(PersonError);
    expect(fault).toMatchObject({ message: 'fault' });
  });

  it('reject with the name of a method that is not there, inherited ones among them', async () => {
    const { client } = pair();
    const remote = client.remote as unknown as Record<string, () => Promise<void>>;
    for (const name of ['nothing', 'constructor', 'hasOwnProperty', 'toString']) await expect(remote[name]()).rejects.toThrow(name);
  });

  it('are all rejected when the other side dies, and so are later ones', async () => {
    const { client } = pair();
    const pending = client.remote.never();
    client.close('the trainer ended');
    await expect(pending).rejects.toThrow('the trainer ended');
    await expect(client.remote.add(1, 2)).rejects.toThrow('the trainer ended');
  });

  it('reject when a value cannot be sent', async () => {
    const { client } = pair();
    await expect(client.remote.add((() => 1) as unknown as number, 2)).rejects.toThrow();
  });

  it('carry events in order, and stop when closed', async () => {
    const { server, ticks } = pair();
    for (let count = 0; count < 3; count++) server.emit('tick', { count });
    await settle();
    server.close('done');
    server.emit('tick', { count: 9 });
    await settle();
    expect(ticks).toEqual([0, 1, 2]);
  });

  it('tell of messages that fit no contract', async () => {
    const { client, server, unknown, raw } = pair();
    (server.emit as (name: string, event: unknown) => void)('tock', {});
    raw.post('hello');
    raw.post({ kind: 'ok', id: 77, value: 1 });
    raw.post(null);
    await settle();
    expect(unknown).toHaveLength(3);
    expect(unknown.join()).toContain('tock');
    expect(await client.remote.add(1, 1)).toBe(2);
  });

  it('may be awaited on their proxy without calling anything', async () => {
    const { client } = pair();
    expect(await Promise.race([Promise.resolve(client.remote), settle()])).toBe(client.remote);
  });
});
