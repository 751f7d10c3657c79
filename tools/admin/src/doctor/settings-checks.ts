import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readBankSettings } from './bank-settings.ts';
import { counted, type Bank, type Check, type Problem } from './check.ts';

/** Settings that are missing or malformed. */
export const settingsGiven: Check = ({ env, settings }) => {
  const alternatives = (
    [
      ['ASSERTION_PRIVATE_KEY', settings.ASSERTION_PRIVATE_KEY],
      ['API_ASSERTION_PUBLIC_KEYS', settings.API_ASSERTION_PUBLIC_KEYS],
      ['SEALING_KEYS', settings.SEALING_KEYS],
      ['CURSOR_KEYS', settings.CURSOR_KEYS],
    ] as const
  ).filter(([, value]) => settings.INTERNAL_TOKEN === undefined && isEmpty(value));
  const missing = alternatives.map(([name]) => `${name} is missing`);
  if (isEmpty(settings.WEBHOOK_ENCRYPTION_KEYS)) missing.push('WEBHOOK_ENCRYPTION_KEYS is missing');
  return [...readBankSettings(env).mistakes, ...missing].map((mistake) => ({
    what: mistake,
    why: 'The process that reads it does not start',
    remedy: 'Set it as the production guide describes ("Going to production")',
  }));
};

const isEmpty = (value: string | readonly string[] | undefined) => value === undefined || value.length === 0;

/** Secrets that can be guessed, that are used twice, or that do not fit together. */
export const secretsStrong: Check = ({ env, settings }) => [
  ...secretsIn(env).flatMap(([name, secret]) => weaknessOf(name, secret)),
  ...usedTwice(secretsIn(env)),
  ...(settings.INTERNAL_TOKEN === undefined ? [] : [deprecatedToken]),
  ...keyPairProblems(settings),
];

const deprecatedToken: Problem = {
  what: 'INTERNAL_TOKEN is set',
  why: 'It is one secret for everything: each app that has it can act as any other',
  remedy: 'Set a key for each use and remove it ("Keys between the apps" in the production guide)',
};

const secretLists = ['SEALING_KEYS', 'CURSOR_KEYS', 'WEBHOOK_ENCRYPTION_KEYS', 'INTERNAL_TOKEN'];
const urlsWithPasswords = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_REPLICA_URLS', 'REDIS_URLS'];

/** Every secret of the environment with the setting that it is in. */
function secretsIn(env: Bank['env']): [name: string, secret: string][] {
  const listed = (name: string) => (env[name] ?? '').split(',').filter((part) => part !== '');
  const single = [
    'KAFKA_SASL_PASSWORD',
    ...Object.keys(env).filter((name) => /_DATABASE_PASSWORD$/.test(name)),
  ];
  return [
    ...secretLists.flatMap((name) => listed(name).map((secret): [string, string] => [name, secret])),
    ...urlsWithPasswords.flatMap((name) =>
      listed(name).flatMap((url): [string, string][] => {
        const password = URL.canParse(url) ? decodeURIComponent(new URL(url).password) : '';
        return password === '' ? [] : [[name, password]];
      }),
    ),
    ...single.flatMap((name): [string, string][] => (env[name] ? [[name, env[name]]] : [])),
  ];
}

const placeholder = /^<.*>$/;
/** Words of examples and defaults. Random text may contain one, so that the rest of the secret counts. */
const wellKnown =
  /password|secret|change.?me|please|example|default|hunter2|letmein|florin|postgres|admin|1234|[-_ ]/gi;
const passwordCharactersMin = 16;
/** A random text of 16 characters has fewer with a probability below one in a million. */
const differentCharactersMin = 8;

function weaknessOf(name: string, secret: string): Problem[] {
  const isShort = secret.length < passwordCharactersMin;
  const isUniform = new Set(secret).size < differentCharactersMin;
  const isKnown = secret.replaceAll(wellKnown, '').length < passwordCharactersMin / 2;
  if (!isShort && !isUniform && !isKnown && !placeholder.test(secret)) return [];
  const how = isShort ? `has fewer than ${passwordCharactersMin} characters` : 'can be guessed';
  return [
    {
      what: `A secret in ${name} ${how}`,
      why: 'A thief who finds it acts as the bank',
      remedy: 'Replace it by a random one (openssl rand -hex 32)',
    },
  ];
}

function usedTwice(secrets: [name: string, secret: string][]): Problem[] {
  const ofKeys = secrets.filter(([name]) => secretLists.includes(name));
  const bySecret = Map.groupBy(ofKeys, ([, secret]) => secret);
  return [...bySecret.values()].flatMap((uses) => {
    const names = [...new Set(uses.map(([name]) => name))];
    if (names.length < 2 || names.includes('INTERNAL_TOKEN')) return [];
    return [
      {
        what: `${names.join(' and ')} have the same secret`,
        why: 'What leaks by one use opens the other',
        remedy: 'Make a secret for each setting, and rotate as the production guide describes',
      },
    ];
  });
}

function keyPairProblems(settings: Bank['settings']): Problem[] {
  const { ASSERTION_PRIVATE_KEY: own, API_ASSERTION_PUBLIC_KEYS: accepted = [] } = settings;
  if (own === undefined || accepted.length === 0) return [];
  const key = createPrivateKey({ key: Buffer.from(own, 'base64'), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
  if (accepted.includes(publicKey)) return [];
  return [
    {
      what: 'API_ASSERTION_PUBLIC_KEYS has no public key of ASSERTION_PRIVATE_KEY',
      why: 'The apps refuse the calls of the API, and it answers 503',
      remedy: 'Put the public key in front (openssl pkey -pubout, in the production guide)',
    },
  ];
}

/** Connections in plain text. */
export const transportEncrypted: Check = ({ settings, isProduction }) => {
  if (!isProduction) return [];
  const { DATABASE_URL, DATABASE_REPLICA_URLS = [], REDIS_URLS = [] } = settings;
  const databases = [DATABASE_URL, ...DATABASE_REPLICA_URLS].filter((url) => url !== undefined);
  const plain = [
    ...databases.filter((url) => !hasCheckedTls(url)).map((url) => `PostgreSQL at ${hostOf(url)}`),
    ...REDIS_URLS.filter((url) => !url.startsWith('rediss:')).map((url) => `Redis at ${hostOf(url)}`),
    ...(settings.KAFKA_BROKERS === undefined || settings.KAFKA_TLS || settings.KAFKA_TLS_CA !== undefined
      ? []
      : ['Kafka']),
  ];
  return plain.map((server) => ({
    what: `${server} is reached without TLS`,
    why: 'Anybody on the network reads passwords and balances, and changes both',
    remedy: 'Turn TLS on with a checked certificate ("TLS and credentials" in the production guide)',
  }));
};

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'an address that is no URL');

function hasCheckedTls(url: string): boolean {
  const { hostname, searchParams } = new URL(url);
  const mode = searchParams.get('sslmode') ?? '';
  // A socket in the file system does not leave the host.
  return hostname === '' || searchParams.has('host') || /^(require|verify-ca|verify-full)$/.test(mode);
}

/** Settings that are for development. */
export const productionSettings: Check = ({ settings, isProduction }) => {
  if (!isProduction) return [];
  const { TOKEN_ISSUER = '', PUBLIC_URL, WEBHOOK_VERIFICATION } = settings;
  const open = (['WEBHOOK_ALLOW_HTTP', 'WEBHOOK_ALLOW_PRIVATE'] as const).filter((name) => settings[name]);
  const insecure = Object.entries({ TOKEN_ISSUER, PUBLIC_URL }).filter(([, url]) => url?.startsWith('http:'));
  return [
    ...open.map((name) => ({
      what: `${name} is true`,
      why: 'A tenant can have webhooks sent in plain text or into the private network',
      remedy: 'Remove the setting at every notifications process',
    })),
    ...insecure.map(([name]) => ({
      what: `${name} is not an https address`,
      why: 'Clients send keys and tokens to the address that it names',
      remedy: 'Set it to the address of the load balancer by which clients know the bank',
    })),
    ...(WEBHOOK_VERIFICATION === 'off'
      ? [
          {
            what: 'WEBHOOK_VERIFICATION is off',
            why: "A tenant can direct its events at somebody else's server",
            remedy: 'Remove the setting when the receivers of customers answer challenges',
          },
        ]
      : []),
  ];
};

/** Nodes and brokers that are too few to lose one. */
export const partsDoubled: Check = ({ settings: { REDIS_URLS = [], KAFKA_BROKERS = [] }, isProduction }) => {
  const even = REDIS_URLS.length % 2 === 0 && REDIS_URLS.length > 0;
  const few = isProduction && REDIS_URLS.length > 0 && REDIS_URLS.length < 3;
  return [
    ...(isProduction && REDIS_URLS.length === 0
      ? [
          {
            what: 'REDIS_URLS is not set',
            why: 'Several API processes contend for rows in PostgreSQL, and each counts rates alone',
            remedy: 'Name three independent nodes, unless the bank has one API process',
          },
        ]
      : []),
    ...(even || few
      ? [
          {
            what: `REDIS_URLS names ${counted(REDIS_URLS.length, 'node')}`,
            why: 'A lock needs more than half of them, so that the loss of one stops locks',
            remedy: 'Run an odd number of independent nodes, three or more',
          },
        ]
      : []),
    ...(isProduction && KAFKA_BROKERS.length === 1
      ? [
          {
            what: 'KAFKA_BROKERS names one broker',
            why: 'No process that starts while it is away finds the others',
            remedy: 'Name at least three',
          },
        ]
      : []),
  ];
};
