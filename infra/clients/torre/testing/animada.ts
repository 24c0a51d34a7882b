import { type ApiClient, apiClient } from '#infra/clients/api/client.ts';
import { diaDePedidos } from '#infra/lab/data/dia.ts';
import { share } from '#infra/lab/driver/chance.ts';
import { listed, tolerant } from '#infra/lab/driver/empresa.ts';
import { register, usualDriver } from '#infra/lab/driver/encargado.ts';
import { inParallel, pause } from '#infra/lab/driver/pool.ts';
import { seed } from '#infra/lab/seed.ts';
import { type System, startSystem } from '#infra/lab/system.ts';
import { tenInTheMorning } from '#infra/lab/testing/morning.ts';

const ORDERS = 44;
/** Those of them that come once the vehicles have left: they are planned, and wait to leave. */
const LATE = 10;
/** Vehicles on the road. */
const ON_ROAD = 4;
const LOOK_MS = 250;
const MOST_LOOKS = 480;

const CLIENTES = [
  'tienda-42',
  'cafe-del-parque',
  'libreria-lerner',
  'floreria-rosales',
  'mercado-norte',
  'optica-andina',
];
const NOMBRES = [
  'Ana Rojas',
  'Luis Mora',
  'Camila Peña',
  'Jorge Ávila',
  'Sofía Nieto',
  'Pedro Gil',
  'Laura Ruiz',
  'Iván Cano',
];

/** A morning in the middle of its work: some have what they ordered, some wait, up to four vans are on the road. */
export interface Animada {
  readonly system: System;
  /** A van on the road, who drives it, and the order that it brings next. */
  readonly placa: string;
  readonly conductorId: string;
  readonly ordenId: string;
  /** Whose that is. */
  readonly clienteId: string;
  /** A warehouse from which something is still to leave. */
  readonly bodegaId: string;
}

interface Parada {
  readonly ordenId: string;
  readonly clienteId: string;
  readonly zona: { readonly lat: number; readonly lon: number };
}

/**
 * Starts a system of its own, where it is ten in the morning, and brings it there through the public API. The same each
 * time, save ids and times.
 */
export async function empezarAnimada(): Promise<Animada> {
  const system = await startSystem();
  const dia = tenInTheMorning(system.grid);
  const api = apiClient(system.apiUrl, await system.issuer.operator());
  await seed(api, { units: 2_000, vehicles: 3 });
  const pedidos = pedidosDelDia(system.grid.clock.now());
  const ids = await pedir(api, pedidos.slice(LATE));
  for (const id of ids.slice(0, 3))
    await tolerant(api.post(`/ordenes/${id}/cancelacion`, { motivo: 'Ya no la necesita' }, id));
  const planes = await listed<{ vehiculoId: string; paradas: readonly unknown[] }>(api, '/planes', { dia });
  const placas = planes
    .toSorted((a, b) => b.paradas.length - a.paradas.length || a.vehiculoId.localeCompare(b.vehiculoId))
    .map(({ vehiculoId }) => vehiculoId);
  let onRoad = 0;
  for (const placa of placas) {
    if (onRoad === ON_ROAD) break;
    const conductorId = usualDriver(placa);
    await register(api, placa);
    await until(() => tolerant(api.post(`/conductores/${conductorId}/jornadas`, { dia, vehiculoId: placa }, placa)));
    const conductor = apiClient(system.apiUrl, await system.issuer.driver(conductorId));
    if (!(await soon(() => tolerant(conductor.post(`/vehiculos/${placa}/rutas`, { dia }))))) continue;
    await repartir(api, { placa, cuantas: 2 + onRoad++ });
  }
  let enTransito: { readonly vehiculoId: string } | undefined;
  await until(async () => {
    [enTransito] = await listed<NonNullable<typeof enTransito>>(api, '/ordenes', { estado: 'enTransito' });
    return enTransito !== undefined;
  });
  const { vehiculoId: placa = '' } = enTransito ?? {};
  const [siguiente] = await listed<Parada>(api, `/vehiculos/${placa}/ruta`);
  const { ordenId = '', clienteId = '' } = siguiente ?? {};
  await pedir(api, pedidos.slice(0, LATE));
  const [porSalir] = await listed<{ bodegaId: string }>(api, '/planes', { dia });
  return {
    system,
    placa,
    conductorId: usualDriver(placa),
    ordenId,
    clienteId,
    bodegaId: porSalir?.bodegaId ?? 'BOG-NORTE',
  };
}

/** Orders from all over the city, some for what there is not enough of. */
function pedidosDelDia(now: number) {
  return diaDePedidos(ORDERS, now).map(({ cuerpo: { destino, lineas, ventana } }, at) => ({
    referencia: `P-${1_040 + at}`,
    clienteId: CLIENTES[at % CLIENTES.length],
    destinatario: { nombre: NOMBRES[at % NOMBRES.length], telefono: `+57 300 555${String(1_000 + at)}` },
    destino: { ...destino, direccion: calle(at) },
    lineas: at % 15 === 9 ? [{ sku: 'PAPEL-12', cantidad: 90 }] : lineas,
    ...(at % 6 === 5 && { ventana }),
  }));
}

/** Asks for them, and waits until almost all have their place in a plan. Gives their ids. */
async function pedir(api: ApiClient, pedidos: ReturnType<typeof pedidosDelDia>): Promise<readonly string[]> {
  const ids: string[] = [];
  await inParallel(pedidos, 3, async (pedido) => {
    const { id } = await api.post('/ordenes', pedido, pedido.referencia);
    ids.push(id);
  });
  await until(async () => {
    const waiting = await Promise.all(['creada', 'confirmada'].map((estado) => listed(api, '/ordenes', { estado })));
    return waiting.flat().length <= 2;
  });
  return ids;
}

function calle(at: number): string {
  const number = (name: string, most: number) => 1 + Math.floor(share(`${name} ${at}`) * most);
  return `${at % 2 === 0 ? 'Calle' : 'Carrera'} ${number('calle', 150)} # ${number('cruce', 90)}-${number('placa', 98)}`;
}

/** Hands over some stops, the second one in vain, and stands before the next one. */
async function repartir(
  api: ApiClient,
  { placa, cuantas }: { readonly placa: string; readonly cuantas: number },
): Promise<void> {
  let paradas: readonly Parada[] = [];
  await until(async () => {
    paradas = await listed<Parada>(api, `/vehiculos/${placa}/ruta`);
    return paradas.length > 0;
  });
  for (const [at, { ordenId }] of paradas.slice(0, cuantas).entries()) {
    const place = `/vehiculos/${placa}/entregas/${ordenId}`;
    const done =
      at === 1 && cuantas > 2
        ? api.post(`${place}/fallo`, { motivo: 'ausente' }, `fallo-${ordenId}`)
        : api.post(`${place}/confirmacion`, { recibidoPor: 'Portería', evidencia: `foto:${ordenId}` }, ordenId);
    await tolerant(done);
  }
  const next = paradas[cuantas] ?? paradas.at(-1);
  if (!next) return;
  const { lat, lon } = next.zona;
  const coordenadas = { lat: lat - 0.006, lon: lon + 0.004 };
  await api.post(`/vehiculos/${placa}/ubicaciones`, { coordenadas });
}

/** Looks until something is so. @throws Error when it is not for two minutes. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  if (!(await soon(isSo, MOST_LOOKS))) throw new Error('The scene did not come about.');
}

/** Looks some times whether something is so; gives whether it was. */
async function soon(isSo: () => Promise<boolean>, looks = 20): Promise<boolean> {
  for (let look = 0; look < looks; look++) {
    if (await isSo()) return true;
    await pause(LOOK_MS);
  }
  return false;
}
