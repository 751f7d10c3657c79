import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { compatibilityOf } from '../../src/contract-compatibility.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

// Where the contract has changed since its release, the first run builds oasdiff.
test('clients of the released contract work with this one', () => {
  expect(compatibilityOf(root, console.log)).toMatchObject({ kept: true });
}, 600_000);
