import { LineasCambiadas } from '#events/ordenes/LineasCambiadas.ts';
import { OrdenReubicada } from '#events/ordenes/OrdenReubicada.ts';
import { registrarReubicacion as peticion } from '#events/ordenes/registrarReubicacion.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { sonLasMismas } from '../lineas.ts';
import { type HechoDeOrden, type Orden, orden, terminada } from '../orden.ts';
import { conSalidas, enSerie } from '../viaje.ts';

/** The goods of an order are reserved elsewhere. An older word than the last one is no news. */
export const registrarReubicacion = command({
  of: orden,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  rejects: ['ORDEN_NO_EXISTE'],
  id: ({ ordenId }) => ordenId,
  decide: ({ ordenId, salidas, lineas, ...reserva }, o) => {
    if (o.estado === 'inexistente') return reject('ORDEN_NO_EXISTE');
    const reubicar = (ahora: Orden): readonly HechoDeOrden[] => {
      if (ahora.estado === 'inexistente' || terminada(ahora)) return [];
      if (reserva.reubicacion <= (ahora.reubicacion ?? 0)) return [];
      const { lineasPedidas } = ahora;
      return lineasPedidas && sonLasMismas(lineasPedidas, lineas)
        ? [LineasCambiadas({ ordenId, lineas, ...reserva })]
        : [OrdenReubicada({ ordenId, ...reserva })];
    };
    return enSerie(o, ...conSalidas(ordenId, salidas), reubicar);
  },
});
