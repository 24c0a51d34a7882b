import { CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { FileStore } from '#shared/model/fileStore.ts';
import type { AnyLive } from '#shared/model/live.ts';
import type { QueueNames, ViewNames } from '#shared/runtime/environment.ts';
import type { FunctionCode } from '../code.ts';
import { watchStranded } from '../constructs/alarms.ts';
import { bucketName } from '../constructs/arns.ts';
import { metersOf } from '../constructs/edge/plan.ts';
import type { AlpesFunction, Deployment } from '../constructs/function.ts';
import {
  commandFunction,
  notificationFunction,
  projectionFunction,
  queryFunction,
  sagaFunction,
} from '../constructs/kinds.ts';
import { stageUrl } from '../constructs/liveApi.ts';
import { Fed } from '../constructs/queue.ts';
import { serve, settingsDigest } from '../constructs/release.ts';
import { type Placement, StageStack } from '../constructs/stageStack.ts';
import { type Surroundings, technicalFunction } from '../constructs/technical.ts';
import type { StageSettings } from '../defaults.ts';
import {
  type Declared,
  isBehindApi,
  isCalledFromOutside,
  sendsMessages,
  servesPages,
  tellsOutside,
} from '../derive/functions.ts';
import { memoryOf } from '../derive/memory.ts';
import { architectureOf, type GridFeatures } from '../grids.ts';

interface Props {
  readonly functions: readonly Declared[];
  readonly settings: StageSettings;
  readonly features: GridFeatures;
  readonly code: FunctionCode;
  readonly eventLog: Table;
  /** Tables of other systems, by name. */
  readonly foreign: ReadonlyMap<string, Table>;
  readonly lives: readonly AnyLive[];
  /** Where files are: the pages put and get them there. */
  readonly stores: readonly FileStore[];
  /** The queues of all functions. */
  readonly queues: QueueNames;
  /** The views of all functions. */
  readonly views: ViewNames;
  /** The root of the API, where it stands already: the functions whose messages lead there come after it. */
  readonly apiUrl?: string;
}

function functionOf(scope: Construct, declared: Declared, surroundings: Surroundings): AlpesFunction {
  const { deployment } = surroundings;
  switch (declared.kind) {
    case 'command':
      return commandFunction(scope, declared, deployment);
    case 'query':
      return queryFunction(scope, declared, deployment);
    case 'projection':
      return projectionFunction(scope, declared, deployment);
    case 'saga':
      return sagaFunction(scope, declared, deployment);
    case 'notification':
      return notificationFunction(scope, declared, deployment);
    case 'technical':
      return technicalFunction(scope, declared, surroundings);
  }
}

/** The functions of one context. Who may sign tokens is a parameter: the template is the same for every grid. */
export class ContextStack extends StageStack {
  constructor(
    scope: Construct,
    short: string,
    { functions, settings, features, code, stores, queues, views, apiUrl, ...surroundings }: Props,
  ) {
    super(scope, short, { settings, features });
    const { cors, plan, shift } = settings.account;
    const deployment: Deployment = {
      settings,
      code,
      queues,
      views,
      architecture: architectureOf(features),
      memory: Object.fromEntries(functions.map((declared) => [declared.name, memoryOf(declared)])),
      pageUrl: apiUrl && this.#pageUrl(apiUrl),
      senders: functions.some(sendsMessages) ? this.#senders() : undefined,
      outside: functions.some(tellsOutside) ? this.#outside() : undefined,
      tokens: functions.some(isCalledFromOutside) ? this.#tokens() : undefined,
      cors: cors && { CORS_ORIGINS: cors.join(' ') },
      meters: plan && { METERS: JSON.stringify(metersOf(this.names, plan)) },
      page: functions.some(servesPages) ? this.#page({ settings, features }, stores) : undefined,
    };
    const digest = shift && functions.some(isBehindApi) ? settingsDigest(this) : undefined;
    for (const declared of functions) {
      const made = functionOf(this, declared, { deployment, ...surroundings });
      if (digest && isBehindApi(declared)) serve(made, digest);
    }
    // Its metric is the context's, as of all that functions count: one alarm for all of its queues, in its own stack and not in
    // that of what comes after the API.
    const isFed = this.node.findAll().some((one) => one instanceof Fed);
    if (isFed && !apiUrl) watchStranded(this, (functions[0] as Declared).context.name);
  }

  #page({ settings: { account }, features: { sockets } }: Placement, stores: readonly FileStore[]): Deployment['page'] {
    const parameter = (name: string, description: string, usual = '') =>
      new CfnParameter(this, name, { type: 'String', description, default: usual }).valueAsString;
    const live = account.live ? `wss://${account.live.name}` : stageUrl(this, 'wss');
    return {
      LIVE_URL: sockets ? live : '',
      PAGE_ISSUER: parameter('PageIssuer', 'The OpenID provider by which people sign in to the pages: its address'),
      PAGE_CLIENT: parameter('PageClient', 'As which of its clients the pages present themselves', 'torre'),
      PAGE_SCOPES: parameter(
        'PageScopes',
        'What the pages ask it for, with spaces between; Cognito gives only the rights that are named',
        'openid profile',
      ),
      PAGE_ORIGINS: Fn.join(' ', [
        parameter(
          'PageOrigins',
          'Origins that the pages may ask beside it, with spaces: of its token endpoint (Cognito has another)',
        ),
        ...stores.map(({ name }) => `https://${bucketName(this, name)}.s3.${this.region}.${this.urlSuffix}`),
      ]),
      PAGE_TILES: parameter(
        'PageTiles',
        'Where the map gets its tiles: https://…/{z}/{x}/{y}.png; without it there are no streets',
      ),
    };
  }

  /** Of a domain of one's own, by a parameter; else that of the API, which has the pages too. */
  #pageUrl(apiUrl: string): string {
    const given = new CfnParameter(this, 'PageUrl', {
      type: 'String',
      default: '',
      description: 'The root of the pages, as customers know it; that of the API where it is empty',
    }).valueAsString;
    const none = new CfnCondition(this, 'NoPageUrl', { expression: Fn.conditionEquals(given, '') });
    return Fn.conditionIf(none.logicalId, apiUrl, given).toString();
  }

  /** Nobody, unless they are given: then nothing goes out, and messages say so. */
  #senders(): Deployment['senders'] {
    const parameter = (name: string, allowedPattern: string, description: string) =>
      new CfnParameter(this, name, { type: 'String', default: '', allowedPattern, description }).valueAsString;
    return {
      SMS_SENDER: parameter(
        'SmsSender',
        '^$|^\\+?[0-9]{5,14}$|^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$',
        'What text messages come from: a number of this account, or a name (sender ID); nobody sends any where it is empty',
      ),
      MAIL_SENDER: parameter(
        'MailSender',
        '^$|^[^@\\s<>]+@[^@\\s<>]+$',
        'The address that mail comes from, which SES has verified; nobody sends any where it is empty',
      ),
    };
  }

  #outside(): Deployment['outside'] {
    const description = 'Whether webhooks may lead to the machine itself, by http: "si" for development, else "no"';
    const parameter = new CfnParameter(this, 'WebhookLoopback', { type: 'String', default: 'no', description });
    return { WEBHOOK_LOOPBACK: parameter.valueAsString };
  }

  #tokens(): Deployment['tokens'] {
    const parameter = (name: string, description: string, allowedPattern?: string) =>
      new CfnParameter(this, name, { type: 'String', description, ...(allowedPattern && { allowedPattern }) })
        .valueAsString;
    return {
      TOKEN_ISSUER: parameter('TokenIssuer', 'Who signs the tokens (their "iss")'),
      TOKEN_AUDIENCE: parameter(
        'TokenAudience',
        'Whom the tokens are for: their "aud", or the "client_id" of those that have none; several with spaces between',
      ),
      TOKEN_KEYS: parameter(
        'TokenKeys',
        'Where the public keys are: an https: address of a JWKS, or a data: URL with one',
        // Whoever is on the way of a plain http: address could put keys of their own there.
        '(https://|data:).+',
      ),
    };
  }
}
