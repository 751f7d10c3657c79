import { SetupProblem } from '@florin/processes';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, type StackSettings } from '../settings.ts';
import { chooseParts, keepChoice, type Form } from './choose-parts.ts';

let settings: StackSettings;
const said: string[] = [];
const choose = (form: Form, given: StackSettings['given'] = {}) =>
  chooseParts({ ...settings, given }, form, (line) => said.push(line));

beforeEach(() => {
  settings = readSettings({ FLORIN_LOCAL: mkdtempSync(join(tmpdir(), 'florin-parts-')) });
  said.length = 0;
});

describe('the parts that npm start runs', () => {
  test('are all with --full, and neither Redis nor Kafka with --light', async () => {
    expect(await choose('light')).toEqual({ redis: false, kafka: false });
    expect(await choose('full')).toEqual({ redis: true, kafka: true });
    expect(said).toEqual([]);
  });

  test('include services that are given by address', async () => {
    const REDIS_URLS = 'redis://elsewhere:6379';
    expect(await choose('light', { REDIS_URLS })).toEqual({ redis: true, kafka: false });
    await expect(choose('light', { KAFKA_BROKERS: 'elsewhere:9092' })).rejects.toThrow(SetupProblem);
  });

  test('without a form include the log that the bank used at the last start', async () => {
    const given = { REDIS_URLS: 'redis://elsewhere:6379' };
    // A start that failed has decided nothing.
    keepChoice({ ...settings, parts: await choose('light') });
    expect(await choose(undefined, given)).toEqual({ redis: true, kafka: false });
    expect(said).toEqual([expect.stringContaining('"npm start -- --full" moves them')]);
    // The database decides then whether that is where they are.
    expect(await choose(undefined, { ...given, KAFKA_BROKERS: 'elsewhere:9092' })).toMatchObject({
      kafka: true,
    });
    keepChoice({ ...settings, parts: await choose('full') });
    expect(await choose(undefined, given)).toEqual({ redis: true, kafka: true });
  });

  test('include Kafka in a bank from before there was a choice, which has a folder of Kafka', async () => {
    mkdirSync(join(settings.directory, 'kafka'));
    const given = { REDIS_URLS: 'redis://elsewhere:6379' };
    expect(await choose(undefined, given)).toEqual({ redis: true, kafka: true });
  });
});
