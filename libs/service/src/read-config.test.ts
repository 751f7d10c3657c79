import { describe, expect, test } from '@jest/globals';
import { Type } from 'typebox';
import { ConfigError, readConfig, secretNamesOf } from './index.ts';

const schema = Type.Object({
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: Type.Integer({ default: 3000, minimum: 1, maximum: 65_535 }),
  REDIS_URLS: Type.Array(Type.String(), { minItems: 1 }),
  STRICT: Type.Boolean({ default: false }),
  INTERNAL_TOKEN: Type.String({ minLength: 32, description: 'at least 32 characters' }),
  WEBHOOK_URL: Type.Optional(Type.String()),
});
const token = 'x'.repeat(32);

describe('a configuration', () => {
  test('is converted from text and completed with defaults', () => {
    const env = { PORT: '8080', REDIS_URLS: 'redis://a, redis://b', STRICT: 'true', INTERNAL_TOKEN: token };
    expect(readConfig(schema, env)).toEqual({
      HOST: '127.0.0.1',
      PORT: 8080,
      REDIS_URLS: ['redis://a', 'redis://b'],
      STRICT: true,
      INTERNAL_TOKEN: token,
    });
  });

  test('with mistakes is refused with all of them, by name and without values', () => {
    const env = { PORT: '0x10', STRICT: 'maybe', INTERNAL_TOKEN: 'hunter2' };
    const error = captureError(() => readConfig(schema, env));
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).mistakes).toEqual([
      'REDIS_URLS is missing',
      'PORT must be integer',
      'STRICT must be boolean',
      'INTERNAL_TOKEN must not have fewer than 32 characters (at least 32 characters)',
    ]);
    expect(String(error)).not.toContain('hunter2');
  });

  test('states which of its settings are secret', () => {
    const mixed = Type.Object({
      HOST: Type.String(),
      SMTP_URL: Type.Optional(Type.String({ secret: true })),
      KEYS: Type.Array(Type.String(), { secret: true }),
    });
    expect(secretNamesOf(mixed)).toEqual(['SMTP_URL', 'KEYS']);
  });

  test('treats an empty variable as unset', () => {
    const env = { PORT: '', WEBHOOK_URL: ' ', REDIS_URLS: 'redis://a', INTERNAL_TOKEN: token };
    expect(readConfig(schema, env)).not.toHaveProperty('WEBHOOK_URL');
    expect(readConfig(schema, env).PORT).toBe(3000);
  });

  test('accepts no fraction, sign or exponent as a port', () => {
    for (const PORT of ['1.5', '-1', '1e3', 'Infinity', '70000']) {
      const env = { PORT, REDIS_URLS: 'redis://a', INTERNAL_TOKEN: token };
      expect(() => readConfig(schema, env)).toThrow(/PORT must be/);
    }
  });
});

function captureError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
