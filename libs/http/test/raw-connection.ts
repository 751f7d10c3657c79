/** A plain TCP connection to an HTTP server, for bytes that no HTTP client sends. */
import { connect, type Socket } from 'node:net';

export type RawAnswer = { status: number; headers: Record<string, string>; body: string };

export type RawConnection = {
  socket: Socket;
  /** Everything that was received until the server closed the connection. */
  ended: Promise<string>;
  send(bytes: string | Buffer): void;
};

export function openRaw(port: number): RawConnection {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let received = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => (received += text));
  // A server that closes the connection of a client that is still sending resets it. Only the data before matters.
  socket.on('error', () => {});
  const ended = new Promise<string>((resolve) => {
    socket.on('end', () => resolve(received));
    socket.on('close', () => resolve(received));
  });
  return { socket, ended, send: (bytes) => void socket.write(bytes) };
}

/** Sends bytes unchanged and waits for the answer and the end of the connection. */
export async function exchange(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  const { ended, send, socket } = openRaw(port);
  send(bytes);
  const answer = parseAnswer(await ended);
  socket.destroy();
  return answer;
}

/** Parses the first answer of the received data. */
export function parseAnswer(received: string): RawAnswer {
  const [head = '', ...rest] = received.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers, body: rest.join('\r\n\r\n') };
}
