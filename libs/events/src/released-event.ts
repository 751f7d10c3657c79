import { envelopeAttributes } from './asyncapi/messages.ts';
import type { EncodedEvent } from './encode-event.ts';
import type { EventDefinition } from './event-definition.ts';

/** What was promised to readers of an event when it was released: kept as a file in `released/`. */
export type ReleasedEvent = {
  type: string;
  topic: string;
  source: string;
  /** A whole message's value, as it was written then. */
  example: object;
  /** JSON Schema of what stands around `data`. */
  envelope: Schema;
  /** JSON Schema of `data`. */
  data: Schema;
};

type Schema = { [keyword: string]: unknown; properties?: Record<string, Schema>; required?: string[] };

/** Keywords that tell people something and accept or refuse nothing. */
const remarks = new Set(['title', 'description', 'examples', '$comment']);

/** The width of an integer is one too: its range stands in minimum and maximum. */
const isRemark = (keyword: string, value: unknown): boolean =>
  remarks.has(keyword) || (keyword === 'format' && (value === 'int32' || value === 'int64'));

/** An event as it is promised from now on. */
export function releaseOf(definition: EventDefinition, sample: EncodedEvent): ReleasedEvent {
  const { type, topic, source, data } = definition;
  const plain = (schema: object) => JSON.parse(JSON.stringify(schema)) as Schema;
  const envelope = plain(envelopeAttributes(definition));
  return { type, topic, source, example: JSON.parse(sample.value) as object, envelope, data: plain(data) };
}

/**
 * Where an event of today would surprise a reader of the released schema, or one that was written then would be refused
 * today; empty when neither can happen. Between releases a schema gains optional fields, and nothing else: whatever
 * accepts more than before breaks old readers, whatever accepts less refuses old events.
 */
export function brokenPromises(released: ReleasedEvent, current: ReleasedEvent): string[] {
  const broken: string[] = [];
  for (const name of ['type', 'topic', 'source'] as const) {
    if (released[name] !== current[name]) broken.push(`${name} was ${released[name]}`);
  }
  return [
    ...broken,
    ...differences('envelope', released.envelope, current.envelope),
    ...differences('data', released.data, current.data),
  ];
}

function differences(path: string, was: Schema, is: Schema): string[] {
  const { properties: hadFields = {}, required: hadRequired = [], ...hadRules } = was;
  const { properties: hasFields = {}, required: hasRequired = [], ...hasRules } = is;
  const broken = ruleDifferences(path, hadRules, hasRules);
  for (const name of Object.keys(hadFields)) {
    if (!hasFields[name]) broken.push(`${path}/${name} was removed`);
    else broken.push(...differences(`${path}/${name}`, hadFields[name]!, hasFields[name]));
  }
  for (const name of hadRequired) {
    if (hasFields[name] && !hasRequired.includes(name)) broken.push(`${path}/${name} was always there`);
  }
  for (const name of hasRequired) {
    if (!hadRequired.includes(name)) broken.push(`${path}/${name} is not in every event written before`);
  }
  return broken;
}

function ruleDifferences(path: string, was: Schema, is: Schema): string[] {
  const keywords = new Set(
    [...Object.entries(was), ...Object.entries(is)]
      .filter(([keyword, value]) => !isRemark(keyword, value))
      .map(([keyword]) => keyword),
  );
  return [...keywords]
    .filter((keyword) => meaning(was[keyword]) !== meaning(is[keyword]))
    .map((keyword) => `${path}: ${keyword} was ${meaning(was[keyword])}`);
}

/** A rule without the remarks inside of it, in one order. */
function meaning(rule: unknown): string {
  const sorted = JSON.stringify(rule, (key, value: unknown) => {
    if (isRemark(key, value)) return undefined;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
  return sorted ?? 'absent';
}
