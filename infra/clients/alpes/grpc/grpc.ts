import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import {
  type DescMessage,
  type DescMethod,
  type DescMethodStreaming,
  fromJson,
  type JsonValue,
  type Message,
  toJson,
} from '@bufbuild/protobuf';
import { Code, ConnectError, type Transport } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { InventarioService } from '#infra/clients/grpc/gen/entregas/v1/inventario_pb.ts';
import { OrdenesService } from '#infra/clients/grpc/gen/entregas/v1/ordenes_pb.ts';
import { UbicacionesService } from '#infra/clients/grpc/gen/entregas/v1/ubicaciones_pb.ts';
import { BadRequestSchema, ErrorInfoSchema } from '#infra/clients/grpc/gen/google/rpc/error_details_pb.ts';
import { connect } from '../connection.ts';
import { Failure, isUnreachable, UsageError } from '../failures.ts';
import { readText, textOf } from '../files.ts';
import { noteInterruption } from '../interruption.ts';
import type { GrpcOptions } from '../options.ts';
import { show, table } from '../output.ts';
import { didYouMean } from '../suggest.ts';

const CALLS: ReadonlyMap<string, DescMethod> = new Map(
  [OrdenesService, InventarioService, UbicacionesService].flatMap(({ methods }) =>
    methods.map((method): [string, DescMethod] => [method.localName, method]),
  ),
);

/**
 * Makes one call, and shows each message of its answer when it comes; without a name, shows which there are. Ctrl-C ends a
 * stream in good order. Throws UsageError for a call or a message that is none, and Failure with the status of one that failed.
 */
export async function grpc(name: string | undefined, options: GrpcOptions): Promise<void> {
  if (name === undefined) return list(options);
  const method = CALLS.get(name);
  if (!method) throw new UsageError(`no hay una llamada "${name}".${didYouMean(name, [...CALLS.keys()])}`);
  const transport = transportTo(options);
  const token = options.token ?? connect(options).token;
  const interruption = noteInterruption();
  const headers = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(options.clave && { 'idempotency-key': options.clave }),
  };
  try {
    // On gRPC's wire a call with one message each way is a stream too.
    const answer = await transport.stream(
      method as DescMethodStreaming,
      interruption.signal,
      options.plazo === undefined ? undefined : options.plazo * 1_000,
      headers,
      messages(method, options.datos),
    );
    for await (const message of answer.message) tell(options, method, message);
    await answer.trailer;
  } catch (error) {
    if (interruption.signal.aborted) return;
    throw failureOf(error, options.servidor);
  } finally {
    interruption.end();
  }
}

function list(options: GrpcOptions): void {
  const calls = [...CALLS].map(([llamada, { input, methodKind }]) => ({
    llamada,
    flujo: { unary: '', client_streaming: 'de envío', server_streaming: 'de respuesta', bidi_streaming: 'ambos' }[
      methodKind
    ],
    campos: input.fields.map(({ jsonName }) => jsonName),
  }));
  const rows = calls.map(({ llamada, flujo, campos }) => [llamada, flujo, campos.join(', ')]);
  show(options, { llamadas: calls }, () => table(['llamada', 'flujo', 'campos'], rows));
}

function transportTo({ servidor, ca }: GrpcOptions): Transport {
  if (!/^https?:\/\//.test(servidor) || !URL.canParse(servidor))
    throw new UsageError(`--servidor debe ser una URL como http://127.0.0.1:50051, no "${servidor}"`);
  return createGrpcTransport({ baseUrl: servidor, ...(ca !== undefined && { nodeOptions: { ca: readText(ca) } }) });
}

/** The messages to send: of stdin one a line as they come, of a file the one that it holds, and an empty one without either. */
async function* messages({ input, methodKind }: DescMethod, datos: string | undefined): AsyncGenerator<Message> {
  if (datos === '-' && methodKind === 'client_streaming') {
    for await (const line of createInterface({ input: process.stdin })) if (line.trim()) yield messageOf(input, line);
    return;
  }
  yield messageOf(
    input,
    datos === undefined ? '{}' : datos === '-' ? textOf(readFileSync(0), 'la entrada') : readText(datos),
  );
}

function messageOf(schema: DescMessage, text: string): Message {
  try {
    return fromJson(schema, JSON.parse(text) as JsonValue);
  } catch (error) {
    const fields = schema.fields.map(({ jsonName }) => jsonName).join(', ');
    throw new UsageError(`la petición no es de esta llamada (${(error as Error).message}); sus campos: ${fields}`);
  }
}

function tell(options: GrpcOptions, { output, methodKind }: DescMethod, message: Message): void {
  const json = toJson(output, message, { alwaysEmitImplicit: true });
  show(options, json, () => JSON.stringify(json, null, methodKind === 'server_streaming' ? undefined : 2));
}

function failureOf(error: unknown, servidor: string): Error {
  if (error instanceof UsageError) return error;
  if (error instanceof ConnectError && error.cause instanceof UsageError) return error.cause;
  if (isUnreachable(error)) return new Failure(`no hay un adaptador gRPC en ${servidor}; arránquelo con: npm run grpc`);
  if (!(error instanceof ConnectError)) return error as Error;
  const [info] = error.findDetails(ErrorInfoSchema);
  const [bad] = error.findDetails(BadRequestSchema);
  const fields = bad?.fieldViolations.map(({ field, description }) => `${field}: ${description}`).join('; ');
  const name = info?.reason ?? Code[error.code];
  // The message says of fields what they say themselves.
  return new Failure(`${name}: ${fields || error.rawMessage}`);
}
