import type { Clock } from './clock.ts';
import type { Strikes, ThroughFaults } from './faults/strike.ts';
import type { Meter } from './meter/meter.ts';
import type { Outbox } from './outbox.ts';
import type { Store } from './store.ts';

/** The account and region of every ARN in the grid. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** JSON whose shape only its reader knows: a template's properties, a request, a policy document. */
export type JsonObject = Record<string, any>;

/** An error as AWS answers it: `code` is what the SDK puts in `error.name`. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Extra members of the error's body (`CancellationReasons`, `Item`). */
  readonly members: Record<string, unknown>;

  constructor(code: string, message: string, status = 400, members: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.members = members;
  }
}

/** Who calls, and from where: a role, or (any key that the grid did not give out) the owner, who may do everything. */
export interface Principal {
  /** `undefined` for the owner. */
  readonly roleArn?: string;
  readonly arn: string;
  readonly sourceIp?: string;
}

/** One right that a call needs: `dynamodb:PutItem` on a table's ARN, with the condition keys the call carries. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  /** The resource whose policy speaks for this one: an object has that of its bucket. By default its own. */
  readonly policyOf?: string;
  /** Values by condition key, e.g. `{ 'dynamodb:LeadingKeys': ['orden#1'] }`. */
  readonly context?: Record<string, string | readonly string[]>;
}

/** A request to an action, read from its wire protocol. */
export interface Call {
  readonly input: JsonObject;
  /** The body as it came, for a service that forwards it. */
  readonly body: Buffer;
  readonly headers: Record<string, string | undefined>;
  readonly principal: Principal;
}

/** An answer that is not plain JSON output: REST services and forwarded answers use it. */
export class RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer | string;

  constructor(status: number, headers: Record<string, string>, body: Buffer | string) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** One action of an AWS API. One file per action; `service.ts` of the service holds the table. */
export interface Action {
  /** Only for REST services: `POST /2015-03-31/functions/{FunctionName}/invocations`; path and query parameters land in `input`. */
  readonly http?: string;
  /** The rights the call needs; checked before `run` unless the caller is the owner. */
  permissions(input: JsonObject): Permission[];
  /** Gives the output's members, or a `RawAnswer`. Throws `AwsError`. */
  run(call: Call): Promise<unknown> | unknown;
}

/** A resource of the template, its intrinsics already resolved. */
export interface ResourceInput {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** What a name is when the template gives none: `<stack>-<logicalId>-<hash>`, stable over deployments. */
  readonly defaultName: string;
  /** That nothing calls it: it provides custom resources, and the grid does all of those itself. */
  readonly idle?: boolean;
}

/** A resource that the template no longer has. */
export interface RemovedResource extends ResourceInput {
  /** What `Ref` gave; `null` when it was not made to its end. */
  readonly ref: string | null;
}

/** What `Ref` and `Fn::GetAtt` of the resource give. */
export interface Deployed {
  readonly ref: string;
  readonly attributes: Record<string, unknown>;
}

/** A CloudFormation type that the grid acts on. */
export interface ResourceType {
  /** The top-level properties that this type acts on; `all` where each app has its own. */
  readonly acted: readonly string[] | 'all';
  /** Properties accepted although they change nothing on a laptop, each with the reason (it goes into `docs/grids.md`). */
  readonly inert: Record<string, string>;
  /** That it is a custom resource of the CDK which the grid does itself: the function that it names is not called. */
  readonly native?: true;
  /**
   * Reads the properties before anything is touched. What only a deployment knows (another resource's ARN) is a text that
   * stands for it. Throws for what `ensure` would refuse of them, so that a template is told all of it at once.
   */
  check?(resource: ResourceInput): void;
  /** Creates the resource, or brings the existing one to these properties. Must be idempotent: it runs at every start. */
  ensure(resource: ResourceInput): Promise<Deployed> | Deployed;
  /** Removes a resource that the template no longer has. */
  remove(resource: RemovedResource): Promise<void> | void;
}

/** An AWS service of the grid. */
export interface Service {
  /** The signing name: `dynamodb`, `sqs`, `events`, `lambda`, `apigateway`, … */
  readonly name: string;
  readonly actions: Record<string, Action>;
  readonly resources: Record<string, ResourceType>;
  /** Called once before the template is deployed. */
  start?(): Promise<void> | void;
  /** Called once after the template is deployed: pollers, schedules and redeliveries begin here. */
  run?(): Promise<void> | void;
  /** Stops cleanly: nothing accepted is lost. */
  stop?(): Promise<void> | void;
}

/** A payload on its way to a queue, a topic or a function, by ARN. */
export interface Delivery {
  readonly body: string;
  /** SQS message attributes / SNS message attributes, as their API has them. */
  readonly attributes?: JsonObject;
  readonly messageGroupId?: string;
  readonly messageDeduplicationId?: string;
  readonly subject?: string;
  /** How much later than otherwise a queue shows it. */
  readonly delayMs?: number;
  /** The trace header of whoever caused it. */
  readonly trace?: string;
}

/** Something that takes deliveries durably, from inside a unit of work of the store. */
export interface Receiver {
  /**
   * Takes `delivery` for `arn`. Runs inside `store.write`: it only writes rows, and leaves what must come after them
   * (waking a poller) to a microtask. A commit is one synchronous run, so a microtask comes after it; after a rollback
   * too, so it looks at the rows again. Throws `AwsError` when there is no such resource or `source` may not send to it.
   */
  accept(arn: string, delivery: Delivery, source: Source): void;
}

/** Which service sends, and for which resource: checked against resource policies (`aws:SourceArn`). */
export interface Source {
  /** `events.amazonaws.com`, `sns.amazonaws.com`, … */
  readonly service: string;
  readonly arn: string;
  /** The role by whose right it sends, which the sender has checked: then the resource needs no policy that lets the service. */
  readonly roleArn?: string;
}

/** A message as a poller receives it: the shape of `Records[]` in a Lambda's SQS event is made from it. */
export interface QueueMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  /** `ApproximateReceiveCount`, `SentTimestamp`, `SenderId`, `ApproximateFirstReceiveTimestamp`, `MessageGroupId`, … */
  readonly attributes: Record<string, string>;
  readonly messageAttributes: JsonObject;
}

/** Queues, as the Lambda service's event source mappings use them, in process. */
export interface Queues {
  /** Up to `max` visible messages, waiting up to `waitMs` for the first; each hidden for `visibilityMs` or the queue's own timeout. */
  receive(arn: string, max: number, waitMs: number, signal: AbortSignal): Promise<QueueMessage[]>;
  delete(arn: string, receiptHandles: readonly string[]): Promise<void>;
  /** For how long a message that was received is hidden, where nobody says otherwise. */
  visibilityOf(arn: string): number;
  /** Shows messages at once that nothing was done with: as if they had not been received. */
  giveBack(arn: string, receiptHandles: readonly string[]): Promise<void>;
  /** Gives messages up without showing them: they stay hidden for the rest of their time, in the grid's next life too. */
  leave(arn: string, receiptHandles: readonly string[]): Promise<void>;
}

/** DynamoDB streams, as event source mappings use them, in process. */
export interface Streams {
  /** Records after `position` (a sequence number; `undefined`: from the oldest kept), at most `limit`, in order. */
  read(streamArn: string, position: string | undefined, limit: number): Promise<StreamRecord[]>;
  /** The position after the last record written so far: where a `LATEST` mapping begins. */
  latest(streamArn: string): Promise<string | undefined>;
  /** The id of the shard that holds the records: the streams of the grid have one. */
  shard(streamArn: string): Promise<string>;
  /** Calls `listener` soon after each write to the stream's table; gives back how to stop. */
  onWrite(streamArn: string, listener: () => void): () => void;
  /** The partition key's attribute, by which parallel batches keep their order. */
  partitionKey?(streamArn: string): string | undefined;
}

/** A record of a DynamoDB stream in the shape that Lambda passes on (`eventID`, `eventName`, `dynamodb`, …). */
export type StreamRecord = JsonObject & { readonly dynamodb: { readonly SequenceNumber: string } };

/** The answer of a function. */
export interface Invocation {
  /** The JSON text the function returned, or the error object's. */
  readonly payload: string;
  readonly functionError?: 'Handled' | 'Unhandled';
  /** The last 4 KiB of its log. */
  readonly logTail: string;
  readonly requestId: string;
}

/** Functions, as API Gateway and EventBridge use them, in process. */
export interface Functions {
  /** Waits for the answer of a name or any ARN; `trace` is the caller's. Throws `AwsError` (no such function, throttled). */
  invoke(target: string, payload: string, trace?: string): Promise<Invocation>;
}

/** Roles and policies. */
export interface Access {
  /** Throws `AccessDeniedException` that names principal, action and resource, as AWS words it. */
  check(principal: Principal, permission: Permission): void;
  /** The same for somebody who has signed nothing: only the resource's policy can let that. */
  checkAnonymous(permission: Permission): void;
  /** The same for a service against the policy that `setResourcePolicy` registered. A source with a role passes: it was checked. */
  checkService(source: Source, permission: Permission): void;
  /** Registers (or with `undefined` removes) the policy document of a resource. */
  setResourcePolicy(resourceArn: string, owner: string, policy: JsonObject | undefined): void;
  /** A key pair for an instance that runs as this role; the endpoint maps the key back to the role and its session's name. */
  credentialsFor(
    roleArn: string,
    session?: string,
  ): { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  /** @throws ExpiredTokenException for a temporary key that is over. */
  principalOf(accessKeyId: string | undefined): Principal;
  /** The secret of a key that a grid gave out; of others nobody here knows it. */
  secretOf(accessKeyId: string): string | undefined;
}

/** Traces, as services tell of their part in a request. */
export interface Traces {
  /** Where functions send segment documents (UDP): `127.0.0.1:port`, known once the service is started. */
  readonly daemon: string;
  /** Keeps a segment in the shape of X-Ray's documents. */
  tell(segment: JsonObject): void;
}

/** What every service of the grid is given. Services that need each other find each other here, after `start`. */
export interface GridContext {
  readonly store: Store;
  readonly clock: Clock;
  /** Where files go: `.alpes/`, or a temporary folder for a grid that keeps nothing. */
  readonly dataFolder: string;
  /** Where what can be made again is kept; other grids may use it at the same time. */
  readonly cacheFolder: string;
  /** Where the app comes from, whose own packages of the AWS SDK functions find where the grid has none: its assembly's folder. */
  readonly appFolder: string;
  /** Nothing survives this process: durability may be traded for speed. */
  readonly inMemory: boolean;
  /** The address that servers listen on. */
  readonly host: string;
  /** `http://127.0.0.1:4566`, known once the endpoint listens (before the template is deployed). */
  readonly endpoint: string;
  readonly access: Access;
  readonly meter: Meter;
  /** Where what would leave this machine goes instead. */
  readonly outbox: Outbox;
  readonly faults: Strikes;
  /** Does a call of an AWS API through the faults that strike it. */
  readonly throughFaults: ThroughFaults;
  readonly queues: Queues;
  readonly streams: Streams;
  readonly functions: Functions;
  readonly traces: Traces;
  /** Receivers by service in the ARN: `sqs`, `sns`, `lambda`, `events`. */
  readonly receivers: Record<string, Receiver>;
  /** A text of a template, with the URLs of APIs as they are on this machine. */
  withLocalUrls(text: string): string;
  /** The folder with the unpacked code of a file asset, from its S3 location in the template. */
  assetFolder(bucket: string, key: string): string;
  /** A line for the operator; function logs go to the Lambda service's own place. */
  log(line: string): void;
}
