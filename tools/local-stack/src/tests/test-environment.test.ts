import { describe, expect, test } from '@jest/globals';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import nativePackages from './native-packages.ts';

describe('the realm of a test file', () => {
  const foreign = async () => {
    const { mtime } = await stat(import.meta.filename);
    const error: Error = await stat('/nowhere').then(
      () => new Error('it exists'),
      (reason: Error) => reason,
    );
    return { mtime, error };
  };

  test('recognizes dates and errors of modules that the worker process has loaded', async () => {
    const { mtime, error } = await foreign();
    expect([mtime.constructor === Date, error.constructor === Error]).toEqual([false, false]);
    expect([mtime instanceof Date, error instanceof Error]).toEqual([true, true]);
  });

  test('has its dates and errors recognized by them', async () => {
    const { mtime, error } = await foreign();
    class Refused extends Error {}
    expect(new Date()).toBeInstanceOf(mtime.constructor);
    expect(new Refused()).toBeInstanceOf(error.constructor);
  });

  test('distinguishes subclasses and other objects', () => {
    class Refused extends Error {}
    expect(new Refused() instanceof Refused).toBe(true);
    expect(new Error('x') instanceof Refused).toBe(false);
    expect(new TypeError('x') instanceof RangeError).toBe(false);
    expect({ getTime: () => 0 } instanceof Date).toBe(false);
  });
});

describe('a package that the worker process loads', () => {
  const path = fileURLToPath(import.meta.resolve('jest-environment-node'));

  test('is passed on with every export to an ES module', () => {
    const { code } = nativePackages.process('', path, { supportsStaticESM: true });
    expect(code).toContain('as "TestEnvironment"');
    expect(code).toContain('as "default"');
  });

  test('is passed on whole to a CommonJS module', () => {
    const { code } = nativePackages.process('', path, { supportsStaticESM: false });
    expect(code).toBe(
      `module.exports = globalThis[Symbol.for('florin.loadNatively')](${JSON.stringify(path)});`,
    );
  });
});
