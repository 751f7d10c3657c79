import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What a server does with a connection once the first bytes of a request are there. */
export type Answering = (socket: Socket) => void;

export type RawServer = { port: number; connections: ReadonlySet<Socket>; close(): Promise<void> };

/** A TCP server without a protocol. It calls `onConnect` for each connection and `onData` for its first bytes. */
export async function startRawServer(onData: Answering, onConnect?: Answering): Promise<RawServer> {
  const connections = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    connections.add(socket);
    socket.on('error', () => undefined).on('close', () => connections.delete(socket));
    onConnect?.(socket);
    socket.once('data', () => onData(socket));
    socket.resume();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    async close() {
      for (const socket of connections) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Writes `text` repeatedly until the connection is closed. */
function repeat(socket: Socket, text: string, everyMs = 20): void {
  const timer = setInterval(() => socket.writable && socket.write(text), everyMs);
  socket.on('close', () => clearInterval(timer));
}

const chunked = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';

/** Answers to an HTTP request that never end, with the status that some of them begin with. */
export const endlessAnswers: { what: string; answersWith?: number; answer: Answering }[] = [
  { what: 'says nothing', answer: () => undefined },
  {
    what: 'switches protocols',
    answer: (socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
  },
  {
    what: 'switches protocols without a word to which',
    answer: (socket) => socket.write('HTTP/1.1 101 Ok\r\n\r\n'),
  },
  {
    what: 'continues for ever',
    answer: (socket) => repeat(socket, 'HTTP/1.1 100 Continue\r\n\r\n'),
  },
  {
    what: 'continues as fast as it can',
    answer: (socket) => {
      const many = 'HTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n'.repeat(1_000);
      const more = () => socket.writable && socket.write(many, more);
      more();
    },
  },
  {
    what: 'sends headers for ever',
    answer: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      repeat(socket, 'x: y\r\n');
    },
  },
  { what: 'sends one byte at a time', answer: (socket) => repeat(socket, 'H') },
  { what: 'closes its half', answer: (socket) => void socket.end() },
  {
    what: 'promises a body and closes its half',
    answersWith: 200,
    answer: (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'),
  },
  {
    what: 'sends a body for ever',
    answersWith: 200,
    answer: (socket) => {
      socket.write(chunked);
      repeat(socket, '1\r\n \r\n');
    },
  },
  {
    what: 'sends trailers for ever',
    answersWith: 200,
    answer: (socket) => {
      socket.write(`${chunked}2\r\n{}\r\n0\r\n`);
      repeat(socket, 'x: y\r\n');
    },
  },
  {
    what: 'sends an extension of a chunk for ever',
    answersWith: 200,
    answer: (socket) => {
      socket.write(`${chunked}2;x=`);
      repeat(socket, 'y');
    },
  },
];
