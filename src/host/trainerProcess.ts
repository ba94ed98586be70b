import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { connect, type Connection } from '../shared/rpc';
import { type TrainerCalls, type TrainerEvents } from '../shared/trainerContract';
import { t } from './l10n';

/** Methods of the host that the trainer may call: none. */
type NoMethods = Record<never, never>;

export interface TrainerHooks {
  readonly events: TrainerEvents;
  /** Lines the process wrote outside the contract, and faults of the contract. */
  output(text: string): void;
  /** The process has ended without being asked to; `why` is for the log. */
  died(why: string): void;
}

/** One run of the trainer: a child process at lower priority and the connection to it. */
export class TrainerProcess {
  private readonly child: ChildProcess;
  private readonly connection: Connection<TrainerCalls, NoMethods>;
  private readonly exited: Promise<void>;
  private closing = false;
  private ended = false;

  /** Starts `script` (absolute path) with this process's Node. */
  constructor(script: string, hooks: TrainerHooks) {
    const child = fork(script, [], {
      serialization: 'advanced',
      execArgv: [],
      env: cleanEnvironment(process.env, process.versions.electron !== undefined),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    lowerPriority(child.pid);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', line => hooks.output(line));
    }
    this.connection = connect<TrainerCalls, NoMethods, NoMethods, TrainerEvents>({
      post: message => {
        // A dying child refuses messages before it reports its exit; the exit then rejects what is pending.
        if (child.connected) child.send(message as object, error => error && hooks.output(error.message));
      },
      listen: receive => child.on('message', receive),
    }, { methods: {}, events: hooks.events, onUnknown: text => hooks.output(text) });
    this.exited = new Promise(resolve => {
      const end = (why: string) => {
        if (this.ended) return;
        this.ended = true;
        this.connection.close(t('The trainer has ended ({0}).', why));
        if (!this.closing) hooks.died(why);
        resolve();
      };
      child.once('exit', (code, signal) => end(signal ? `signal ${signal}` : `exit code ${code}`));
      child.once('error', error => end(error.message));
    });
  }

  /** The trainer's methods; all reject once it has ended. */
  get remote(): TrainerCalls {
    return this.connection.remote;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Lets the trainer write its checkpoint and end; ends it by force after `patience` milliseconds. */
  async close(patience = 5000): Promise<void> {
    this.closing = true;
    const force = setTimeout(() => this.child.kill('SIGKILL'), patience);
    await this.remote.close().catch(() => undefined);
    if (this.child.connected) this.child.disconnect();
    await this.exited;
    clearTimeout(force);
  }
}

function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some systems allow no change of priority; training then competes as an equal.
  }
}

/** The environment without what an editor or a debugger put there for its own process. */
export function cleanEnvironment(env: NodeJS.ProcessEnv, electron: boolean): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(NODE_OPTIONS|NODE_INSPECT.*|VSCODE_.*|ELECTRON_.*)$/.test(name));
  return { ...Object.fromEntries(kept), ...(electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}) };
}
