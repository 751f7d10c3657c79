import { connect, type Socket } from 'node:net';

export type Answer = { status: number; body: string };

/**
 * One HTTP/1.1 keep-alive connection over a bare socket, with one request at a time. A client library uses more CPU than
 * the measured request, and on the same cores that would count as latency of the server. The class parses what this API
 * sends: a status line, headers with a content-length, a body.
 */
export class HttpConnection {
  readonly #socket: Socket;
  #received = '';
  /** The length of the whole answer; 0 until its head has arrived. */
  #expected = 0;
  #bodyAt = 0;
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (text: string) => this.#receive(text));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the connection was closed')));
  }

  static open(port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new HttpConnection(socket));
      });
    });
  }

  /** False once the server has closed the connection. The server closes idle connections without notice. */
  get isOpen(): boolean {
    return !this.#socket.readableEnded && !this.#socket.destroyed;
  }

  /** Sends a whole request (head and body, ASCII) and resolves to its answer; rejects when the connection breaks. */
  send(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new Error('the connection was closed'));
      this.#waiting = { resolve, reject };
      this.#socket.write(request, 'latin1');
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(text: string): void {
    this.#received = this.#received === '' ? text : this.#received + text;
    // The head is parsed once, because the answer to a batch arrives in many pieces.
    if (this.#expected === 0 && !this.#readHead()) return;
    if (this.#received.length < this.#expected) return;
    const answer = { status: Number(this.#received.slice(9, 12)), body: this.#received.slice(this.#bodyAt) };
    this.#received = '';
    this.#expected = 0;
    this.#waiting?.resolve(answer);
    this.#waiting = undefined;
  }

  #readHead(): boolean {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end === -1) return false;
    this.#bodyAt = end + 4;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#received)?.[1] ?? 0);
    this.#expected = this.#bodyAt + length;
    return true;
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}
