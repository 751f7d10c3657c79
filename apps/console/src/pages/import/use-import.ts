import {
  chunksOf,
  keyStemOf,
  MovementFileError,
  outcomeOf,
  sendChunks,
  usualChunkSize,
  type Line,
  type Refused,
} from '@florin/sdk/import';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { MessageKey } from '../../messages/texts.ts';
import { florin } from '../../session/current-session.ts';
import { BrowserJournal } from './browser-journal.ts';
import { checkFile, type Checked } from './check-file.ts';

export type ImportOptions = { currency: string; encoding: string; label: string };

type ChosenFile = { name: string; bytes: Uint8Array };
type Outcome = { completed: number; refused: Refused[] };

type Step =
  | { name: 'empty' }
  | { name: 'unreadable'; reason: MessageKey; values: Readonly<Record<string, string | number>> }
  | { name: 'checking'; done: number; total: number }
  | { name: 'checked' }
  | { name: 'sending'; done: number }
  | { name: 'stopped'; done: number; error?: unknown }
  | { name: 'finished'; outcome: Outcome };

/** A file and its check are in the page's memory. Larger files are for the command line. */
const megabytesMax = 20;

/** The page has a button to continue, so it gives up sooner than the command line. */
const maxRetries = 3;

/** An import from the choice of its file to its outcome. Only `send` sends, and only a file that was checked. */
export function useImport() {
  const queries = useQueryClient();
  const [options, setOptions] = useState<ImportOptions>({ currency: '', encoding: '', label: '' });
  const [file, setFile] = useState<ChosenFile>();
  const [checked, setChecked] = useState<Checked>();
  const [step, setStep] = useState<Step>({ name: 'empty' });
  const journal = useRef<BrowserJournal>(undefined);
  const work = useRef(new AbortController());
  useEffect(() => () => work.current.abort(), []);
  useWarning(step.name === 'sending');

  /** Ends what runs, and returns the signal of what begins. */
  function begin(): AbortSignal {
    work.current.abort();
    work.current = new AbortController();
    return work.current.signal;
  }

  async function check(next: ChosenFile, how: ImportOptions) {
    const signal = begin();
    journal.current = undefined;
    setFile(next);
    setChecked(undefined);
    const found = await checkStep(next.bytes, how, signal, setStep);
    if (signal.aborted) return;
    setChecked(found);
  }

  async function choose(chosen: File) {
    clear();
    const values = { megabytes: megabytesMax };
    if (chosen.size > megabytesMax * 1_000_000)
      setStep({ name: 'unreadable', reason: 'import.file.too_large', values });
    else await check({ name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) }, options);
  }

  function change(changed: Partial<ImportOptions>) {
    const next = { ...options, ...changed };
    setOptions(next);
    if (file) void check(file, next);
  }

  async function send() {
    if (!checked || checked.mistakes.length > 0) return;
    const stop = begin();
    const keyStem = keyStemOf(checked.sha256, options.label);
    let done = 0;
    const onProgress = (answered: number) => setStep({ name: 'sending', done: (done = answered) });
    onProgress(0);
    try {
      journal.current ??= new BrowserJournal(localStorage, keyStem);
      const chunks = chunksOf(linesOf(checked), usualChunkSize);
      await sendChunks({ florin, chunks, journal: journal.current, keyStem, stop, maxRetries, onProgress });
      setStep({ name: 'finished', outcome: outcomeOf(journal.current) });
    } catch (error) {
      setStep({ name: 'stopped', done, ...(stop.aborted ? {} : { error }) });
    } finally {
      await queries.invalidateQueries();
    }
  }

  function clear() {
    begin();
    setFile(undefined);
    setChecked(undefined);
    setStep({ name: 'empty' });
  }
  const stop = () => work.current.abort();
  return { options, change, file, choose, checked, step, send, stop, clear };
}

/** Checks a file, and returns it unless it cannot be read or the check was stopped. */
async function checkStep(
  bytes: Uint8Array,
  { currency, encoding, label }: ImportOptions,
  signal: AbortSignal,
  show: (step: Step) => void,
): Promise<Checked | undefined> {
  show({ name: 'checking', done: 0, total: 0 });
  try {
    const checked = await checkFile(bytes, {
      ...{ currency, encoding, signal },
      nowMsFor: (sha256) =>
        BrowserJournal.isBegun(localStorage, keyStemOf(sha256, label)) ? undefined : Date.now(),
      onProgress: (done, total) => show({ name: 'checking', done, total }),
    });
    show({ name: 'checked' });
    return checked;
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!(error instanceof MovementFileError)) throw error;
    show({ name: 'unreadable', reason: `import.file.${error.code}`, values: error.values });
    return undefined;
  }
}

const linesOf = ({ lines }: Checked): Line[] =>
  lines.flatMap(({ number, movement }) => (movement ? [{ number, movement }] : []));

export type Import = ReturnType<typeof useImport>;

/** The browser warns before it leaves a page that sends. */
function useWarning(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isOn]);
}
