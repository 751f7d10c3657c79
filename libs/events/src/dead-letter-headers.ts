import { Type, type Static } from 'typebox';
import { text, timestamp } from './fields.ts';

/** The headers of a dead letter, in addition to those of the original message. */
export const deadLetterHeaders = Type.Object({
  'florin-cause': Type.String({
    pattern: '^[a-z_]+$',
    examples: ['not_json', 'invalid_data', 'handler_failed'],
    description: 'Why it could not be handled, in one word.',
  }),
  'florin-detail': text('The same in a sentence. Names fields, never their values.'),
  'florin-attempts': Type.String({ pattern: '^[0-9]+$', description: 'How often it was tried.' }),
  'florin-origin-topic': text(
    'The original topic: publishing key and value there again replays the message.',
  ),
  'florin-origin-partition': Type.String({
    pattern: '^[0-9]+$',
    description: 'The partition of that topic.',
  }),
  'florin-origin-offset': Type.String({ pattern: '^[0-9]+$', description: 'The offset in that partition.' }),
  'florin-origin-timestamp': timestamp('When it was written there.'),
  'florin-consumer-group': text('The consumer that could not handle it.'),
  'florin-dead-lettered-at': timestamp('When it was put away.'),
});

export type DeadLetterHeaders = Static<typeof deadLetterHeaders>;
