import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { Type, type TObject } from 'typebox';
import { Compile } from 'typebox/compile';
import { decodeEvent, eventDefinitions, type EncodedEvent } from './index.ts';
import { breakingChanges, releaseOf, type ReleasedEvent } from './released-event.ts';
import { sampleMessages } from './sample-events.ts';

const folder = new URL('../released/', import.meta.url);
const released = readdirSync(folder).map((name) => ({
  name,
  contract: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as ReleasedEvent,
}));
const samples: Record<string, EncodedEvent> = sampleMessages();

describe.each(released)('the released contract $name', ({ name, contract }) => {
  const { type, topic, envelope, data, example } = contract;
  const definition = eventDefinitions.find((candidate) => candidate.type === type);

  test('is kept: the event still exists and has only gained optional fields', () => {
    expect(name).toBe(`${type}.json`);
    expect(definition?.type).toBe(type);
    expect(breakingChanges(contract, releaseOf(definition!, samples[type]!))).toEqual([]);
  });

  test('accepts the events that are written now', () => {
    const written = JSON.parse(samples[type]!.value) as { data: unknown };
    expect(Compile(envelope as unknown as TObject).Check(written)).toBe(true);
    expect(Compile(data as unknown as TObject).Check(written.data)).toBe(true);
    for (const schema of [envelope, data])
      expect(Compile(schema as unknown as TObject).Check({})).toBe(false);
  });

  test('has an example that is still readable', () => {
    const { subject } = example as { subject: string };
    expect(decodeEvent(topic, subject, JSON.stringify(example)).type).toBe(type);
  });
});

test('every event has a released contract', () => {
  const types = released.map(({ contract }) => contract.type);
  expect(types.sort()).toEqual(eventDefinitions.map(({ type }) => type).sort());
});

describe('a change of a contract', () => {
  const contractWith = (data: TObject, change: object = {}): ReleasedEvent => ({
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
  const before = contractWith(Type.Object(fields));
  const { amount: _amount, ...fewer } = fields;

  test.each([
    ['an additional optional field', Type.Object({ ...fields, fee: Type.Optional(Type.Integer()) })],
    [
      'an additional optional field inside a field',
      Type.Object({
        ...fields,
        failure: Type.Object({ ...fields.failure.properties, url: Type.Optional(Type.String()) }),
      }),
    ],
    [
      'a new word, or another annotation',
      Type.Object({
        ...fields,
        word: Type.String({ pattern: '^[a-z]+$', examples: ['one', 'two'], description: 'A word.' }),
      }),
    ],
    [
      'the width of an integer',
      Type.Object({ ...fields, amount: Type.Integer({ format: 'int64', minimum: 1 }) }),
    ],
  ])('may be %s', (_name, data) => {
    expect(breakingChanges(before, contractWith(data))).toEqual([]);
  });

  test.each([
    ['a removed field', Type.Object(fewer), 'data/amount was removed'],
    ['a renamed field', Type.Object({ ...fewer, sum: fields.amount }), 'data/amount was removed'],
    [
      'a field that becomes optional',
      Type.Object({ ...fields, amount: Type.Optional(fields.amount) }),
      'data/amount was always there',
    ],
    [
      'a new required field',
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
      'an addition to a closed list',
      Type.Object({ ...fields, way: Type.Union([...fields.way.anyOf, Type.Literal('by')]) }),
      'data/way: anyOf was',
    ],
    [
      'a removed field inside a field',
      Type.Object({ ...fields, failure: Type.Object({ code: word }) }),
      'data/failure/hint was removed',
    ],
  ])('must not be %s', (_name, data, change) => {
    expect(breakingChanges(before, contractWith(data)).join()).toContain(change);
  });

  test('must not remove or add an attribute around the data', () => {
    const fewer = contractWith(Type.Object(fields), { envelope: attributes('id') });
    expect(breakingChanges(before, fewer)).toEqual(['envelope/time was removed']);
    expect(breakingChanges(fewer, before)).toEqual(['envelope/time is not in every event written before']);
  });

  test('must not move an event to another topic or source', () => {
    const moved = contractWith(Type.Object(fields), { topic: 'u', source: '/other' });
    expect(breakingChanges(before, moved)).toEqual(['topic was t', 'source was /s']);
  });
});
