import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

/** At most so many resting connections are read again in a second. */
const wokenPerSecond = 2_000;
const wakeEveryMs = 10;

/**
 * Connections that were just refused something, unread for a moment: up to 10 ms where few are, longer where many are. More than
 * a thousand connections with something to read keep node's event loop from everything else, from answers of the
 * database too, until they have been read; a crowd that asks again at once would so stop the requests that were let in.
 */
export class PausedConnections {
  readonly #resting: Socket[] = [];
  #timer: NodeJS.Timeout | undefined;
  #wokenAt = 0;

  /** The connection of a request that has been answered, once its body has gone by: until then node reads on. */
  pauseAfter(request: IncomingMessage): void {
    if (request.destroyed) this.#rest(request.socket);
    else request.once('close', () => this.#rest(request.socket));
  }

  #rest(socket: unknown): void {
    if (!(socket instanceof Socket) || socket.destroyed || socket.isPaused()) return;
    socket.pause();
    this.#resting.push(socket);
    if (this.#timer !== undefined) return;
    this.#wokenAt = performance.now();
    this.#timer = setInterval(() => this.#wake(), wakeEveryMs).unref();
  }

  #wake(): void {
    const now = performance.now();
    // A loop that was busy for long has not earned as many at once.
    const elapsedMs = Math.min(now - this.#wokenAt, 10 * wakeEveryMs);
    this.#wokenAt = now;
    for (const socket of this.#resting.splice(0, Math.ceil((elapsedMs * wokenPerSecond) / 1_000))) {
      if (!socket.destroyed) socket.resume();
    }
    if (this.#resting.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
