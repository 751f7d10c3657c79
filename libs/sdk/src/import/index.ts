/**
 * Imports of files of movements, for `florin import` and the console, which have it in their bundles. It is no part of the
 * published package.
 */
export { chunksOf, type Line } from './chunks.ts';
export { csvText } from './csv-text.ts';
export {
  outcomeOf,
  refusedCsv,
  refusedHead,
  type Done,
  type Excluded,
  type ImportJournal,
  type Refused,
} from './journal.ts';
export { isInCalendar, readMoment } from './moment.ts';
export { readLines, type FileLine, type FileOptions } from './read-lines.ts';
export { greatestAmount, readMovement, type LineDefaults } from './read-movement.ts';
export { MovementFileError, type LineError, type LineReason } from './reasons.ts';
export { chunkSizeMax, keyStemOf, sendChunks, usualChunkSize } from './send-chunks.ts';
