import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createCheckedLookup, createResolver, ForbiddenTarget } from '../src/webhooks/checked-lookup.ts';
import { openPolicy } from './webhook-scene.ts';

const closing: (() => unknown)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** Starts a name server that answers every query with these records. */
async function startNameServer(records: Buffer[]): Promise<string> {
  const server = createSocket('udp4');
  server.on('message', (query, { port, address }) => {
    // The query has a header of 12 bytes and one name; its other sections do not matter here.
    const end = query.indexOf(0, 12) + 5;
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(records.length, 6);
    header.writeUInt16BE(0, 8);
    header.writeUInt16BE(0, 10);
    server.send(Buffer.concat([header, query.subarray(12, end), ...records]), port, address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  return `127.0.0.1:${server.address().port}`;
}

/** A record for the name in the query. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length]);
  return Buffer.concat([head, data]);
}
const cname = record(5, Buffer.from('\u0005other\u0007example\u0000', 'latin1'));

describe('a name', () => {
  test.each([
    ['that only points to another name', [cname]],
    ['without any record', []],
  ])('%s has no address, and that is an error', async (_what, records) => {
    const resolve = createResolver([await startNameServer(records)]);
    await expect(resolve('hooks.example')).rejects.toMatchObject({ code: 'ENODATA' });
  });

  test('whose name server answers nonsense is an error too', async () => {
    const resolve = createResolver([await startNameServer([Buffer.from([0xff])])]);
    await expect(resolve('hooks.example')).rejects.toMatchObject({ code: expect.any(String) });
  });
});

/** Connects as a delivery does; returns the error that ends the connection. */
async function connecting(addresses: unknown, autoSelectFamily: boolean): Promise<NodeJS.ErrnoException> {
  const lookup = createCheckedLookup(openPolicy, async () => addresses as string[]);
  const socket = connect({ host: 'hooks.example', port: 9, lookup, autoSelectFamily });
  closing.push(() => socket.destroy());
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  return error;
}

describe('a connection', () => {
  test.each([[true], [false]])(
    'to a host without an address fails with an error (autoSelectFamily: %s)',
    async (all) => {
      expect(await connecting([], all)).toMatchObject({ code: 'ENODATA' });
    },
  );

  test.each([
    ['not an address', ['nowhere']],
    ['no text', [undefined]],
    ['no list', undefined],
    ['an address with a zone', ['fe80::1%lo']],
  ])('to a host whose lookup returns %s fails with an error', async (_what, addresses) => {
    for (const all of [true, false]) expect(await connecting(addresses, all)).toBeInstanceOf(Error);
  });

  test('to a host whose lookup is rejected without a reason fails with an error', async () => {
    const lookup = createCheckedLookup(openPolicy, () => Promise.reject(undefined as unknown as Error));
    const socket = connect({ host: 'hooks.example', port: 9, lookup });
    expect(await once(socket, 'error')).toEqual([expect.any(Error)]);
  });

  test('to a host that the policy forbids fails with ForbiddenTarget', async () => {
    const lookup = createCheckedLookup({ ...openPolicy, allowPrivate: false }, async () => ['127.0.0.1']);
    const socket = connect({ host: 'hooks.example', port: 9, lookup });
    expect((await once(socket, 'error'))[0]).toBeInstanceOf(ForbiddenTarget);
  });
});

test('a connection to an allowed address is established', async () => {
  const server = createServer((socket) => socket.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  const lookup = createCheckedLookup(openPolicy, async () => ['127.0.0.1']);
  const socket = connect({ host: 'hooks.example', port: (server.address() as AddressInfo).port, lookup });
  await once(socket, 'connect');
  socket.destroy();
});
