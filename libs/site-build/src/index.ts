export { buildOnce, type Site } from './build-once.ts';
