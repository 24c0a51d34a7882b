import { contextos } from '#functions/contextos.ts';
import { LOCAL } from '#infra/cdk/names.ts';
import type { FaultOrder } from '#infra/grid/faults/fault.ts';
import { type FlowName, HOT_STOCK, HOT_VEHICLE, LOAD } from '../load/load.ts';

/** What is taken down in an experiment. */
export interface Component {
  readonly name: string;
  readonly title: string;
  readonly faults: readonly FaultOrder[];
  /** The flows that it takes with it: who sends one may be told to come again. */
  readonly takes: readonly FlowName[];
  /** How much longer than the outage a view may be behind; five seconds, unless there is a reason. */
  readonly after?: { readonly outages: number; readonly why: string };
}

/** What of the load is a command of a context. */
const COMMANDS: Readonly<Record<string, readonly FlowName[]>> = {
  ordenes: ['crearOrden'],
  bodegas: ['ingresarInventario', 'inventarioCaliente'],
  vehiculos: ['corregirVehiculo', 'vehiculoCaliente'],
  clientes: ['registrarCliente'],
  notificaciones: ['fijarPreferencias'],
};

/** A function that is down is one for which there is no room: Lambda says so, and nothing of it runs. */
const away = (name: string): FaultOrder => ({ kind: 'throttle', on: { function: LOCAL.of(name) } });

const everything = LOAD.map(({ name }) => name);

/** Everything that is taken down, in turn. A context's own are as its manifest has them. */
export const COMPONENTS: readonly Component[] = [
  ...contextos
    .filter(({ name }) => name in COMMANDS)
    .map(({ name, commands }) => ({
      name: `${name}-comandos`,
      title: `The commands of ${name}`,
      faults: Object.keys(commands).map(away),
      takes: COMMANDS[name] ?? [],
    })),
  ...contextos
    .filter(({ projections }) => Object.keys(projections).length > 0)
    .map(({ name, projections }) => ({
      name: `${name}-vistas`,
      title: `The projections of ${name}: ${Object.keys(projections).join(', ')}`,
      faults: Object.keys(projections).map(away),
      takes: [],
    })),
  { name: 'saga', title: 'The saga of the fulfilment', faults: [away('cumplimiento')], takes: [] },
  { name: 'avisos', title: 'Notifications', faults: [away('avisos')], takes: [] },
  { name: 'en-vivo', title: 'The live channel', faults: [away('difusion'), away('suscribir')], takes: [] },
  { name: 'relay', title: 'The relay from the log to the bus', faults: [away('relay')], takes: [] },
  {
    name: 'bus',
    title: 'The targets of the bus',
    faults: [{ kind: 'error', on: { delivery: 'arn:aws:sqs:*', from: 'events' } }],
    takes: [],
    after: { outages: 1, why: 'EventBridge doubles its waits, and no template changes that' },
  },
  {
    name: 'base-lenta',
    title: 'The database throttles half of its answers',
    faults: [{ kind: 'throttle', on: { call: 'dynamodb:*', by: LOCAL.of('*') }, rate: 0.5 }],
    takes: everything,
  },
  {
    name: 'base-con-errores',
    title: 'The database fails, one time in five after it has done its part',
    faults: [
      { kind: 'error', on: { call: 'dynamodb:*', by: LOCAL.of('*') }, rate: 0.2 },
      { kind: 'lostAck', on: { call: 'dynamodb:*', by: LOCAL.of('*') }, rate: 0.05, seed: 2 },
    ],
    takes: everything,
  },
  {
    name: 'vehiculo-caliente',
    title: 'The key of one vehicle',
    faults: [{ kind: 'error', on: { call: 'dynamodb:*', by: LOCAL.of('*'), key: `vehiculo#${HOT_VEHICLE}*` } }],
    takes: ['vehiculoCaliente'],
  },
  {
    name: 'inventario-caliente',
    title: 'The key of one SKU in one warehouse',
    faults: [
      {
        kind: 'error',
        on: {
          call: 'dynamodb:*',
          by: LOCAL.of('*'),
          key: `inventario#${HOT_STOCK.bodegaId}:${HOT_STOCK.sku}*`,
        },
      },
    ],
    takes: ['inventarioCaliente'],
  },
];
