import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { Type, type TObject } from 'typebox';
import { Compile } from 'typebox/compile';
import { decodeEvent, eventDefinitions, type EncodedEvent } from './index.ts';
import { brokenPromises, releaseOf, type ReleasedEvent } from './released-event.ts';
import { sampleMessages } from './sample-events.ts';

const folder = new URL('../released/', import.meta.url);
const released = readdirSync(folder).map((name) => ({
  name,
  promise: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as ReleasedEvent,
}));
const samples: Record<string, EncodedEvent> = sampleMessages();

describe.each(released)('what was promised with $name', ({ name, promise }) => {
  const { type, topic, envelope, data, example } = promise;
  const definition = eventDefinitions.find((candidate) => candidate.type === type);

  test('is kept: the event is still there and has only gained optional fields', () => {
    expect(name).toBe(`${type}.json`);
    expect(definition?.type).toBe(type);
    expect(brokenPromises(promise, releaseOf(definition!, samples[type]!))).toEqual([]);
  });

  test('lets a reader of then read what is written now', () => {
    const written = JSON.parse(samples[type]!.value) as { data: unknown };
    expect(Compile(envelope as unknown as TObject).Check(written)).toBe(true);
    expect(Compile(data as unknown as TObject).Check(written.data)).toBe(true);
    for (const promised of [envelope, data])
      expect(Compile(promised as unknown as TObject).Check({})).toBe(false);
  });

  test('lets a reader of now read what was written then', () => {
    const { subject } = example as { subject: string };
    expect(decodeEvent(topic, subject, JSON.stringify(example)).type).toBe(type);
  });
});

test('every event is promised to its readers', () => {
  const promised = released.map(({ promise }) => promise.type);
  expect(promised.sort()).toEqual(eventDefinitions.map(({ type }) => type).sort());
});

describe('a promise', () => {
  const promised = (data: TObject, change: object = {}): ReleasedEvent => ({
    ...{ type: 't.v1', topic: 't', source: '/s', example: {}, envelope: attributes('id', 'time'), ...change },
    data: JSON.parse(JSON.stringify(data)) as ReleasedEvent['data'],
  });
  const attributes = (...names: string[]): ReleasedEvent['envelope'] => ({
    ...{ type: 'object', required: names },
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  });
  const word = Type.String({ pattern: '^[a-z]+$', examples: ['one'] });
  const fields = {
    amount: Type.Integer({ minimum: 1 }),
    word,
    way: Type.Union([Type.Literal('in'), Type.Literal('out')]),
    failure: Type.Object({ code: word, hint: Type.Optional(Type.String()) }),
  };
  const before = promised(Type.Object(fields));
  const { amount: _amount, ...fewer } = fields;

  test.each([
    ['an optional field more', Type.Object({ ...fields, fee: Type.Optional(Type.Integer()) })],
    [
      'an optional field more inside of one',
      Type.Object({
        ...fields,
        failure: Type.Object({ ...fields.failure.properties, url: Type.Optional(Type.String()) }),
      }),
    ],
    [
      'a new word, and other remarks',
      Type.Object({
        ...fields,
        word: Type.String({ pattern: '^[a-z]+$', examples: ['one', 'two'], description: 'A word.' }),
      }),
    ],
    [
      'the width of an integer',
      Type.Object({ ...fields, amount: Type.Integer({ format: 'int64', minimum: 1 }) }),
    ],
  ])('is kept by %s', (_name, data) => {
    expect(brokenPromises(before, promised(data))).toEqual([]);
  });

  test.each([
    ['a field that is gone', Type.Object(fewer), 'data/amount was removed'],
    ['a field under another name', Type.Object({ ...fewer, sum: fields.amount }), 'data/amount was removed'],
    [
      'a field that may be missing now',
      Type.Object({ ...fields, amount: Type.Optional(fields.amount) }),
      'data/amount was always there',
    ],
    [
      'a field that must be there now',
      Type.Object({ ...fields, fee: Type.Integer() }),
      'data/fee is not in every event written before',
    ],
    [
      'a narrower range',
      Type.Object({ ...fields, amount: Type.Integer({ minimum: 2 }) }),
      'data/amount: minimum was 1',
    ],
    [
      'a wider range',
      Type.Object({ ...fields, amount: Type.Integer({ minimum: 0 }) }),
      'data/amount: minimum was 1',
    ],
    [
      'another format of a text',
      Type.Object({ ...fields, word: Type.String({ pattern: '^[a-z]+$', format: 'date' }) }),
      'data/word: format was absent',
    ],
    [
      'another type',
      Type.Object({ ...fields, amount: Type.Number({ minimum: 1 }) }),
      'data/amount: type was "integer"',
    ],
    [
      'one more of a closed list',
      Type.Object({ ...fields, way: Type.Union([...fields.way.anyOf, Type.Literal('by')]) }),
      'data/way: anyOf was',
    ],
    [
      'a field inside of one that is gone',
      Type.Object({ ...fields, failure: Type.Object({ code: word }) }),
      'data/failure/hint was removed',
    ],
  ])('is broken by %s', (_name, data, complaint) => {
    expect(brokenPromises(before, promised(data)).join()).toContain(complaint);
  });

  test('is broken by an attribute around the data that is gone, or is there now', () => {
    const fewer = promised(Type.Object(fields), { envelope: attributes('id') });
    expect(brokenPromises(before, fewer)).toEqual(['envelope/time was removed']);
    expect(brokenPromises(fewer, before)).toEqual(['envelope/time is not in every event written before']);
  });

  test('is broken by another topic or source', () => {
    const moved = promised(Type.Object(fields), { topic: 'u', source: '/other' });
    expect(brokenPromises(before, moved)).toEqual(['topic was t', 'source was /s']);
  });
});
