import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { walletPage } from './page.ts';
import type { TransferForm, Wallet } from './wallet.ts';

/** The HTTP server of the wallet's page. */
export function createWalletServer(wallet: Wallet): Server {
  return createServer(async (request, response) => {
    try {
      const form = request.method === 'POST' ? new URLSearchParams(await text(request)) : undefined;
      const notice = form && (await wallet.send(transferOf(form)));
      // After an unknown outcome the user may send the same form again, so it keeps its key.
      const key = notice?.startsWith('We do not know') ? form!.get('key')! : crypto.randomUUID();
      const html = walletPage(await wallet.view(notice), key);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
    } catch (error) {
      console.error(error);
      response.writeHead(502).end('The bank does not answer. Try again in a moment.');
    }
  });
}

function transferOf(form: URLSearchParams): TransferForm {
  const field = (name: string) => form.get(name)?.trim() ?? '';
  return { key: field('key'), to: field('to'), amount: field('amount'), reference: field('reference') };
}
