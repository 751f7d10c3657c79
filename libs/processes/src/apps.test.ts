import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { appNames, appNodeOptions } from './apps.ts';
import { fromRoot } from './repository.ts';

test.each(appNames)('the image of %s bounds its memory as the local stack does', (name) => {
  const dockerfile = readFileSync(fromRoot('apps', name, 'Dockerfile'), 'utf8');
  expect(dockerfile).toContain(`NODE_OPTIONS="${appNodeOptions}"`);
});
