import { counted } from '../words.ts';
import type { Invoked } from './invoked.ts';

interface Problem {
  readonly codigo?: string;
  readonly status?: number;
  readonly title?: string;
  readonly detail?: string;
}

/**
 * Why a function did not do what it was asked for, in one line; `undefined` when it did. A function says no in one of
 * four ways: it fails, answers a problem, answers an HTTP error, or gives messages of its queue back.
 */
export function refusalIn({ result, failed }: Invoked): string | undefined {
  const answer = (typeof result === 'object' && result !== null ? result : {}) as Record<string, any>;
  if (failed) return String(answer.errorMessage ?? answer.errorType ?? 'la función falló').replaceAll(/\s*\n\s*/g, ' ');
  if (typeof answer.codigo === 'string' && typeof answer.status === 'number') return lineOf(answer);
  if (typeof answer.statusCode === 'number' && answer.statusCode >= 400)
    return httpLine(answer.statusCode, answer.body);
  const returned = answer.batchItemFailures;
  if (Array.isArray(returned) && returned.length > 0)
    return `la función devolvió ${counted(returned.length, 'mensaje', 'mensajes')} a su cola; el porqué está en su registro`;
  return undefined;
}

function lineOf({ codigo, title, detail }: Problem): string {
  return [codigo, title, detail].filter(Boolean).join(': ');
}

function httpLine(status: number, body: unknown): string {
  try {
    return lineOf({ codigo: String(status), ...JSON.parse(String(body)) });
  } catch {
    return `${status}: ${body}`;
  }
}
