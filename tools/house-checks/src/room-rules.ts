/** Who may import whom: the table behind `@nx/enforce-module-boundaries`. Rooms are the Nx tags `room:<name>`. */

type Room = string;

/** What a room's own code imports of ours. */
const mayImport: Record<Room, Room[]> = {
  service: [],
  events: [],
  sdk: [],
  locks: [],
  database: ['service'],
  ledger: ['database', 'events'],
  access: ['database'],
  http: ['events', 'service'],
  messaging: ['database', 'events', 'service'],
  testing: ['database', 'events', 'local-stack', 'messaging', 'sdk'],
  api: ['access', 'database', 'events', 'http', 'ledger', 'locks', 'service'],
  worker: ['database', 'events', 'http', 'ledger', 'locks', 'messaging', 'service'],
  // The consumers never import the ledger: events are all they know of it.
  // Fraud freezes accounts as any client of the API would.
  fraud: ['database', 'events', 'http', 'messaging', 'sdk', 'service'],
  notifications: ['database', 'events', 'http', 'messaging', 'service'],
  analytics: ['database', 'events', 'http', 'messaging', 'service'],
  // A tool of the bank's customers: it is published, and knows what they know.
  cli: ['sdk'],
};

const libs: Room[] = [
  'access',
  'database',
  'events',
  'http',
  'ledger',
  'locks',
  'messaging',
  'sdk',
  'service',
];

/** What any room's tests may import besides: nothing that would let a consumer's test look into the books. */
const testsMayImport: Room[] = ['database', 'events', 'sdk', 'service', 'testing'];

/** Packages that have one home, or a few: everybody else goes through that room. */
const homes: Record<string, Room[]> = {
  redlock: ['locks'],
  ioredis: ['locks'],
  kafkajs: ['messaging'],
  fastify: ['http'],
  '@fastify/*': ['http'],
  pg: ['database'],
  kysely: ['database'],
  '@mikro-orm/*': ['database', 'ledger', 'access', 'fraud', 'notifications', 'analytics'],
  pino: ['service'],
  'prom-client': ['service'],
  'openapi-fetch': ['sdk'],
  jose: ['access'],
};

export const roomNames = Object.keys(mayImport);
export const packagesWithAHome = Object.keys(homes);
export const boundariesOfCode = boundaries([]);
export const boundariesOfTests = boundaries(testsMayImport, { allowCircularSelfDependency: true });

function boundaries(besides: Room[], options: object = {}): ['error', object] {
  return [
    'error',
    {
      depConstraints: constraints(besides),
      // A room's tests use `testing`, which uses the room: a circle on paper only, since no program imports `testing`.
      ignoredCircularDependencies: [...roomNames, 'local-stack']
        .filter((room) => room !== 'testing')
        .map((room) => ['@florin/testing', `@florin/${room}`]),
      // What a room imports stands in its own package.json.
      banTransitiveDependencies: true,
      ...options,
    },
  ];
}

/** One constraint a room, and one for the tools, which may import every lib but no app. */
function constraints(besides: Room[]): object[] {
  const rooms = Object.entries(mayImport).map(([room, others]) => ({
    sourceTag: `room:${room}`,
    onlyDependOnLibsWithTags: tags([...others, ...besides]),
    bannedExternalImports: bannedFor(room),
  }));
  const tools = {
    sourceTag: 'type:tool',
    // `testing` for those that measure: they start private services as tests do.
    onlyDependOnLibsWithTags: [...tags([...libs, 'testing', ...besides]), 'type:tool'],
    bannedExternalImports: bannedFor('tool'),
  };
  return [...rooms, tools];
}

function tags(rooms: Room[]): string[] {
  return [...new Set(rooms)].map((room) => `room:${room}`);
}

function bannedFor(room: Room): string[] {
  return packagesWithAHome.filter((name) => !homes[name]?.includes(room));
}
