import { ConfigError, readConfig } from '@florin/service';
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { configOf } from './config-of.ts';
import { root } from './packages.ts';

const apps = ['api', 'worker', 'fraud', 'notifications', 'analytics'];
const files = ['staging.env', 'production.env'];
/** runService's own, which every process reads. */
const ofEveryProcess = ['LOG_LEVEL', 'ACCESS_LOG', 'NODE_ENV'];

const settingsOf = (file: string) => parseEnv(readFileSync(join(root, 'docs', 'operations', file), 'utf8'));

test.each(files)('%s names only settings that an app declares', async (file) => {
  const schemas = await Promise.all(apps.map(configOf));
  const declared = schemas.flatMap(({ properties }) => Object.keys(properties));
  const known = [...declared, ...ofEveryProcess];
  expect(Object.keys(settingsOf(file)).filter((name) => !known.includes(name))).toEqual([]);
});

test.each(files.flatMap((file) => apps.map((app) => [file, app])))(
  '%s lets %s start: nothing that it needs is missing or wrong',
  async (file, app) => {
    const settings = settingsOf(file);
    // A placeholder such as <secret> stands for a value that no file may have.
    const isPlaceholder = (mistake: string) => settings[mistake.split(' ')[0] ?? '']?.includes('<') === true;
    expect(mistakesIn(await configOf(app), settings).filter((mistake) => !isPlaceholder(mistake))).toEqual(
      [],
    );
  },
);

test('staging has the settings of production, and other servers and addresses', () => {
  const [staging, production] = [settingsOf('staging.env'), settingsOf('production.env')];
  expect(Object.keys(staging).sort()).toEqual(Object.keys(production).sort());
  const shared = Object.keys(staging).filter((name) => staging[name] === production[name]);
  const naming = shared.filter((name) => /\.(internal|example)/.test(staging[name] ?? ''));
  expect(naming).toEqual([]);
});

test('neither holds a secret', () => {
  for (const file of files) {
    for (const [name, value] of Object.entries(settingsOf(file)))
      if (/PASSWORD|_KEYS?$|_KEYS\b|DATABASE_URL/.test(name) && !name.startsWith('RATE_'))
        expect([file, name, value]).toEqual([file, name, expect.stringContaining('<')]);
  }
});

function mistakesIn(schema: Awaited<ReturnType<typeof configOf>>, env: NodeJS.Dict<string>): string[] {
  try {
    readConfig(schema, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}
