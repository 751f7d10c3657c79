import { createDerivedRoles, derivedUrlOfRole } from '@florin/database';
import { appNames } from '@florin/processes';
import { readCredentials, writeCredentials } from '../credentials.ts';
import { prepareBank } from '../prepare-bank.ts';

/*
 * Creates the roles, the schemas and the keys of the bank in FLORIN_LOCAL, whose PostgreSQL is at DATABASE_URL, and ends. What it
 * says goes to stderr; stdout gets the URL of each app's role as one line of JSON.
 */
const { DATABASE_URL: url = '', FLORIN_LOCAL: directory = '' } = process.env;
await createDerivedRoles(url);
const urls = { url: derivedUrlOfRole(url, 'managesAllTenants'), ownerUrl: derivedUrlOfRole(url, 'owner') };
const credentials = await prepareBank(urls, readCredentials(directory), (line) =>
  process.stderr.write(`${line}\n`),
);
writeCredentials(directory, credentials);
const ofApps = appNames.map((name) => [name, derivedUrlOfRole(url, name)]);
process.stdout.write(`${JSON.stringify(Object.fromEntries(ofApps))}\n`);
