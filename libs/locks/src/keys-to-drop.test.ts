import { expect, test } from '@jest/globals';
import { keysToDrop } from './keys-to-drop.ts';

const node = (...keys: string[]) => new Set(keys);

test('a key taken on a quorum is dropped', () => {
  expect(keysToDrop([node('a'), node('a'), node()], 2)).toEqual(node('a'));
});

test('a key taken on a minority is kept', () => {
  expect(keysToDrop([node('a', 'b'), node(), node()], 2)).toEqual(node());
});

test('keys spread over the nodes are dropped until a quorum of nodes is free of the rest', () => {
  expect(keysToDrop([node('a'), node('b'), node('c', 'd')], 2)).toEqual(node('a', 'b'));
});

test('with one node away a key taken on either of the other two is dropped', () => {
  expect(keysToDrop([node('a'), node()], 2)).toEqual(node('a'));
});

test('without a quorum of answers nothing is known about any key', () => {
  expect(keysToDrop([node('a')], 2)).toBeUndefined();
});
