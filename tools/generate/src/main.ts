import { fileURLToPath } from 'node:url';
import { generate } from './generate.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
for (const path of await generate(root)) process.stdout.write(`${path}\n`);
