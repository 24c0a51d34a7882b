/** A problem that the API answered (RFC 9457). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly codigo: string;
  readonly body: Record<string, any>;

  constructor(status: number, body: Record<string, any>) {
    super(`${status} ${body.codigo ?? ''}: ${body.detail ?? body.title ?? 'no explanation'}`);
    this.status = status;
    this.codigo = String(body.codigo ?? '');
    this.body = body;
  }
}

/** What became of a command. */
export interface Done {
  readonly id: string;
  readonly version: number;
  readonly flujo: string;
}

/** What became of a command, and whether it had been done before under the same key. */
type Sent = Done & { readonly repetida: boolean };

/** The public API. Every method throws `ApiProblem` when it answers a problem, and retries what may be retried. */
export interface ApiClient {
  get<A = any>(path: string, question?: Readonly<Record<string, string | number | undefined>>): Promise<A>;
  /** `key` makes the command safe to repeat; without one, it is sent once. */
  post(path: string, body: unknown, key?: string): Promise<Sent>;
}

const ATTEMPTS = 8;

/**
 * A client of the API at `apiUrl` that shows `token`.
 * Queries, and commands with a key, are sent again (up to eight times, waiting longer each time) when the API cannot be
 * reached, is busy (429, 503: not before it says), or fails: 502, 504, and a 500 that what stands before it answered.
 */
export function apiClient(apiUrl: string, token: string): ApiClient {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  return {
    get: (path, question = {}) => {
      const asked = Object.entries(question).filter(
        (entry): entry is [string, string | number] => entry[1] !== undefined,
      );
      const search = new URLSearchParams(
        asked.map(([name, value]): [string, string] => [name, String(value)]),
      ).toString();
      return send(`${apiUrl}${path}${search && `?${search}`}`, { headers }, true).then(({ body }) => body);
    },
    post: async (path, body, key) => {
      const keyed = key ? { ...headers, 'Idempotency-Key': key } : headers;
      const init = { method: 'POST', headers: keyed, body: JSON.stringify(body) };
      const answer = await send(`${apiUrl}${path}`, init, key !== undefined);
      return { ...answer.body, repetida: answer.headers.has('Idempotency-Replayed') };
    },
  };
}

async function send(url: string, init: RequestInit, repeatable: boolean): Promise<{ body: any; headers: Headers }> {
  for (let attempt = 1; ; attempt++) {
    const last = !repeatable || attempt === ATTEMPTS;
    try {
      const response = await fetch(url, init);
      const body = await response.text();
      if (response.ok) return { body: JSON.parse(body), headers: response.headers };
      const problem = new ApiProblem(response.status, parse(body));
      if (last || !mayPass(problem)) throw problem;
      await pause(pauseMs(attempt, Number(response.headers.get('Retry-After') ?? 0)));
    } catch (error) {
      if (last || error instanceof ApiProblem) throw error;
      await pause(pauseMs(attempt, 0));
    }
  }
}

/** A 500 in the API's own words is a fault that stays; one without its code was answered by a gateway on the way. */
function mayPass({ status, codigo }: ApiProblem): boolean {
  return [429, 502, 503, 504].includes(status) || (status === 500 && codigo === '');
}

/** How long to wait after an attempt: longer each time, and never less than the API asks for (in seconds). */
function pauseMs(attempt: number, asked: number): number {
  return Math.max(asked * 1_000, Math.min(2_000, 50 * 2 ** attempt) * (0.5 + Math.random() / 2));
}

function parse(body: string): Record<string, any> {
  try {
    return JSON.parse(body) as Record<string, any>;
  } catch {
    return { detail: body };
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
