import { allMigrations } from '@florin/database';
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { contractions } from './contractions.ts';

const files = allMigrations().flatMap(({ schema, directory }) =>
  readdirSync(directory)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => [`${schema}/${name}`, readFileSync(new URL(name, directory), 'utf8')] as const),
);

/** A released table that loses something, or wants something of a row that an older version does not write. */
const shapes: [what: string, statement: RegExp][] = [
  ['drop', /^drop\s+(?:table|view|materialized view|schema|type|sequence)\b/],
  [
    'drop column',
    /^alter\s+table\b.*?\bdrop\s+(?:column\b|(?!column|constraint|not null|default|expression|identity)\w)/,
  ],
  ['rename', /^alter\s.*\brename\b/],
  ['change of a type', /^alter\s+table\b.*\balter\s+(?:column\s+)?\S+\s+(?:set\s+data\s+)?type\b/],
  ['not null', /^alter\s+table\b.*\balter\s+(?:column\s+)?\S+\s+set\s+not\s+null\b/],
];

/** What in the text may break a version of the bank that does not know it, such as `drop column ledger.accounts`. */
function breaksOf(sql: string): string[] {
  const created = new Set<string>();
  const found: string[] = [];
  for (const statement of statementsOf(sql)) {
    const made = /^create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(\S+)/.exec(statement)?.[1];
    if (made !== undefined) created.add(made);
    const name =
      /^(?:alter|drop)\s+\w+\s+(?:if\s+exists\s+)?(?:only\s+)?([^\s;(]+)/.exec(statement)?.[1] ?? '';
    if (created.has(name)) continue;
    for (const [what, shape] of shapes) if (shape.test(statement)) found.push(`${what} ${name}`);
    for (const column of addedColumns(statement))
      if (/\bnot\s+null\b/.test(column) && !/\b(?:default|generated)\b/.test(column))
        found.push(`not null without a default ${name}`);
  }
  return found;
}

/** The definitions after `add column`, or after `add` and a name, each to the next comma outside brackets. */
function addedColumns(statement: string): string[] {
  if (!/^alter\s+table\b/.test(statement)) return [];
  const flat = statement.replaceAll(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '()');
  return [
    ...flat.matchAll(/\badd\s+(?:column\s+)?(?!constraint|check|unique|primary|foreign)(\w[^,]*)/g),
  ].map(([, definition = '']) => definition);
}

/**
 * In lower case, without comments, texts and bodies of functions, which run later. Of a `do` block, which runs now, the
 * statements inside.
 */
function statementsOf(sql: string): string[] {
  const plain = sql
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/\bdo\s+\$(\w*)\$([\s\S]*?)\$\1\$/gi, (_all, _mark, body: string) =>
      body.replaceAll(/\b(begin|then|else|loop)\b/gi, ';'),
    )
    .replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
    .replaceAll(/'(?:[^']|'')*'/g, "''");
  return plain.split(';').map((statement) => statement.replaceAll(/\s+/g, ' ').trim().toLowerCase());
}

describe('a migration', () => {
  test('is read: there are some of every schema', () => {
    const schemas = new Set(files.map(([name]) => name.split('/')[0]));
    expect([...schemas]).toEqual(allMigrations().map(({ schema }) => schema));
  });

  test.each(files)('%s only expands, so that the released version works beside it', (name, sql) => {
    expect(breaksOf(sql)).toEqual(contractions[name]?.breaks ?? []);
  });

  test('that takes something away names the release that has stopped using it', () => {
    const known = new Set(files.map(([name]) => name));
    for (const [name, { unusedSince }] of Object.entries(contractions)) {
      expect(known).toContain(name);
      expect(unusedSince).toMatch(/\S/);
    }
  });

  test.each([
    ['drop table ledger.accounts', 'drop ledger.accounts'],
    ['alter table ledger.accounts drop column name', 'drop column ledger.accounts'],
    ['ALTER TABLE ledger.accounts\n  DROP name', 'drop column ledger.accounts'],
    ['alter table ledger.accounts rename name to label', 'rename ledger.accounts'],
    ['alter table ledger.accounts rename to books', 'rename ledger.accounts'],
    ['do $$ begin if true then drop table ledger.accounts; end if; end $$', 'drop ledger.accounts'],
    ['alter table ledger.accounts alter column balance type numeric', 'change of a type ledger.accounts'],
    ['alter table ledger.accounts alter name set data type text', 'change of a type ledger.accounts'],
    ['alter table ledger.accounts alter column name set not null', 'not null ledger.accounts'],
    ['alter table ledger.accounts add column age int not null', 'not null without a default ledger.accounts'],
    [
      'alter table ledger.accounts add a int, add b int not null',
      'not null without a default ledger.accounts',
    ],
  ])('%s would be found', (sql, found) => expect(breaksOf(sql)).toEqual([found]));

  test.each([
    'create table ledger.new (a int); alter table ledger.new drop column a',
    'alter table ledger.accounts add column a int',
    'alter table ledger.accounts add column a int not null default 0, add column b text',
    "comment on table ledger.accounts is 'drop table ledger.accounts; alter table x rename'",
    'create function f() returns void language plpgsql as $$ begin drop table ledger.accounts; end $$',
    'alter table ledger.accounts drop constraint accounts_check',
    'alter table ledger.accounts alter column name drop not null',
    'alter table ledger.accounts add constraint c check (name is not null) not valid',
    'drop index ledger.accounts_by_name',
  ])('%s would pass', (sql) => expect(breaksOf(sql)).toEqual([]));
});
