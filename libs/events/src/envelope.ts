import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { timestamp } from './fields.ts';

const eventId = Type.String({ pattern: '^[!-~]{1,255}$' });

/** The attributes around `data`: CloudEvents 1.0 with the extensions `tenantid` and `partitionkey`. */
const envelope = Type.Object({
  specversion: Type.Literal('1.0'),
  id: eventId,
  source: Type.String({ minLength: 1 }),
  type: Type.String({ minLength: 1 }),
  subject: Type.String({ minLength: 1 }),
  time: timestamp('When it happened.'),
  tenantid: Type.String({ minLength: 1 }),
  partitionkey: Type.String({ minLength: 1 }),
  data: Type.Object({}),
});

export type Envelope = Static<typeof envelope> & { data: Record<string, unknown> };

export const envelopeValidator = Compile(envelope);
const eventIdValidator = Compile(eventId);
const timestampValidator = Compile(timestamp(''));

export const isEnvelope = (value: unknown): value is Envelope => envelopeValidator.Check(value);
export const isEventId = (value: string): boolean => eventIdValidator.Check(value);
export const isTimestamp = (value: string): boolean => timestampValidator.Check(value);
