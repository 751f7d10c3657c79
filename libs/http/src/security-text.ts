import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';

/** To whom vulnerabilities of a bank are reported. */
export type SecurityContact = {
  /** A `mailto:` or `https:` URI. */
  contact: string;
  /** The day from which the contact must not be used any more (RFC 3339). */
  expires: string;
};

const securityTextPath = '/.well-known/security.txt';

/** The API's settings for `/.well-known/security.txt`. */
export const securityTextSettings = {
  SECURITY_CONTACT: Type.Optional(
    Type.String({
      pattern: '^(mailto:[^\\s@]+@[^\\s@]+|https://\\S+)$',
      description: 'a mailto: or https: URI',
    }),
  ),
  SECURITY_CONTACT_EXPIRES: Type.Optional(
    Type.String({
      pattern: '^\\d{4}-\\d\\d-\\d\\d$',
      description: 'the day from which the contact is not valid',
    }),
  ),
};

/** The contact in the settings; undefined without one. Throws if one of the two settings is missing. */
export function securityContactOf(settings: {
  SECURITY_CONTACT?: string;
  SECURITY_CONTACT_EXPIRES?: string;
}): SecurityContact | undefined {
  const { SECURITY_CONTACT: contact, SECURITY_CONTACT_EXPIRES: day } = settings;
  if (contact === undefined && day === undefined) return undefined;
  if (contact === undefined || day === undefined || Number.isNaN(Date.parse(day))) {
    throw new Error('SECURITY_CONTACT and SECURITY_CONTACT_EXPIRES (a day) belong together: set both.');
  }
  return { contact, expires: `${day}T00:00:00Z` };
}

/** Serves `/.well-known/security.txt` (RFC 9116). */
export function addSecurityText(
  app: FastifyInstance,
  { contact, expires }: SecurityContact,
  publicUrl: string | undefined,
): void {
  const lines = [
    `Contact: ${contact}`,
    `Expires: ${expires}`,
    'Preferred-Languages: en',
    ...(publicUrl?.startsWith('https:')
      ? [`Canonical: ${publicUrl.replace(/\/$/, '')}${securityTextPath}`]
      : []),
  ];
  const text = `${lines.join('\n')}\n`;
  app.get(securityTextPath, (_request, reply) =>
    reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=86400')
      .send(text),
  );
}
