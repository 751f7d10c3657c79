/** Which package may import which: the table behind `@nx/enforce-module-boundaries`. Packages are the Nx tags `package:<name>`. */

type Package = string;

/** What a package's own code imports of ours. */
const mayImport: Record<Package, Package[]> = {
  rules: [],
  service: [],
  events: [],
  // Under `/testing` the whole of it; the client itself has only its list of currencies (eslint.config.js).
  sdk: ['rules'],
  // Only for the time limits, which have one home.
  locks: ['service'],
  database: ['service'],
  ledger: ['database', 'events', 'rules', 'service'],
  access: ['database', 'rules'],
  http: ['rules', 'service'],
  messaging: ['database', 'events', 'service'],
  processes: [],
  // It drives the apps as their users do; of the ledger it uses what creates a tenant.
  testing: ['access', 'database', 'events', 'ledger', 'messaging', 'processes', 'sdk'],
  api: ['access', 'database', 'events', 'http', 'ledger', 'locks', 'rules', 'service'],
  worker: ['database', 'events', 'http', 'ledger', 'locks', 'messaging', 'service'],
  // The consumers never import the ledger: events are all they know of it.
  // Fraud freezes accounts as any client of the API would.
  fraud: ['database', 'events', 'http', 'messaging', 'rules', 'sdk', 'service'],
  notifications: ['database', 'events', 'http', 'messaging', 'rules', 'service'],
  analytics: ['database', 'events', 'http', 'messaging', 'rules', 'service'],
  // The only package that imports apps: it runs them in one process.
  all: ['analytics', 'api', 'fraud', 'notifications', 'service', 'worker'],
  'site-build': [],
  // A customer of the API like any other, in a browser.
  console: ['sdk', 'site-build'],
  // Made from the text of other packages, and from none of their code.
  docs: ['site-build'],
  // A tool of the bank's customers: it is published, and knows what they know.
  cli: ['sdk'],
};

const libs: Package[] = [
  'access',
  'database',
  'events',
  'http',
  'ledger',
  'locks',
  'messaging',
  'processes',
  'rules',
  'sdk',
  'service',
  'site-build',
];

/** What the tests of any package may also import: nothing that lets a consumer's test read the ledger's tables. */
const testsMayImport: Package[] = ['database', 'events', 'sdk', 'service', 'testing'];

/** Third-party packages that only one or a few of our packages may import. All others go through those. */
const homes: Record<string, Package[]> = {
  redlock: ['locks'],
  ioredis: ['locks'],
  kafkajs: ['messaging'],
  // Scalar publishes its script inside a plugin for Fastify, which the build of the documentation loads.
  fastify: ['http', 'docs'],
  '@fastify/*': ['http'],
  pg: ['database'],
  'pg-connection-string': ['database'],
  kysely: ['database'],
  '@mikro-orm/*': ['database', 'ledger', 'access'],
  pino: ['service'],
  'prom-client': ['service'],
  '@opentelemetry/*': ['service'],
  'openapi-fetch': ['sdk'],
  jose: ['access', 'http'],
};

export const packageNames = Object.keys(mayImport);
export const packagesWithAHome = Object.keys(homes);
export const boundariesOfCode = boundaries([]);
export const boundariesOfTests = boundaries(testsMayImport, { allowCircularSelfDependency: true });

function boundaries(extra: Package[], options: object = {}): ['error', object] {
  return [
    'error',
    {
      depConstraints: constraints(extra),
      // A package's tests use `testing`, which uses the package: this cycle exists only in the graph, since no program imports `testing`.
      ignoredCircularDependencies: packageNames
        .filter((pkg) => pkg !== 'testing')
        .map((pkg) => ['@florin/testing', `@florin/${pkg}`]),
      // A package lists its imports in its own package.json.
      banTransitiveDependencies: true,
      ...options,
    },
  ];
}

/** One constraint per package, and one for the tools, which may import every lib but no app. */
function constraints(extra: Package[]): object[] {
  const packages = Object.entries(mayImport).map(([pkg, others]) => ({
    sourceTag: `package:${pkg}`,
    onlyDependOnLibsWithTags: tags([...others, ...extra]),
    bannedExternalImports: bannedFor(pkg),
  }));
  const tools = {
    sourceTag: 'type:tool',
    // `testing` is for the bench, which starts private services as tests do.
    onlyDependOnLibsWithTags: [...tags([...libs, 'testing', ...extra]), 'type:tool'],
    bannedExternalImports: bannedFor('tool'),
  };
  return [...packages, tools];
}

function tags(packages: Package[]): string[] {
  return [...new Set(packages)].map((pkg) => `package:${pkg}`);
}

function bannedFor(pkg: Package): string[] {
  return packagesWithAHome.filter((name) => !homes[name]?.includes(pkg));
}
