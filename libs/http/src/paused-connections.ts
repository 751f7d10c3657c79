import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

/** The maximum number of paused connections that are resumed in a second. */
const resumedPerSecondMax = 2_000;
const resumeEveryMs = 10;

/**
 * Stops reading from connections whose request was just refused: up to 10 ms if there are few of them, longer if there
 * are many. More than a thousand readable connections occupy Node's event loop until they are read, so that answers of
 * the database wait. Clients that retry at once would delay the requests that were accepted.
 */
export class PausedConnections {
  readonly #paused: Socket[] = [];
  #timer: NodeJS.Timeout | undefined;
  #resumedAt = 0;

  /** Pauses the connection of an answered request once its body has been read. */
  pauseAfter(request: IncomingMessage): void {
    if (request.destroyed) this.#pause(request.socket);
    else request.once('close', () => this.#pause(request.socket));
  }

  #pause(socket: unknown): void {
    if (!(socket instanceof Socket) || socket.destroyed || socket.isPaused()) return;
    socket.pause();
    this.#paused.push(socket);
    if (this.#timer !== undefined) return;
    this.#resumedAt = performance.now();
    this.#timer = setInterval(() => this.#resumeSome(), resumeEveryMs).unref();
  }

  #resumeSome(): void {
    const now = performance.now();
    // After a long turn of the event loop, resumes no more than after ten intervals.
    const elapsedMs = Math.min(now - this.#resumedAt, 10 * resumeEveryMs);
    this.#resumedAt = now;
    for (const socket of this.#paused.splice(0, Math.ceil((elapsedMs * resumedPerSecondMax) / 1_000))) {
      if (!socket.destroyed) socket.resume();
    }
    if (this.#paused.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
