import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';

vi.mock('vscode', () => ({ workspace: {}, commands: {} }));

import { anomalyCommands } from '../../../src/host/commands/anomalyCommands';
import { classCommands } from '../../../src/host/commands/classCommands';
import { type CommandContext } from '../../../src/host/commands/commands';
import { exchangeCommands } from '../../../src/host/commands/exchangeCommands';
import { folderCommands } from '../../../src/host/commands/folderCommands';
import { labelCommands } from '../../../src/host/commands/labelCommands';
import { mapCommands } from '../../../src/host/commands/mapCommands';
import { modelCommands } from '../../../src/host/commands/modelCommands';
import { trainingCommands } from '../../../src/host/commands/trainingCommands';
import { viewCommands } from '../../../src/host/commands/viewCommands';
import { type Edit } from '../../../src/host/edits';
import { missing, Missing } from '../../../src/host/missing';
import { type Knowledge, noKnowledge } from '../../../src/shared/project';

interface Contributes {
  commands: { command: string; enablement?: string }[];
  menus: Record<string, { command: string; when?: string }[]>;
}
const { contributes } = JSON.parse(readFileSync(fileURLToPath(new URL('../../../package.json', import.meta.url)), 'utf8')) as { contributes: Contributes };

/** The commands of a window, by their ids without the prefix. */
function commandsOf(context: Partial<Record<keyof CommandContext, unknown>>): Record<string, (...args: unknown[]) => unknown> {
  const panels = { act: () => false, labels: false, image: undefined };
  const all = { panels, ...context } as CommandContext;
  return Object.assign({}, ...[viewCommands, classCommands, labelCommands, trainingCommands, mapCommands, exchangeCommands, modelCommands, folderCommands, anomalyCommands].map(of => of(all)));
}

/** What a command says that cannot run; undefined: it does something. */
async function explanation(run: () => unknown): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (error instanceof Missing) return error.message;
    throw error;
  }
}

describe('in a window without a folder', () => {
  const noFolder = () => Promise.reject(missing.folder());
  const commands = commandsOf({ session: { hasFolder: false, ensure: noFolder }, project: noFolder });
  /** What does without a folder, or is only drawn. */
  const works = ['getStarted', 'showLog', 'openSample', 'nothingToUndo', 'nothingToRedo'];
  const ids = contributes.commands.map(({ command }) => command.replace('winnow.', '')).filter(id => !works.includes(id));

  test('every command asks for one', async () => {
    for (const id of ids) expect(await explanation(() => commands[id]()), id).toBe(missing.folder().message);
  });

  test('the palette has every command that is not of one page', () => {
    const drawn = /^winnow\.nothingTo/;
    const hidden = contributes.commands.filter(({ command, enablement }) => !drawn.test(command) && enablement !== undefined && !/^activeWebviewPanelId /.test(enablement));
    expect(hidden.map(({ command }) => command)).toEqual([]);
    expect(contributes.menus.commandPalette.filter(({ command }) => !drawn.test(command))).toEqual([]);
  });
});

describe('a command that would change nothing says so', () => {
  function opened(knowledge: Knowledge, phase: string, isPaused = phase === 'paused') {
    const paused: boolean[] = [];
    const edit = async ({ change }: Edit) => void change(knowledge);
    const trainer = { running: phase !== 'failed', isPaused, setPaused: async (on: boolean) => void paused.push(on) };
    return { paused, commands: commandsOf({ session: { hasFolder: true }, project: async () => ({ knowledge, edit, trainer, status: { phase, message: '' } }) }) };
  }

  test('to pause what is paused, to resume what runs', async () => {
    const running = opened(noKnowledge, 'training');
    expect(await explanation(running.commands.pauseTraining)).toBeUndefined();
    expect(await explanation(running.commands.resumeTraining)).not.toBeUndefined();
    expect(running.paused).toEqual([true]);
    const paused = opened(noKnowledge, 'paused');
    expect(await explanation(paused.commands.pauseTraining)).not.toBeUndefined();
    expect(await explanation(paused.commands.resumeTraining)).toBeUndefined();
    expect(paused.paused).toEqual([false]);
  });

  test('but what has failed, or has been asked to pause, is resumed', async () => {
    for (const { paused, commands } of [opened(noKnowledge, 'failed'), opened(noKnowledge, 'scoring', true)]) {
      expect(await explanation(commands.resumeTraining)).toBeUndefined();
      expect(paused).toEqual([false]);
    }
  });

  test('to give a threshold back that nobody has moved', async () => {
    expect(await explanation(opened({ ...noKnowledge, threshold: 4 }, 'idle').commands.resetThreshold)).toBeUndefined();
    expect(await explanation(opened(noKnowledge, 'idle').commands.resetThreshold)).not.toBeUndefined();
  });
});
