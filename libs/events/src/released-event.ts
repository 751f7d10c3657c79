import { envelopeAttributes } from './asyncapi/messages.ts';
import type { EncodedEvent } from './encode-event.ts';
import type { EventDefinition } from './event-definition.ts';

/** The contract of an event when it was released, stored as a file in `released/`. */
export type ReleasedEvent = {
  type: string;
  topic: string;
  source: string;
  /** The value of a message, as it was written then. */
  example: object;
  /** JSON Schema of the attributes around `data`. */
  envelope: Schema;
  /** JSON Schema of `data`. */
  data: Schema;
};

type Schema = { [keyword: string]: unknown; properties?: Record<string, Schema>; required?: string[] };

/** Keywords that do not affect validation. */
const annotations = new Set(['title', 'description', 'examples', '$comment']);

/** The width of an integer does not affect validation either: minimum and maximum define its range. */
const isAnnotation = (keyword: string, value: unknown): boolean =>
  annotations.has(keyword) || (keyword === 'format' && (value === 'int32' || value === 'int64'));

/** The contract of an event as it is now. */
export function releaseOf(definition: EventDefinition, sample: EncodedEvent): ReleasedEvent {
  const { type, topic, source, data } = definition;
  const plain = (schema: object) => JSON.parse(JSON.stringify(schema)) as Schema;
  const envelope = plain(envelopeAttributes(definition));
  return { type, topic, source, example: JSON.parse(sample.value) as object, envelope, data: plain(data) };
}

/**
 * Lists changes that break readers of the released schema, or that make readers of the current schema refuse events
 * written before. Between releases, a schema may only gain optional fields: accepting more than before breaks old
 * readers, and accepting less refuses old events.
 */
export function breakingChanges(released: ReleasedEvent, current: ReleasedEvent): string[] {
  const changes: string[] = [];
  for (const name of ['type', 'topic', 'source'] as const) {
    if (released[name] !== current[name]) changes.push(`${name} was ${released[name]}`);
  }
  return [
    ...changes,
    ...differences('envelope', released.envelope, current.envelope),
    ...differences('data', released.data, current.data),
  ];
}

function differences(path: string, was: Schema, is: Schema): string[] {
  const { properties: hadFields = {}, required: hadRequired = [], ...hadRules } = was;
  const { properties: hasFields = {}, required: hasRequired = [], ...hasRules } = is;
  const changes = ruleDifferences(path, hadRules, hasRules);
  for (const [name, hadField] of Object.entries(hadFields)) {
    const hasField = hasFields[name];
    if (hasField) changes.push(...differences(`${path}/${name}`, hadField, hasField));
    else changes.push(`${path}/${name} was removed`);
  }
  for (const name of hadRequired) {
    if (hasFields[name] && !hasRequired.includes(name)) changes.push(`${path}/${name} was always there`);
  }
  for (const name of hasRequired) {
    if (!hadRequired.includes(name)) changes.push(`${path}/${name} is not in every event written before`);
  }
  return changes;
}

function ruleDifferences(path: string, was: Schema, is: Schema): string[] {
  const keywords = new Set(
    [...Object.entries(was), ...Object.entries(is)]
      .filter(([keyword, value]) => !isAnnotation(keyword, value))
      .map(([keyword]) => keyword),
  );
  return [...keywords]
    .filter((keyword) => canonicalText(was[keyword]) !== canonicalText(is[keyword]))
    .map((keyword) => `${path}: ${keyword} was ${canonicalText(was[keyword])}`);
}

/** A rule as text, without annotations and with sorted keys. */
function canonicalText(rule: unknown): string {
  const sorted = JSON.stringify(rule, (key, value: unknown) => {
    if (isAnnotation(key, value)) return undefined;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
  return sorted ?? 'absent';
}
