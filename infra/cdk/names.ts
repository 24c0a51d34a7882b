/** What everything deployed is called by: names are stable, so that a stack can name what another one owns. */
export const PREFIX = 'alpes';

/** The physical name of a function, table or queue from its short name: `relay` → `alpes-relay`. */
export function physicalName(short: string): string {
  return `${PREFIX}-${short}`;
}

export const EVENT_LOG = physicalName('event-log');
export const KEYS = physicalName('claves');
export const BUS = PREFIX;
export const ARCHIVE = PREFIX;
/** The topic that notifications go out by. */
export const TOPIC = physicalName('avisos');
/** The WebSocket API, and under which name its id is exported; the stage that it and the other one have. */
export const LIVE = physicalName('vivo');
export const STAGE = 'v1';
/** The topic that alarms tell. */
export const ALARMS = physicalName('alarmas');

/** The parameter of the stack of the data that says whether what cannot be made again is protected: `true` or `false`. */
export const DELETION_PROTECTION = 'DeletionProtection';

/** The table of a projection, a notification or a technical function. */
export function viewTable(name: string): string {
  return physicalName(`vista-${name}`);
}
