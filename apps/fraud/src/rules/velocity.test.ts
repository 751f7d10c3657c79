import { expect, test } from '@jest/globals';
import { sampleMovement } from '../../test/sample-movement.ts';
import { holdVelocity, velocity } from './velocity.ts';

test.each([velocity, holdVelocity])(
  'the rule matches on the first movement beyond the limit, with all of them as evidence',
  (kind) => {
    const rule = kind.judgement({ limit: 3, window_seconds: 60 });
    const earlier = [1, 2, 3].map((second) => sampleMovement({ second }));
    const movement = sampleMovement({ second: 4, direction: 'debit' });
    expect(rule.judge(movement, earlier.slice(1))).toBeUndefined();
    expect(rule.judge(movement, earlier)?.evidence).toEqual([...earlier, movement]);
  },
);
