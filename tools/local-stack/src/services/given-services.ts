import { isListening, type ServiceUrls, SetupProblem } from '@florin/processes';
export type Address = { variable: string; host: string; port: number };

/** Throws a SetupProblem for the first given service that does not answer, instead of starting a bank that waits for it. */
export async function requireGivenServices(given: Partial<ServiceUrls>): Promise<void> {
  for (const { variable, host, port } of addressesOf(given)) {
    if (await isListening(port, host)) continue;
    throw new SetupProblem(
      `${variable} names ${host}:${port}, where nothing answers: start it, or unset ${variable} for a local one.`,
    );
  }
}

/** The addresses of the given services, without Unix sockets. */
export function addressesOf(given: Partial<ServiceUrls>): Address[] {
  const { DATABASE_URL, REDIS_URLS, KAFKA_BROKERS } = given;
  return [
    ...listed(DATABASE_URL).flatMap((url) => addressOf('DATABASE_URL', url, 5432)),
    ...listed(REDIS_URLS).flatMap((url) => addressOf('REDIS_URLS', url, 6379)),
    ...listed(KAFKA_BROKERS).flatMap((broker) => addressOf('KAFKA_BROKERS', `kafka://${broker}`, 9092)),
  ];
}

function listed(value = ''): string[] {
  return value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function addressOf(variable: string, url: string, usualPort: number): Address[] {
  if (!URL.canParse(url)) throw new SetupProblem(`${variable} holds something that is no address.`);
  const { hostname, port } = new URL(url);
  if (hostname === '') return [];
  // IPv6 addresses have brackets only in a URL.
  return [{ variable, host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || usualPort }];
}
