/** Questions to a running Node.js process through its inspector, without anything of ours inside it. */
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { type Socket } from 'node:net';
import { poll } from '../../e2e/editor/poll';

/** Where Node.js listens after SIGUSR1. */
const port = 9229;

export class Inspector {
  private buffer = Buffer.alloc(0);
  private readonly pending = new Map<number, (answer: Answer) => void>();
  private last = 0;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.take(chunk));
  }

  /** Opens the inspector of a process of this machine (not on Windows). Rejects when another process holds its port. */
  static async open(pid: number): Promise<Inspector> {
    process.kill(pid, 'SIGUSR1');
    const url = await poll('the inspector', async () => {
      const [target] = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json() as { title: string; webSocketDebuggerUrl: string }[];
      return target?.webSocketDebuggerUrl;
    });
    const inspector = new Inspector(await upgrade(url));
    const found = await inspector.evaluate<number>('process.pid');
    if (found !== pid) throw new Error(`Port ${port} belongs to process ${found}, not to ${pid}`);
    return inspector;
  }

  /** The value of an expression in the process; `require` is at hand, promises are awaited. */
  async evaluate<T>(expression: string): Promise<T> {
    const id = ++this.last;
    const answered = new Promise<Answer>(done => this.pending.set(id, done));
    this.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, includeCommandLineAPI: true, returnByValue: true, awaitPromise: true } }));
    const { result } = await answered;
    if (!result || result.exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(result?.exceptionDetails)}`);
    return result.result.value as T;
  }

  close(): void {
    this.socket.destroy();
  }

  /** One masked text frame, as a client has to send it. */
  private send(text: string): void {
    const data = Buffer.from(text);
    const mask = randomBytes(4);
    const length = data.length < 126 ? Buffer.from([0x80 | data.length]) : Buffer.from([0x80 | 126, data.length >> 8, data.length & 255]);
    this.socket.write(Buffer.concat([Buffer.from([0x81]), length, mask, data.map((byte, i) => byte ^ mask[i % 4])]));
  }

  private take(chunk: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const { buffer } = this;
      if (buffer.length < 2) return;
      const short = buffer[1] & 127;
      const header = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (buffer.length < header) return;
      const length = short < 126 ? short : short === 126 ? buffer.readUInt16BE(2) : Number(buffer.readBigUInt64BE(2));
      if (buffer.length < header + length) return;
      this.buffer = buffer.subarray(header + length);
      const message = JSON.parse(buffer.toString('utf8', header, header + length)) as Answer & { id?: number };
      if (message.id === undefined) continue;
      this.pending.get(message.id)?.(message);
      this.pending.delete(message.id);
    }
  }
}

interface Answer {
  readonly result?: { readonly result: { readonly value?: unknown }; readonly exceptionDetails?: unknown };
}

function upgrade(url: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const asked = request(url.replace(/^ws/, 'http'), { headers: { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': randomBytes(16).toString('base64') } });
    asked.once('upgrade', (_, socket) => resolve(socket as Socket));
    asked.once('error', reject);
    asked.end();
  });
}
