import { type Entrega, noSeAsigna, seBusca } from './entrega.ts';

/** The commands about a delivery that people give, by their names in the API. */
export const DE_ENTREGA = [
  'confirmarEntrega',
  'reportarEntregaFallida',
  'buscarPlan',
  'asignarParada',
  'liberarParada',
  'recibirDevolucion',
] as const;

/** One of them. */
type DeEntrega = (typeof DE_ENTREGA)[number];

const LLEGA: Readonly<Record<DeEntrega, (e: Entrega) => boolean>> = {
  confirmarEntrega: ({ estado }) => estado === 'enRuta',
  reportarEntregaFallida: ({ estado }) => estado === 'enRuta',
  buscarPlan: seBusca,
  asignarParada: (e) => noSeAsigna(e) === undefined,
  liberarParada: ({ estado }) => estado === 'planificada',
  recibirDevolucion: ({ estado, regresado }) => regresado !== undefined && estado !== 'planificada',
};

/** Which of them a delivery accepts as it is: no page offers another. */
export function admitidas(e: Entrega): DeEntrega[] {
  return DE_ENTREGA.filter((una) => LLEGA[una](e));
}
