/** `npm run bench`: speed, waiting times and memory, beside peers where there are any. Figures, never tests. */
import { writeFileSync } from 'node:fs';
import { messageOf, PersonError } from '../../src/shared/personError';
import { beginFigures, optionsIn } from './commandLine';
import { type Figure, published } from './figure';
import { type Group, groups } from './groups';
import { cellsOf } from './report';
import { keep, writeReport } from './speed';

const usage = `npm run bench [-- OPTIONS] [-- OPTIONS OF THE GROUP]
  --only NAME[,NAME …]  these groups: ${groups.map(({ name }) => name).join(', ')}
  --json FILE           writes the figures as [{group, name, value, unit, peer, ratio}]
  --write               adds the figures to speed.json and writes SPEED.md anew
  --report              measures nothing: writes SPEED.md anew from speed.json
  --profile             the cost by kind of node (group engine) instead of figures
  --help                this text`;

async function main(): Promise<void> {
  const own = process.argv.slice(2);
  const split = own.indexOf('--');
  const values = optionsIn(split < 0 ? own : own.slice(0, split), {
    only: { type: 'string' }, json: { type: 'string' }, write: { type: 'boolean' }, report: { type: 'boolean' }, profile: { type: 'boolean' }, help: { type: 'boolean' },
  });
  if (values.help) return console.log(usage);
  if (values.report) return writeReport();
  if (values.profile && (values.only ?? 'engine') !== 'engine') throw new PersonError('--profile is of the group engine alone');
  if (values.json) beginFigures(values.json);
  const args = split < 0 ? [] : own.slice(split + 1);
  const figures: Figure[] = [];
  for (const group of chosen(values.only ?? (values.profile ? 'engine' : undefined))) {
    console.log(`# ${group.name}: ${group.about}`);
    try {
      const { main } = await group.load();
      const found = await main(values.profile ? ['--profile', ...args] : args);
      print(found);
      figures.push(...found);
      if (values.write && !values.profile) await keep(group.name, found, args.length === 0 && process.exitCode === undefined);
      if (values.json) writeFileSync(values.json, `${JSON.stringify(figures.map(published), null, 1)}\n`);
    } catch (error) {
      console.error(`${group.name}: ${error instanceof PersonError ? messageOf(error) : error instanceof Error ? error.stack : String(error)}`);
      process.exitCode = 1;
    }
  }
}

function chosen(only: string | undefined): readonly Group[] {
  if (only === undefined) return groups;
  return only.split(',').map(name => {
    const group = groups.find(known => known.name === name);
    if (!group) throw new PersonError(`No group "${name}"; there are: ${groups.map(known => known.name).join(', ')}`);
    return group;
  });
}

/** The figures as a table in columns. */
function print(figures: readonly Figure[]): void {
  const rows = [['figure', 'value', 'unit', 'peer', 'peer\'s value', 'ratio', 'aim'], ...figures.map(cellsOf)];
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)));
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
}

void main().catch((error: unknown) => {
  console.error(error instanceof PersonError ? messageOf(error) : error);
  process.exitCode = 1;
});
