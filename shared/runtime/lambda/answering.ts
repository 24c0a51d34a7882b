import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import type * as z from 'zod';
import type { Actor } from '#shared/model/envelope.ts';
import { validate } from '../validate.ts';
import { callerFor } from './caller.ts';
import { isKnown, tagOf } from './etag.ts';
import { answer, isFromApi, questionOf } from './http.ts';
import { httpFunction } from './middleware.ts';

/** What a GET of a technical function asks for: the right, and the parts of its question. */
interface Asked<S extends z.ZodObject> {
  readonly scope: string;
  readonly forCustomers?: true;
  readonly accepts: S;
}

/**
 * A technical function that answers a question of the API, as a query does: caller, question, answer with its ETag. An
 * invocation by hand gives its bare question, with every right.
 */
export function answering<S extends z.ZodObject>(
  asked: Asked<S>,
  work: (question: z.output<S>, actor: Actor) => Promise<unknown>,
) {
  const { accepts } = asked;
  const valid = (raw: unknown) => validate(accepts, raw) as z.output<S>;
  const fromApi = httpFunction(async (event) => {
    const actor = await callerFor(asked, event);
    const body = await work(valid(questionOf(event, accepts.shape)), actor);
    const ETag = `"${tagOf(body)}"`;
    return isKnown(event, ETag) ? { statusCode: 304, headers: { ETag }, body: '' } : answer(200, body, { ETag });
  });
  return (event: unknown, context: Context): Promise<APIGatewayProxyResult | unknown> =>
    isFromApi(event) ? fromApi(event, context) : work(valid(event), { subject: 'invocacion-directa', scopes: [] });
}

/** Keeps what `read` gives for some milliseconds: whoever asks meanwhile gets the same, also while it is being read. */
export function keptFor<T>(ms: number, read: () => Promise<T>): () => Promise<T> {
  let kept: { readonly value: Promise<T>; readonly until: number } | undefined;
  return () => {
    if (kept && kept.until > Date.now()) return kept.value;
    const value = read();
    kept = { value, until: Date.now() + ms };
    value.catch(() => {
      kept = undefined;
    });
    return value;
  };
}
