import { posix } from 'node:path';
import type { Check } from './repository.ts';
import { roomNames } from './room-rules.ts';

interface Manifest {
  name?: string;
  nx?: { tags?: string[] };
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const rooms = /^((apps|libs|tools)\/[^/]+|loadtests)\/package\.json$/;

/** A room without its tag, or without a line in the table of rooms, has no walls. */
export const roomsAreDeclared: Check = ({ files, read }) =>
  files
    .filter((path) => rooms.test(path))
    .flatMap((path) => {
      const { name, nx } = JSON.parse(read(path)) as Manifest;
      const room = posix.basename(posix.dirname(path));
      const tags = nx?.tags ?? [];
      const findings: string[] = [];
      if (name !== `@florin/${room}` && !path.startsWith('libs/sdk/'))
        findings.push(`is called ${name}, not @florin/${room}`);
      if (!tags.includes(`room:${room}`)) findings.push(`lacks the tag room:${room}`);
      if (!tags.includes('type:tool') && !roomNames.includes(room))
        findings.push('is in no rule of room-rules.ts');
      return findings.map((finding) => `${path}: ${finding}`);
    });

/** What was tried is what is installed: versions are exact, but for Node itself, which npm keeps up to date. */
export const versionsAreExact: Check = ({ files, read }) =>
  files
    .filter((path) => path === 'package.json' || rooms.test(path))
    .flatMap((path) => {
      const { dependencies, devDependencies } = JSON.parse(read(path)) as Manifest;
      return Object.entries({ ...dependencies, ...devDependencies })
        .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map(([name, version]) => `${path}: ${name} is "${version}", which is not one version`);
    });
