import type { JsonObject } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from '../gen/google/rpc/error_details_pb.ts';

/** Whose codes the reasons of an ErrorInfo are. */
const DOMAIN = 'entregas.alpes';

/** When to ask again where the API could not be asked, in seconds: no sooner than it says itself when it is busy. */
const RETRY_S = 1;

/**
 * What a status of HTTP is in gRPC. A conflict and what the business refuses need another state of things first, so that to
 * ask again is of no use; a 502 or 503 is a matter of time.
 */
const CODES: Readonly<Record<number, Code>> = {
  400: Code.InvalidArgument,
  401: Code.Unauthenticated,
  403: Code.PermissionDenied,
  404: Code.NotFound,
  409: Code.FailedPrecondition,
  410: Code.NotFound,
  413: Code.ResourceExhausted,
  422: Code.FailedPrecondition,
  429: Code.ResourceExhausted,
  500: Code.Internal,
  502: Code.Unavailable,
  503: Code.Unavailable,
  504: Code.DeadlineExceeded,
};

/** A field that is refused, by its path: the API's in its JSON, ours in the message. */
export interface Refused {
  readonly campo: string;
  readonly mensaje: string;
}

/** What the API answered instead of what was asked for. */
export interface ProblemAnswer {
  readonly status: number;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter: number | undefined;
  /** Its problem details (RFC 9457), or nothing where something between answered. */
  readonly body: JsonObject;
}

/**
 * A problem as a status of gRPC: its title and detail are the message, its code an ErrorInfo, its fields a BadRequest, and
 * when to come again a RetryInfo.
 * @param place a field's path in the message that was sent, from its path in the API's JSON.
 */
export function toStatus({ status, retryAfter, body }: ProblemAnswer, place = fieldPath): ConnectError {
  const { codigo, title, detail, instance, errores } = body;
  const refused = (Array.isArray(errores) ? errores : []) as unknown as Refused[];
  const text = [title, placed(detail, refused, place)].filter((part) => typeof part === 'string').join('. ');
  return new ConnectError(text || `La API respondió ${status}`, codeOf(status, codigo), undefined, [
    ...(typeof codigo === 'string' ? [errorInfo(codigo, instance)] : []),
    ...(refused.length > 0
      ? [badRequest(refused.map(({ campo, mensaje }) => ({ campo: place(campo), mensaje })))]
      : []),
    ...(retryAfter ? [retryIn(retryAfter)] : []),
  ]);
}

/** That the API could not be asked: it may be soon. */
export function unreachable(cause: unknown): ConnectError {
  const details = [errorInfo('API_NO_RESPONDE', undefined), retryIn(RETRY_S)];
  return new ConnectError('La API no responde', Code.Unavailable, undefined, details, cause);
}

/** What is refused here, since it could not be asked of the API. @param refused the fields by their paths in the message. */
export function invalid(refused: readonly Refused[]): ConnectError {
  const text = refused.map(({ campo, mensaje }) => `${campo}: ${mensaje}`).join('; ');
  return new ConnectError(text, Code.InvalidArgument, undefined, [
    errorInfo('ENTRADA_INVALIDA', undefined),
    badRequest(refused),
  ]);
}

/** `lineas.0.cantidad` is `lineas[0].cantidad`, and `clienteId` is `cliente_id`; a header is written as gRPC has it. */
export function fieldPath(campo: string): string {
  if (/^[A-Z]/.test(campo)) return campo.toLowerCase();
  return campo.replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The detail of a problem names its fields by their paths in the API's JSON, which nobody sent. */
function placed(detail: unknown, refused: readonly Refused[], place: (campo: string) => string): unknown {
  if (typeof detail !== 'string') return detail;
  return refused.reduce(
    (text, { campo, mensaje }) => text.replace(`${campo}: ${mensaje}`, () => `${place(campo)}: ${mensaje}`),
    detail,
  );
}

function codeOf(status: number, codigo: unknown): Code {
  if (codigo === 'RUTA_DESCONOCIDA' || status === 405) return Code.Unimplemented;
  return CODES[status] ?? Code.Unknown;
}

function retryIn(seconds: number) {
  return { desc: RetryInfoSchema, value: { retryDelay: { seconds: BigInt(seconds) } } };
}

function errorInfo(reason: string, instance: unknown) {
  const metadata: Record<string, string> = typeof instance === 'string' ? { instance } : {};
  return { desc: ErrorInfoSchema, value: { reason, domain: DOMAIN, metadata } };
}

function badRequest(refused: readonly Refused[]) {
  const fieldViolations = refused.map(({ campo, mensaje }) => ({ field: campo, description: mensaje }));
  return { desc: BadRequestSchema, value: { fieldViolations } };
}
