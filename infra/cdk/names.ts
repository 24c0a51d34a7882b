/**
 * The stages that there may be in an account and region, side by side; what each is like stands in `defaults.ts`. What is
 * restored from a copy of `prod` comes up as `relevo`, and of that as `prod` again.
 */
export const STAGES = ['dev', 'prod', 'relevo'] as const;

export type Stage = (typeof STAGES)[number];

/** Where everything of the sources comes from on the bus, `alpes.<context>`, in any stage. */
export const SOURCE = 'alpes';

/** The stage that the REST API and the WebSocket API have: each has one, whatever the stage of the system. */
export const API_STAGE = 'v1';

/** The alias by which the REST API calls its functions, where they have versions. */
export const SERVING = 'vigente';

/** The stack on which all others depend, and that of the public API: their short names. */
export const DATA_STACK = 'datos';
export const API_STACK = 'api';
/** The stack of the API's alarms and of what moves functions' aliases by them: it has to be there before what is released. */
export const WATCH_STACK = 'vigilancia';

/** The parameter of the stack of the data that says whether what cannot be made again is protected: `true` or `false`. */
export const DELETION_PROTECTION = 'DeletionProtection';

/** The parameter with a digest of the values of a stack's other parameters, where functions have versions. */
export const SETTINGS_DIGEST = 'SettingsDigest';

/** A stage by its name, or an error that lists them. */
export function stageNamed(name: string): Stage {
  const found = STAGES.find((stage) => stage === name);
  if (!found) throw new Error(`There is no stage "${name}"; there are: ${STAGES.join(', ')}.`);
  return found;
}

/** What everything of one stage is called by: names are stable, so that a stack can name what another one owns. */
export class Names {
  readonly stage: Stage;
  /** What there is one of in a stage is called by this alone: the API, the bus, its archive, the dashboard, the namespace of metrics. */
  readonly system: string;
  readonly eventLog: string;
  readonly keys: string;
  /** The topic by which messages get to the queues of their channels. */
  readonly topic: string;
  /** SES's configuration set: by it is told what becomes of mail. */
  readonly mail: string;
  /** The topic that alarms tell. */
  readonly alarms: string;
  /** The alarms of what users of the API feel, where others name them: that it fails, and that it is slow. */
  readonly apiAlarms: { readonly failing: string; readonly slow: string };
  /** The WebSocket API, and under which name its id is exported. */
  readonly live: string;

  constructor(stage: Stage) {
    this.stage = stage;
    this.system = `alpes-${stage}`;
    this.eventLog = this.of('event-log');
    this.keys = this.of('claves');
    this.topic = this.of('avisos');
    this.mail = this.of('correo');
    this.alarms = this.of('alarmas');
    this.apiAlarms = { failing: this.of('api-falla'), slow: this.of('api-lenta') };
    this.live = this.of('vivo');
  }

  /** The physical name of a function, a table, a queue, a stack or a bucket, from its short name: `relay` → `alpes-dev-relay`. */
  of(short: string): string {
    return `${this.system}-${short}`;
  }

  /** The table of a projection, a notification or a technical function. */
  view(name: string): string {
    return this.of(`vista-${name}`);
  }

  /** The short name of a physical one; one that is short already stays so. */
  short(name: string): string {
    const prefix = this.of('');
    return name.startsWith(prefix) ? name.slice(prefix.length) : name;
  }
}

/** What is meant where nobody says a stage: on this machine and on emulators. On AWS somebody has to. */
export const DEVELOPMENT: Stage = 'dev';

/** What everything is called on a grid that was started from this project. */
export const LOCAL = new Names(DEVELOPMENT);
