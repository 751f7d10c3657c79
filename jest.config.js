/**
 * Packages that a worker process loads once for all its test files. Jest loads all others again for each file: these cost
 * 0.7 s of CPU a file. A package that keeps what a test has given it (prom-client its registry, OpenTelemetry its
 * tracer) is not in the list, so that each test file begins with its own.
 */
const nativePackages = [
  // prettier-ignore
  ...['@mikro-orm/[^/]+', 'ajv', 'ajv-formats', 'eslint', 'fast-check', 'fast-json-stringify', 'fastify', 'ioredis', 'jose'],
  ...['kafkajs', 'kysely', 'openapi-typescript', 'pg', 'pino', 'redlock', 'typebox', 'typescript', 'yaml'],
].join('|');
const testFolder = '<rootDir>/tools/local-stack/src/tests';

/** One configuration for every project: real ES modules, TypeScript stripped by swc, nothing mocked. */
export default {
  testEnvironment: `${testFolder}/test-environment.ts`,
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
    [`/node_modules/(${nativePackages})/.+\\.[cm]?js$`]: `${testFolder}/native-packages.ts`,
  },
  transformIgnorePatterns: [`/node_modules/(?!(${nativePackages})/)`],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.local/'],
  modulePathIgnorePatterns: ['/dist/', '/.local/', '/.nx/'],
  // Far above what a test or a hook takes: a bank that starts in 2 s takes a minute on a machine with ten times its load.
  testTimeout: 180_000,
};
