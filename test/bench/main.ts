/**
 * `npm run bench [-- --only NAME] [--json FILE]`: figures, never tests. Groups: engine (one training
 * step), trainer (accuracy, speed and memory without an editor), waiting (what a person waits for in
 * a real VS Code; needs `npm run package` first). `--profile`, with `--only engine`: the cost by kind
 * of node instead. What follows `--` goes to the group.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const groups = ['engine', 'trainer', 'waiting'] as const;

/** What a group exports: it prints its figures as it goes and may return them. */
interface Group {
  main(args: readonly string[]): unknown;
}

async function bench(): Promise<void> {
  const own = process.argv.slice(2);
  const split = own.indexOf('--');
  const { values } = parseArgs({
    args: split < 0 ? own : own.slice(0, split),
    options: { only: { type: 'string' }, json: { type: 'string' }, profile: { type: 'boolean', default: false } },
  });
  const wanted = groups.filter(name => values.only === undefined || name === values.only);
  if (wanted.length === 0) throw new Error(`No group "${values.only}"; there are: ${groups.join(', ')}`);

  const figures: Record<string, unknown> = {};
  for (const name of wanted) {
    console.log(`# ${name}`);
    try {
      const { main } = await import(`./${name}`) as Group;
      figures[name] = await main([...(values.profile ? ['--profile'] : []), ...(split < 0 ? [] : own.slice(split + 1))]) ?? null;
    } catch (error) {
      console.error(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
      figures[name] = { error: error instanceof Error ? error.message : String(error) };
      process.exitCode = 1;
    }
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
}

void bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
