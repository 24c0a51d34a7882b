import path from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import {
  type CallOptions,
  type ClientReadableStream,
  type ClientWritableStream,
  credentials,
  loadPackageDefinition,
  Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from '../gen/google/rpc/error_details_pb.ts';
import { StatusSchema } from '../gen/google/rpc/status_pb.ts';

/** What became of a call: an answer, or how it failed. */
export interface Outcome {
  readonly answer?: any;
  readonly code?: string | undefined;
  readonly message?: string;
  readonly reason?: string | undefined;
  readonly fields?: readonly (readonly [string, string])[];
  readonly retrySeconds?: number | undefined;
}

/** What a call says beside its message. */
export interface Said {
  readonly headers?: Record<string, string>;
  readonly timeoutMs?: number;
}

/** Somebody who speaks gRPC by `@grpc/grpc-js`, from the same protos. */
export interface GrpcJs {
  unary(service: string, method: string, request: object, said?: Said): Promise<Outcome>;
  /** Sends all messages, and ends. */
  sending(service: string, method: string, messages: readonly object[], said?: Said): Promise<Outcome>;
  reading(service: string, method: string, request: object, said?: Said): ClientReadableStream<any>;
  close(): void;
}

const PROTOS = path.join(import.meta.dirname, '../proto');
const FILES = ['ordenes', 'inventario', 'ubicaciones'].map((name) => `entregas/v1/${name}.proto`);
const definition = loadSync(FILES, { includeDirs: [PROTOS], enums: String, longs: Number, defaults: true });
const { v1 } = (loadPackageDefinition(definition) as any).entregas;

/** A client of the server on a port of this machine. */
export function grpcJs(port: number): GrpcJs {
  const clients = new Map<string, any>();
  const of = (service: string) => {
    if (!clients.has(service)) clients.set(service, new v1[service](`127.0.0.1:${port}`, credentials.createInsecure()));
    return clients.get(service);
  };
  return {
    unary: (service, method, request, said = {}) =>
      new Promise((resolve) => {
        of(service)[method](request, metadata(said), options(said), answered(resolve));
      }),
    sending: (service, method, messages, said = {}) =>
      new Promise((resolve) => {
        const call: ClientWritableStream<object> = of(service)[method](
          metadata(said),
          options(said),
          answered(resolve),
        );
        for (const message of messages) call.write(message);
        call.end();
      }),
    reading: (service, method, request, said = {}) => of(service)[method](request, metadata(said), options(said)),
    close: () => {
      for (const client of clients.values()) client.close();
    },
  };
}

function answered(resolve: (outcome: Outcome) => void) {
  return (error: ServiceError | null, answer: unknown) => resolve(error ? outcomeOf(error) : { answer });
}

/** How a call failed, with its details. */
export function outcomeOf({ code, details, metadata: trailers }: ServiceError): Outcome {
  const [packed] = trailers?.get('grpc-status-details-bin') ?? [];
  const any = packed ? fromBinary(StatusSchema, packed as Buffer).details : [];
  const find = (name: string) => any.find(({ typeUrl }) => typeUrl.endsWith(`/google.rpc.${name}`))?.value;
  const [info, bad, retry] = ['ErrorInfo', 'BadRequest', 'RetryInfo'].map(find);
  return {
    code: status[code],
    message: details,
    ...(info && { reason: fromBinary(ErrorInfoSchema, info).reason }),
    ...(bad && {
      fields: fromBinary(BadRequestSchema, bad).fieldViolations.map(({ field, description }) => [field, description]),
    }),
    ...(retry && { retrySeconds: Number(fromBinary(RetryInfoSchema, retry).retryDelay?.seconds) }),
  };
}

function metadata({ headers = {} }: Said): Metadata {
  const made = new Metadata();
  for (const [name, value] of Object.entries(headers)) made.set(name, value);
  return made;
}

function options({ timeoutMs }: Said): CallOptions {
  return timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs };
}
