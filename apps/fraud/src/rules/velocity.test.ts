import { expect, test } from '@jest/globals';
import { sampleMovement } from '../../test/sample-movement.ts';
import { velocity } from './velocity.ts';

const rule = velocity({ limit: 3, windowMs: 60_000 });

test('the movement after the limit is one too many, and the evidence names all of them', () => {
  const earlier = [1, 2, 3].map((second) => sampleMovement({ second }));
  const movement = sampleMovement({ second: 4, direction: 'debit' });
  expect(rule.judge(movement, earlier.slice(1))).toBeUndefined();
  const evidence = [...earlier, movement].map(({ transactionId }) => transactionId);
  expect(rule.judge(movement, earlier)?.evidence).toEqual(evidence);
});
