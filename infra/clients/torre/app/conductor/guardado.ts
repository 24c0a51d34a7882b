import { createStore, del, get, promisifyRequest, set } from 'idb-keyval';
import { type Accion, anotada, type Cola, leida, sinConductor, VACIA } from './cola.ts';
import type { Guardado } from './tipos.ts';

/** What the telephone keeps: the queue, its pictures, the day, and how far its clock is behind. */
const store = createStore('alpes-conductor', 'guardado');
const COLA = 'cola';
const DIA = 'dia';
const DESFASE = 'desfase';
const FOTO = 'foto:';

/** The queue. @throws Error when a newer page has kept it */
export async function leerCola(): Promise<Cola> {
  return leida(await get(COLA, store));
}

/** Changes the queue, wholly or not at all, and gives it as it is then. @throws DOMException when there is no room */
export function cambiarCola(cambio: (cola: Cola) => Cola): Promise<Cola> {
  return enUna(cambio);
}

/** Keeps an action with its picture. @throws DOMException when there is no room */
export function guardarAccion(accion: Accion, foto?: Blob): Promise<Cola> {
  const anotar = (cola: Cola) => anotada(cola, { ...accion, ...(foto && { foto: true }) });
  return enUna(anotar, foto && [FOTO + accion.clave, foto]);
}

/**
 * One transaction: the queue changes, a new picture comes with it, and pictures that no action waits with any more go. So
 * there is never an action without its picture, nor a picture without its action.
 */
async function enUna(cambio: (cola: Cola) => Cola, foto?: readonly [string, Blob]): Promise<Cola> {
  let despues = VACIA;
  await store(
    'readwrite',
    (objects) =>
      new Promise<void>((resolve, reject) => {
        const antes = objects.get(COLA);
        antes.onerror = () => reject(antes.error);
        antes.onsuccess = () => {
          try {
            despues = cambio(leida(antes.result));
            objects.put(despues, COLA);
            if (foto) objects.put(foto[1], foto[0]);
            sinFotosSueltas(objects, despues);
            promisifyRequest(objects.transaction).then(resolve, reject);
          } catch (error) {
            reject(error);
          }
        };
      }),
  );
  return despues;
}

function sinFotosSueltas(objects: IDBObjectStore, { acciones }: Cola): void {
  const esperan = new Set(acciones.filter(({ foto }) => foto).map(({ clave }) => FOTO + clave));
  const claves = objects.getAllKeys();
  claves.onsuccess = () => {
    for (const clave of claves.result.map(String))
      if (clave.startsWith(FOTO) && !esperan.has(clave)) objects.delete(clave);
  };
}

/** The picture of an action. */
export function leerFoto(clave: string): Promise<Blob | undefined> {
  return get(FOTO + clave, store);
}

/** The day, if this page can read what was kept. */
export async function leerDia(): Promise<Guardado | undefined> {
  const dia: Guardado | undefined = await get(DIA, store);
  if (dia?.version !== 1) return undefined;
  // An older page has kept a day that tells less.
  return {
    ...dia,
    hoy: { ...dia.hoy, porEntregar: dia.hoy.porEntregar ?? [], salenOtraVez: dia.hoy.salenOtraVez ?? [] },
  };
}

/** Keeps the day; nothing, to forget it. */
export function guardarDia(dia: Guardado | undefined): Promise<void> {
  return dia ? set(DIA, dia, store) : del(DIA, store);
}

/** How far the telephone's clock was last behind the server's, in milliseconds; 0 where nobody knows. */
export async function leerDesfase(): Promise<number> {
  return (await get(DESFASE, store)) ?? 0;
}

/** Keeps it, for what is done before the server answers again. */
export function guardarDesfase(ms: number): Promise<void> {
  return set(DESFASE, ms, store);
}

/** Forgets the day, and all that a driver has done; what others did here waits for them. */
export async function borrarLoDe(conductorId: string | undefined): Promise<void> {
  await enUna((cola) => sinConductor(cola, conductorId));
  await guardarDia(undefined);
}
