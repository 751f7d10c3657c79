import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

/**
 * The lint rules that need types, in one run over the whole repository. A promise that is not awaited is a posting with an
 * unknown outcome. They are separate from eslint.config.js, because building the types takes longer than all other rules.
 */
export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '**/generated', '**/*.js', '**/*.mjs', '.local', '.nx'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: fileURLToPath(new URL('../../..', import.meta.url)),
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // A server or a signal handler of a test may be an async function: a rejection there fails the test in any case.
    files: ['**/test/**', '**/*.test.ts'],
    rules: { '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }] },
  },
);
