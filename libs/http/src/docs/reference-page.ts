import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { navigation, navigationStyle } from './page.ts';

/**
 * Scalar's script, served by this server, renders the reference from /openapi.json. The page loads nothing from and sends
 * nothing to other hosts. Scalar uses inline styles, which style-src allows.
 */
const contentSecurityPolicy = (inlineScript: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'sha256-${createHash('sha256').update(inlineScript).digest('base64')}'`,
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const configuration = {
  url: '/openapi.json',
  theme: 'default',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
};

const inlineScript = `Scalar.createApiReference('#app', ${JSON.stringify(configuration)})`;

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Florin API</title>
<link rel="icon" href="data:,">
<style>${navigationStyle}
body{margin:0;--scalar-custom-header-height:3rem}.sections{position:sticky;top:0;z-index:10}</style>
</head>
<body>
${navigation('/docs')}
<div id="app"></div>
<noscript>The reference needs JavaScript. The contract itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
<script src="/docs/scalar.js"></script>
<script>${inlineScript}</script>
</body>
</html>
`;

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': contentSecurityPolicy(inlineScript),
  'referrer-policy': 'no-referrer',
};

/** Adds the API reference at /docs. */
export function addReferencePage(app: FastifyInstance): void {
  const sendPage = (reply: FastifyReply) => reply.headers(pageHeaders).send(html);
  app.get('/docs', (_request, reply) => sendPage(reply));
  app.get('/docs/', (_request, reply) => sendPage(reply));
  let script: Promise<Buffer> | undefined;
  app.get('/docs/scalar.js', async (_request, reply) => {
    script ??= loadScript();
    return reply
      .headers({ 'content-type': 'text/javascript; charset=utf-8', 'content-encoding': 'gzip' })
      .header('cache-control', 'public, max-age=86400')
      .send(await script);
  });
}

/**
 * Scalar's script has 4 MB and is a string inside a Fastify plugin. It is loaded at the first request for it, and kept
 * compressed.
 */
async function loadScript(): Promise<Buffer> {
  const [{ default: fastify }, { default: scalar }] = await Promise.all([
    import('fastify'),
    import('@scalar/fastify-api-reference'),
  ]);
  const carrier = fastify();
  await carrier.register(scalar, { routePrefix: '/docs', configuration: { url: '/openapi.json' } });
  const { rawPayload } = await carrier.inject('/docs/js/scalar.js');
  await carrier.close();
  return promisify(gzip)(rawPayload);
}
