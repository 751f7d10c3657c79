import {
  breakingChanges,
  eventDefinitions,
  releaseOf,
  sampleMessages,
  type ReleasedEvent,
} from '@florin/events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/*
 * Releases the current schemas of events: `node tools/generate/src/release-events.ts [type …]`, all by default. Refuses a change
 * that would break readers of a released schema; such a change needs a new version of the event beside the old one.
 */
const folder = fileURLToPath(new URL('../../../libs/events/released/', import.meta.url));
const wanted = process.argv.slice(2);
const chosen = eventDefinitions.filter(({ type }) => wanted.length === 0 || wanted.includes(type));

async function release(): Promise<number> {
  const unknown = wanted.filter((type) => !eventDefinitions.some((definition) => definition.type === type));
  if (unknown.length > 0) {
    console.error(`No such event: ${unknown.join(', ')}`);
    return 2;
  }
  const samples = sampleMessages();
  const releases = chosen.map((definition) => releaseOf(definition, samples[definition.type]));
  const broken = (await Promise.all(releases.map(breakingChangesOf))).flat();
  if (broken.length > 0) {
    console.error(`Not released, make a new version instead:\n${broken.join('\n')}`);
    return 1;
  }
  await mkdir(folder, { recursive: true });
  for (const event of releases) {
    await writeFile(fileOf(event.type), `${JSON.stringify(event, null, 2)}\n`);
    console.log(`released ${event.type}`);
  }
  return 0;
}

async function breakingChangesOf(event: ReleasedEvent): Promise<string[]> {
  if (!existsSync(fileOf(event.type))) return [];
  const before = JSON.parse(await readFile(fileOf(event.type), 'utf8')) as ReleasedEvent;
  return breakingChanges(before, event).map((change) => `${event.type}: ${change}`);
}

function fileOf(type: string): string {
  return `${folder}${type}.json`;
}

process.exitCode = await release();
