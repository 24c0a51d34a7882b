import type { VistaOrden } from '#functions/ordenes/projections/ordenes.ts';
import { MAS_RESULTADOS, type Resultado } from './respuesta.ts';

/** What a text may mean. */
export interface Sentidos {
  /** A whole id, or the beginning of one: four characters at least. */
  readonly orden?: string | undefined;
  /** The end of a phone number: four digits at least. */
  readonly telefono?: string | undefined;
  readonly placa?: string | undefined;
}

/** What a text may mean, beside a customer's id and a customer's own name for an order. */
export function sentidosDe(q: string): Sentidos {
  const digitos = q.replace(/[\s()+.-]/g, '');
  return {
    orden: /^[0-9a-f-]{4,36}$/i.test(q) ? q.toLowerCase() : undefined,
    telefono: /^\d{4,15}$/.test(digitos) ? digitos : undefined,
    placa: /^[A-Za-z]{3} ?-?\d{2,3}[A-Za-z]?$/.test(q) ? q.replace(/[ -]/g, '').toUpperCase() : undefined,
  };
}

/** What was found, before it is put in order. */
export interface Hallado {
  /** Orders that have not ended, and the newest of those that have. */
  readonly recientes: readonly VistaOrden[];
  readonly exacta?: VistaOrden | undefined;
  readonly porReferencia: readonly VistaOrden[];
  readonly porCliente: readonly VistaOrden[];
  readonly placa?: string | undefined;
}

/** Each order once, by the surest of what it was found by; newer ones first. */
export function resultados({ orden, telefono }: Sentidos, hallado: Hallado): readonly Resultado[] {
  const { recientes, exacta, porReferencia, porCliente, placa } = hallado;
  const de = (por: Resultado['por'], ordenes: readonly VistaOrden[]): Resultado[] =>
    [...ordenes]
      .sort((a, b) => (a.creadaEn < b.creadaEn ? 1 : -1))
      .map(({ ordenId, clienteId, referencia, estado, creadaEn }) => ({
        clase: 'orden',
        por,
        ordenId,
        clienteId,
        ...(referencia !== undefined && { referencia }),
        estado,
        creadaEn,
      }));
  const todos: Resultado[] = [
    ...(placa === undefined ? [] : [{ clase: 'vehiculo', por: 'placa', vehiculoId: placa } as const]),
    ...de('orden', exacta ? [exacta] : []),
    ...de('referencia', porReferencia),
    ...de('orden', orden === undefined ? [] : recientes.filter(({ ordenId }) => ordenId.startsWith(orden))),
    ...de('telefono', telefono === undefined ? [] : recientes.filter((una) => terminaEn(una, telefono))),
    ...de('cliente', porCliente),
  ];
  const unicos = new Map<string | undefined, Resultado>();
  for (const uno of todos) {
    const clave = uno.ordenId ?? uno.vehiculoId;
    if (!unicos.has(clave)) unicos.set(clave, uno);
  }
  return [...unicos.values()].slice(0, MAS_RESULTADOS);
}

function terminaEn({ destinatario }: VistaOrden, digitos: string): boolean {
  return destinatario.telefono?.replace(/\D/g, '').endsWith(digitos) ?? false;
}
