/** The other side said nothing in time. Whether it did what it was asked is not known. */
export class NoAnswer extends Error {
  constructor(limitMs: number) {
    super(`no answer within ${limitMs} ms`);
    this.name = 'NoAnswer';
  }
}

/**
 * The answer, or NoAnswer after `limitMs`.
 *
 * After a stall of this process (garbage collection, a big flush) the event loop runs timers before it reads
 * sockets, and an answer that arrived long ago would count as missing. So the deadline only strikes once the
 * sockets have been read: setImmediate comes after them.
 */
export async function answerWithin<T>(limitMs: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => setImmediate(() => reject(new NoAnswer(limitMs))), limitMs);
  });
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
