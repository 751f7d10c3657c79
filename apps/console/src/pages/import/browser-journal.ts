import type { Done, Excluded, ImportJournal, Refused } from '@florin/sdk/import';

type Place = Pick<Storage, 'getItem' | 'setItem'>;

const nameOf = (keyStem: string) => `florin.console.${keyStem}`;

/**
 * The answers of an import while its page is open, and the excluded lines in the browser's storage. After a reload the chunks
 * are sent again and answered by their keys. The excluded lines are kept for every key and tenant: leaving a line out once
 * more is safe, sending it in a chunk of another key is not.
 */
export class BrowserJournal implements ImportJournal {
  readonly done = new Map<number, Done>();
  readonly #excluded: Excluded[];
  readonly #place: Place;
  readonly #name: string;

  constructor(place: Place, keyStem: string) {
    this.#place = place;
    this.#name = nameOf(keyStem);
    this.#excluded = excludedIn(place.getItem(this.#name));
    this.#keep();
  }

  /** Whether an import of this file has begun in this browser. */
  static isBegun(place: Place, keyStem: string): boolean {
    return place.getItem(nameOf(keyStem)) !== null;
  }

  add(done: Done): void {
    this.done.set(done.chunk, done);
  }

  /** Throws when the browser has no space: then nothing may be sent without these lines. */
  exclude(excluded: Excluded): void {
    this.#excluded.push(excluded);
    this.#keep();
  }

  excludedOf(chunk: number): Refused[] {
    return this.#excluded.filter((each) => each.chunk === chunk).flatMap(({ refused }) => refused);
  }

  #keep(): void {
    this.#place.setItem(this.#name, JSON.stringify(this.#excluded));
  }
}

function excludedIn(text: string | null): Excluded[] {
  const found: unknown = JSON.parse(text ?? '[]');
  if (Array.isArray(found) && found.every(isExcluded)) return found;
  throw new Error('The storage of this browser has no readable journal of this import.');
}

const isExcluded = (value: unknown): value is Excluded =>
  typeof value === 'object' &&
  value !== null &&
  'chunk' in value &&
  'refused' in value &&
  Array.isArray(value.refused);
