/** One API door, asked with a good key, whose refusals must be problems that reached no handler. */
import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { goodKey, openApiDoor } from './api-door.ts';

type Door = Awaited<ReturnType<typeof openApiDoor>>;
type Answer = LightMyRequestResponse;

export const authorization = `Bearer ${goodKey}`;

/** Opens the door before all tests of a file and closes it after them. */
export function useApiDoor() {
  let door: Door;
  beforeAll(async () => void (door = await openApiDoor()));
  afterAll(() => door.app.close());
  beforeEach(() => void door.seen.splice(0));

  return {
    seen: () => door.seen,
    inject: (request: InjectOptions): Promise<Answer> => door.app.inject(request),
    get: (url: string): Promise<Answer> => door.app.inject({ url, headers: { authorization } }),
    post(url: string, payload: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> {
      const all = { authorization, 'content-type': 'application/json', ...headers };
      return door.app.inject({ method: 'POST', url, payload, headers: all });
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
      expect(door.seen).toEqual([]);
      return problem;
    },
  };
}
