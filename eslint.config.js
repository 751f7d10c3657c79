import eslint from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { boundariesOfCode, boundariesOfTests } from './tools/architecture-tests/src/package-rules.ts';

const tests = ['**/*.test.ts', '**/test/**'];

const deepImport = {
  group: ['@florin/*/*', '!@florin/sdk/testing', '!@florin/sdk/import', '!@florin/rules/currencies'],
  message: 'A package is entered by its index: import from @florin/<package>.',
};
const restrictedEnv = [
  {
    object: 'process',
    property: 'env',
    message: 'Settings come from readConfig of @florin/service, read once and checked at boot.',
  },
];

function restrictedImports(...more) {
  const environment = { name: 'node:process', importNames: ['env'], message: restrictedEnv[0].message };
  return ['error', { paths: [environment, ...more], patterns: [deepImport] }];
}

/** Names that say nothing, and the C# prefix for interfaces. */
const emptyNames =
  '^I[A-Z][a-z]|(Impl|(?<!^Entity)Manager|Helper|Helpers|Util|Utils|Common|Base)$|^Base[A-Z]';

/** The rules that need no types, so that a package is linted in seconds. Those with types are in tools/architecture-tests. */
export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '**/generated', '**/coverage', '.local', '.nx'] },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  prettier,
  {
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        setTimeout: 'readonly',
        clearInterval: 'readonly',
        setInterval: 'readonly',
        URL: 'readonly',
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundariesOfCode,
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', 70],
      'no-console': 'error',
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
      'no-restricted-imports': restrictedImports(),
      'no-restricted-properties': ['error', ...restrictedEnv],
      eqeqeq: 'error',
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'typeLike', format: ['PascalCase'], custom: { regex: emptyNames, match: false } },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      // noUncheckedIndexedAccess makes some of them necessary.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['tools/**', 'loadtests/**', 'examples/**', '**/*.config.js'],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
  // Projects of third parties, which use the published SDK and no other package of ours.
  { files: ['examples/**'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  // The published client must not carry the bank; its testing kit is the bank in memory.
  {
    files: ['libs/sdk/src/**'],
    ignores: ['libs/sdk/src/testing/**'],
    rules: {
      'no-restricted-imports': restrictedImports({
        name: '@florin/rules',
        message: 'Outside src/testing the SDK imports only @florin/rules/currencies.',
      }),
    },
  },
  { files: ['libs/service/src/read-config.ts'], rules: { 'no-restricted-properties': 'off' } },
  // Programs inherit the environment of what starts them.
  { files: ['libs/processes/**'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: tests,
    rules: {
      '@nx/enforce-module-boundaries': boundariesOfTests,
      'max-lines-per-function': 'off',
      'no-console': 'off',
      'no-restricted-properties': [
        'error',
        ...['test', 'describe', 'it'].flatMap((object) =>
          ['only', 'skip', 'todo', 'failing'].map((property) => ({
            object,
            property,
            message: 'Every test runs, and passes or fails.',
          })),
        ),
      ],
    },
  },
  // Files that other tools load by their default export.
  { files: ['**/*.config.js', 'loadtests/scenarios/**'], rules: { 'no-restricted-exports': 'off' } },
);
