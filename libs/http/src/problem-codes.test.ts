import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { contract } from './generated/contract.ts';
import { problemCodes } from './problem-codes.ts';

type Example = { value: { code: string; status: number; title: string; type: string } };
type Answer = { content?: Record<string, { examples?: Record<string, { $ref: string }> }> };
type Contract = {
  paths: Record<string, Record<string, { responses: Record<string, { $ref?: string }> }>>;
  components: {
    schemas: { Problem: { properties: { code: { enum: string[] } } } };
    responses: Record<string, Answer>;
    examples: Record<string, Example>;
  };
};

const { paths, components } = contract as unknown as Contract;
const table = Object.entries(problemCodes);
const codes = Object.keys(problemCodes).sort();
const docs = new URL('../../../docs/errors/', import.meta.url);

const examplesByResponse = Object.fromEntries(
  Object.entries(components.responses).map(([name, answer]) => [
    name,
    Object.keys(answer.content?.['application/problem+json']?.examples ?? {}),
  ]),
);

describe('an error code', () => {
  test('of the table is in the contract, and vice versa', () => {
    expect([...components.schemas.Problem.properties.code.enum].sort()).toEqual(codes);
  });

  test('has an example with its own status, title and page', () => {
    for (const [code, { status, title }] of table) {
      expect(components.examples[code]?.value).toMatchObject({
        code,
        status,
        title,
        type: `http://127.0.0.1:3000/docs/errors/${code}`,
      });
    }
  });

  test('is in an answer of some operation, under its status', () => {
    const given = new Set<string>();
    for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
      for (const [status, { $ref = '' }] of Object.entries(operation.responses)) {
        for (const code of examplesByResponse[$ref.split('/').at(-1)!] ?? []) {
          if (status !== 'default')
            expect({ code, status }).toEqual({ code, status: String(statusOf(code)) });
          given.add(code);
        }
      }
    }
    expect([...given].sort()).toEqual(codes);
  });

  test('has a page, and there is no page without a code', () => {
    const pages = readdirSync(docs).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(codes.map((code) => `${code}.md`));
    const index = readFileSync(new URL('README.md', docs), 'utf8');
    for (const [code, { meaning, remedy, status }] of table) {
      const page = readFileSync(new URL(`${code}.md`, docs), 'utf8');
      expect(page).toContain(`Status ${status}.`);
      expect(page).toContain(meaning);
      expect(page).toContain(remedy);
      expect(index).toContain(`(${code}.md)`);
    }
  });

  test('that is retryable has a Retry-After, unless it is a bug or a slow connection', () => {
    for (const [code, entry] of table) {
      const hasRetryAfter = 'retryAfterSeconds' in entry;
      expect({ code, hasRetryAfter }).toEqual({
        code,
        hasRetryAfter: entry.retryable && !['internal_error', 'request_timeout'].includes(code),
      });
    }
  });
});

function statusOf(code: string): number | undefined {
  return table.find(([name]) => name === code)?.[1].status;
}
