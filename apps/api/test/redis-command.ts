import { createConnection } from 'node:net';

/** Sends one command to each of these nodes and resolves with their first answer lines, such as `+OK`. */
export function redisCommand(urls: readonly string[], command: string): Promise<string[]> {
  return Promise.all(urls.map((url) => send(url, command)));
}

function send(url: string, command: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: hostname, port: Number(port) }, () =>
      socket.write(`${command}\r\n`),
    );
    socket.setTimeout(2_000, () => socket.destroy(new Error(`${url} gave no answer to ${command}`)));
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString().split('\r\n')[0] ?? '');
    });
  });
}
