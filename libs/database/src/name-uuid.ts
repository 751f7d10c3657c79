import { hash } from 'node:crypto';

/**
 * UUIDs version 5 (RFC 9562) of names in a namespace: the same name gives the same id, whoever asks. One call of OpenSSL
 * a name, a third of what the uuid package takes.
 */
export function uuidsFromNames(namespace: string): (name: string) => string {
  const prefix = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  return (name) => {
    const hex = hash('sha1', Buffer.concat([prefix, Buffer.from(name)]), 'hex');
    const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
}
