import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import {
  chunkSizeMax,
  chunksOf,
  keyStemOf,
  outcomeOf,
  refusedCsv,
  refusedHead,
  sendChunks,
  usualChunkSize,
  type LineError,
  type Refused,
} from '@florin/sdk/import';
import type { Command } from 'commander';
import { PartlyRefused, UsageError } from '../failure.ts';
import { Journal } from '../import/journal.ts';
import { readMovementFile, type MovementFile } from '../import/read-file.ts';
import { lineText } from '../import/texts.ts';
import type { Surroundings } from '../surroundings.ts';
import { Progress } from '../terminal/progress.ts';
import type { Column } from '../terminal/table.ts';
import { mayWrite, writeWhole } from '../write-file.ts';
import { examples, readWhole, said, withFlorin, type Work } from '../work.ts';

type ImportOptions = {
  currency?: string;
  encoding?: string;
  separator?: string;
  chunk: string;
  label?: string;
  check?: true;
  errors?: string;
  force?: true;
};
type Paths = { journal: string; errors: string };

const errorsShown = 20;

const about = `
The first line names the columns:
  type                       credit, debit, transfer, hold, capture, void or reversal
  amount                     a decimal such as 12.50; needs a currency column or --currency
  amount_minor               whole minor units such as 1250, instead of amount
  currency                   ISO 4217; an account in another one refuses the line; without it, minor units are in USD
  account_id                 of a credit, a debit or a hold
  from_account_id, to_account_id   of a transfer; to_account_id of a hold, too
  hold_id                    of a capture or a void
  transaction_id             of a reversal
  reference, description, effective_at, expires_at, final, metadata.<key>

Every line is checked before anything is sent. Then lines go in chunks, each under an idempotency key made of the file's
content and the chunk's number: after a crash, a kill or a lost network the same command goes on where it was, and
nothing is moved twice. Beside movements.csv stand movements.import.jsonl, what was answered so far, and, if the
bank refused lines, movements.errors.csv. The same file is imported once; a --label of another name imports it again.
The same lines with other line ends, another separator or in another encoding are the same file.
`;

export function addImportCommand(program: Command, surroundings: Surroundings): void {
  const command = program
    .command('import <file>')
    .description('post the movements of a CSV file, each once, whatever happens on the way')
    .option('--currency <code>', 'of the lines that do not say theirs')
    .option(
      '--encoding <name>',
      'how the text is written, such as windows-1252; found out for UTF-8 and UTF-16',
    )
    .option('--separator <character>', 'what stands between cells, or "tab"; found out for , ; | and tabs')
    .option('--check', 'check every line and send nothing')
    .option('--label <name>', 'to import the same file once more, on purpose')
    .option('--errors <file>', 'where refused lines go; movements.errors.csv beside movements.csv')
    .option('--force', 'write over a file that is in the way of refused lines')
    .option('--chunk <count>', `movements a batch, at most ${chunkSizeMax}`, String(usualChunkSize))
    .addHelpText('after', about)
    .action(withFlorin<ImportOptions, [string]>(surroundings, importFile));
  examples(
    command,
    'florin import movements.csv',
    'florin import payroll.csv --currency EUR --label 2026-12',
    'florin import movements.csv --check',
    'florin import umsaetze.csv --encoding windows-1252 --separator ";"',
  );
}

async function importFile(work: Work<ImportOptions>, path: string): Promise<void> {
  const { options, terminal } = work;
  const chunkSize = readWhole('--chunk', options.chunk, 1, chunkSizeMax);
  const label = options.label ?? '';
  if (!/^[\w.-]{0,64}$/.test(label))
    throw new UsageError('--label takes at most 64 letters, digits, dots and dashes.');
  const file = await readFile(path, options);
  if (file.errors.length > 0) throw new UsageError(badLines(path, file.errors));
  if (options.check) {
    terminal.note(`${path}: ${file.lines.length} movements, nothing wrong with them. Nothing was sent.`);
    if (terminal.json) await terminal.text(JSON.stringify({ file: path, lines: file.lines.length }));
    return;
  }
  const paths = pathsBeside(path, label, options.errors);
  if (!isErrorsFile(paths.errors)) await mayWrite(paths.errors, work);
  const summary = summaryOf(await send(work, file, { path: paths.journal, label, chunkSize }), file, paths);
  if (summary.refused > 0) await writeErrors(paths.errors, summary.refusedLines);
  const { refusedLines: _lines, ...reported } = summary;
  await terminal.object(summaryColumns, reported);
  if (summary.refused > 0)
    throw new PartlyRefused(`The bank refused ${summary.refused} lines: see ${paths.errors}.`);
}

async function readFile(path: string, options: ImportOptions): Promise<MovementFile> {
  const { currency, encoding, check } = options;
  // Only an import needs the contract's schemas. Loading them here keeps the other commands quick to start.
  const { contractFlaws } = await import('@florin/sdk/testing');
  const separator = options.separator === 'tab' ? '\t' : options.separator;
  if (separator !== undefined && !/^[^\w\s"]$|^\t$/.test(separator))
    throw new UsageError('--separator takes one character, such as ";", or tab.');
  return readMovementFile(path, {
    flawsOf: (movement) => contractFlaws('BatchMovement', movement),
    ...said({ currency, encoding, separator, nowMs: check && Date.now() }),
  });
}

async function send(
  work: Work<ImportOptions>,
  file: MovementFile,
  { path, label, chunkSize }: { path: string; label: string; chunkSize: number },
): Promise<Journal> {
  const { florin, session, terminal, stop } = work;
  // Earlier versions identified a file by its bytes. An import that they started continues under their keys.
  const sha256 = Journal.fileAt(path) === file.bytesSha256 ? file.bytesSha256 : file.sha256;
  const head = { file_sha256: sha256, label, url: session.url, chunk_size: chunkSize };
  const journal = new Journal(path, head);
  const chunks = chunksOf(file.lines, chunkSize);
  const before = chunks
    .filter(({ number }) => journal.done.has(number))
    .reduce((sum, { lines }) => sum + lines.length, 0);
  if (before > 0) terminal.note(`Going on after ${before} of ${file.lines.length} movements.`);
  const progress = new Progress(terminal, 'movements', file.lines.length, before);
  try {
    await sendChunks({
      florin,
      chunks,
      journal,
      keyStem: keyStemOf(sha256, label),
      stop,
      onProgress: (done) => progress.show(done),
    });
  } finally {
    progress.end();
    journal.close();
  }
  return journal;
}

type Summary = { file_sha256: string; completed: number; refused: number; errors_file: string | null };

const summaryColumns: Column<Summary>[] = [
  { name: 'posted', of: ({ completed }) => completed.toLocaleString('en'), tone: () => 'good' },
  {
    name: 'refused',
    of: ({ refused }) => refused.toLocaleString('en'),
    tone: ({ refused }) => (refused > 0 ? 'bad' : undefined),
  },
  { name: 'errors', of: ({ errors_file }) => errors_file },
];

function summaryOf(
  journal: Journal,
  file: MovementFile,
  paths: Paths,
): Summary & { refusedLines: Refused[] } {
  const { completed, refused: refusedLines } = outcomeOf(journal);
  return {
    file_sha256: file.sha256,
    completed,
    refused: refusedLines.length,
    errors_file: refusedLines.length > 0 ? paths.errors : null,
    refusedLines,
  };
}

function pathsBeside(path: string, label: string, errors: string | undefined): Paths {
  const stem = join(dirname(path), basename(path, extname(path)));
  const labelled = label ? `${stem}.${label}` : stem;
  return { journal: `${labelled}.import.jsonl`, errors: errors ?? `${labelled}.errors.csv` };
}

async function writeErrors(path: string, refused: Refused[]): Promise<void> {
  await writeWhole(path, (file) => file.write(refusedCsv(refused)));
}

/** A file that an earlier import wrote may be overwritten, because the same command writes it again. */
function isErrorsFile(path: string): boolean {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  return isFile && readFileSync(path, 'utf8').startsWith(refusedHead);
}

function badLines(path: string, errors: LineError[]): string {
  const shown = errors.slice(0, errorsShown);
  const more = errors.length - shown.length;
  return [
    `${path}: ${errors.length} mistakes, nothing was sent.`,
    ...shown.map((error) => `  line ${error.line}, ${error.column}: ${lineText(error)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n');
}
