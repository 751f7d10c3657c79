/** One API server and requests with a valid key. Refusals must be problems and must not reach a handler. */
import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { goodKey, openApiServer } from './api-server.ts';

type RunningServer = Awaited<ReturnType<typeof openApiServer>>;
type Answer = LightMyRequestResponse;

export const authorization = `Bearer ${goodKey}`;

/** Opens the server before all tests of a file and closes it after them. */
export function useApiServer() {
  let server: RunningServer;
  beforeAll(async () => void (server = await openApiServer()));
  afterAll(() => server.app.close());
  beforeEach(() => void server.seen.splice(0));

  return {
    seen: () => server.seen,
    inject: (request: InjectOptions): Promise<Answer> => server.app.inject(request),
    get: (url: string): Promise<Answer> => server.app.inject({ url, headers: { authorization } }),
    post(url: string, payload: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> {
      const all = { authorization, 'content-type': 'application/json', ...headers };
      return server.app.inject({ method: 'POST', url, payload, headers: all });
    },
    expectProblem(answer: Answer, status: number, code: string): { errors: unknown; detail: string } {
      expect(answer.headers['content-type']).toBe('application/problem+json');
      const problem = answer.json();
      expect({ httpStatus: answer.statusCode, ...problem }).toMatchObject({
        httpStatus: status,
        status,
        code,
        type: `http://localhost:80/docs/errors/${code}`,
        request_id: answer.headers['x-request-id'],
      });
      expect(server.seen).toEqual([]);
      return problem;
    },
  };
}
