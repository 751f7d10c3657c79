import { createConnection } from 'node:net';

/** The holders of locks: account id to the value that only its holder knows. */
export type AccountLockHolders = Map<string, string>;

const prefix = 'florin:lock:account:';

/** Reads the account locks on one Redis node. */
export async function readAccountLocks(url: string): Promise<AccountLockHolders> {
  const keys = await send(url, `KEYS ${prefix}*`);
  if (keys.length === 0) return new Map();
  const values = await send(url, `MGET ${keys.join(' ')}`);
  return new Map(keys.map((key, index) => [key.slice(prefix.length), values[index]!]));
}

/** Sends an inline command whose answer is an array of strings; a missing value is ''. */
function send(url: string, command: string): Promise<string[]> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: hostname, port: Number(port) }, () =>
      socket.write(`${command}\r\n`),
    );
    let received = '';
    socket.setEncoding('latin1').setTimeout(2_000, () => socket.destroy(new Error(`${url} does not answer`)));
    socket.once('error', reject);
    socket.on('data', (text: string) => {
      received += text;
      const strings = readArray(received);
      if (strings === undefined) return;
      socket.destroy();
      resolve(strings);
    });
  });
}

/** Parses an array of strings without line breaks; undefined while it is incomplete. */
export function readArray(text: string): string[] | undefined {
  const lines = text.split('\r\n');
  const head = lines[0]!;
  if (lines.length < 2) return undefined;
  if (!head.startsWith('*')) throw new Error(`Redis answered ${head}`);
  const strings: string[] = [];
  for (let at = 1; strings.length < Number(head.slice(1)); at++) {
    if (lines[at] === '$-1') strings.push('');
    // A line is complete when another one, even an empty one, follows it.
    else if (at + 2 < lines.length) strings.push(lines[++at]!);
    else return undefined;
  }
  return strings;
}
