import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPlace } from './private-program.ts';

/** Paths of PEM files. */
type Certificate = { cert: string; key: string };

export type Authority = {
  /** The certificate of the authority, which clients trust. */
  ca: string;
  directory: string;
  /** Makes a certificate for a server of these names (`DNS:localhost`, `IP:127.0.0.1`), or for a client. */
  issue(name: string, subjectAltNames: string[]): Certificate;
};

const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** A certificate authority of a test, made by openssl. */
export function createAuthority(): Authority {
  const { directory } = openPlace('certificates');
  const ca = join(directory, 'ca.pem');
  const caKey = join(directory, 'ca.key');
  openssl(
    'req',
    '-x509',
    ...elliptic,
    '-keyout',
    caKey,
    '-out',
    ca,
    '-days',
    '2',
    '-subj',
    '/CN=Florin test CA',
  );
  return {
    ca,
    directory,
    issue(name, subjectAltNames) {
      const [key, request, cert, extensions] = ['key', 'csr', 'pem', 'ext'].map((end) =>
        join(directory, `${name}.${end}`),
      ) as [string, string, string, string];
      openssl('req', ...elliptic, '-keyout', key, '-out', request, '-subj', `/CN=${name}`);
      writeFileSync(extensions, `subjectAltName=${subjectAltNames.join(',')}\n`);
      const by = ['-CA', ca, '-CAkey', caKey, '-CAcreateserial', '-days', '2', '-extfile', extensions];
      openssl('x509', '-req', '-in', request, '-out', cert, ...by);
      chmodSync(key, 0o600);
      // PostgreSQL, which runs as `nobody` then, reads only a key of its own account.
      if (process.getuid?.() === 0) execFileSync('chown', ['nobody', key]);
      return { cert, key };
    },
  };
}
