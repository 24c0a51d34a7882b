import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context, SQSEvent } from 'aws-lambda';
import { arriving } from '#shared/model/arriving.ts';
import { type AnyCommand, namesStreams } from '#shared/model/command.ts';
import type { Actor } from '#shared/model/envelope.ts';
import { isRejection, type Rejection, type Rejections } from '#shared/model/rejection.ts';
import { decide } from '../eventLog/decide.ts';
import { directoriesOnce, type ReadDirectories } from '../eventLog/directory.ts';
import { type CommandRequest, type Outcome, TooEarly } from '../eventLog/request.ts';
import { digestOf } from '../ids.ts';
import { keyedDigest, secretOf } from '../personalData/secret.ts';
import { count, logger } from '../telemetry.ts';
import { firstTraceparent } from '../tracing/context.ts';
import { traced } from '../tracing/traced.ts';
import { validate } from '../validate.ts';
import { byMessage, oneByOne } from './batch.ts';
import { callerFor } from './caller.ts';
import { correlationOf, header, tokenHeader } from './headers.ts';
import { answer, bareInput, inputOf, isFromApi } from './http.ts';
import { httpFunction, queueFunction } from './middleware.ts';
import { triedFor } from './patience.ts';
import { faultOf, problem } from './problem.ts';
import { Later } from './putBack.ts';
import type { Received } from './recorded.ts';

/** The actor of an invocation without API or queue; who may do that is for IAM to say. */
const DIRECT: Actor = { subject: 'invocacion-directa', scopes: [] };

/** When a request is looked at again: five times what a view takes to follow a command (0.4 s on AWS). */
const AGAIN_SECONDS = 2;

/**
 * A command as a Lambda. It takes a request of the API, a batch of its queue, or its bare input (an invocation by hand).
 * @param meanings what the command's rejection codes mean to a caller.
 */
export function commandHandler(name: string, command: AnyCommand, meanings: Rejections) {
  const run = async (
    asked: CommandRequest,
    schema = command.accepts,
    read = directoriesOnce(),
  ): Promise<Outcome | Rejection> => {
    const input = validate(schema, asked.input);
    const result = await traced([{ traceparent: asked.traceparent, id: asked.commandId }], (handOn) =>
      decide(command, { ...asked, input, ...(handOn && { traceparent: handOn }) }, read),
    );
    count(isRejection(result) ? 'Rechazos' : 'Comandos');
    logger.info(
      name,
      isRejection(result) ? { rechazo: result.rejected } : { flujo: result.stream, version: result.version },
    );
    return result;
  };

  const fromApi = httpFunction(async (event) => {
    const actor = await callerFor(command, event);
    const result = await run(await fromHttp({ name, command, actor }, event));
    if (isRejection(result)) throw faultOf(result, meanings);
    return success(command, result);
  });

  const fromBus = command.request ? arriving(command.accepts, name) : command.accepts;
  const fromQueue = queueFunction({
    by: byMessage,
    work: (groups, failed) => {
      const read = directoriesOnce();
      return oneByOne((received) => fromRequest(received, read)).work(groups, failed);
    },
  });

  /** A refusal ends the message: to ask again would give the same answer. What a saga must know is told by a fact. */
  async function fromRequest({ event: { data, metadata }, record }: Received, read: ReadDirectories): Promise<void> {
    const request = {
      input: data,
      commandId: metadata.id,
      comesAgain: true,
      correlationId: metadata.correlationId,
      causationId: metadata.id,
      actor: { subject: metadata.actor, scopes: [] },
      ...(metadata.traceparent && { traceparent: metadata.traceparent }),
      isNew: triedFor(record) < AGAIN_SECONDS,
    };
    const result = await run(request, fromBus, read).catch((error) => {
      throw error instanceof TooEarly ? new Later(AGAIN_SECONDS) : error;
    });
    if (isRejection(result))
      logger.warn(`${name} was refused: ${result.rejected}`, { detail: result.detail, causa: metadata.id });
  }

  const byHand = async (input: unknown, context: Context): Promise<unknown> => {
    try {
      const id = context.awsRequestId;
      const result = await run({
        input: bareInput(input),
        commandId: id,
        // Lambda itself repeats what was invoked asynchronously, under the same id.
        comesAgain: true,
        correlationId: id,
        causationId: id,
        actor: DIRECT,
        traceparent: firstTraceparent(undefined),
      });
      if (isRejection(result)) throw faultOf(result, meanings);
      return result;
    } catch (error) {
      return JSON.parse(problem(error, context.awsRequestId).body);
    }
  };

  return (event: unknown, context: Context): Promise<unknown> => {
    if (isFromApi(event)) return fromApi(event, context);
    if (isFromQueue(event)) return fromQueue(event, context);
    return byHand(event, context);
  };
}

/** An input never has messages of a queue: no field of ours is called so. */
function isFromQueue(event: unknown): event is SQSEvent {
  return typeof event === 'object' && event !== null && 'Records' in event && Array.isArray(event.Records);
}

interface Called {
  readonly name: string;
  readonly command: AnyCommand;
  readonly actor: Actor;
}

async function fromHttp(called: Called, event: APIGatewayProxyEvent): Promise<CommandRequest> {
  const key = tokenHeader(event, 'Idempotency-Key');
  const requestId = event.requestContext.requestId;
  return {
    input: inputOf(event),
    commandId: key ? await commandIdOf(called, key) : requestId,
    comesAgain: key !== undefined,
    correlationId: correlationOf(event),
    causationId: requestId,
    actor: called.actor,
    traceparent: firstTraceparent(header(event, 'traceparent')),
  };
}

/** The id of a command, the same whenever its caller repeats it. One that names a stream can be guessed by nobody else. */
async function commandIdOf({ name, command, actor }: Called, key: string): Promise<string> {
  return namesStreams(command) ? keyedDigest(name, actor.subject, key) : digestOf([name, actor.subject, key]);
}

async function success(
  command: AnyCommand,
  { id, stream, version, repeated, told }: Outcome,
): Promise<APIGatewayProxyResult> {
  const place = command.http?.split('/').at(-1);
  const { secret } = command.tells ?? {};
  const texts = secret?.texts(told, id);
  return answer(
    command.creates ? 201 : 200,
    {
      ...told,
      ...(secret && texts && { secreto: secret.prefix + (await secretOf(texts)) }),
      id,
      version,
      flujo: stream,
    },
    {
      ...(texts && { 'Cache-Control': 'no-store' }),
      ETag: `"${version}"`,
      ...(repeated && { 'Idempotency-Replayed': 'true' }),
      // Relative to what was asked, as RFC 9110 lets it be: a stage or a domain may put something before the path.
      ...(command.creates && { Location: `${place}/${encodeURIComponent(id)}` }),
    },
  );
}
