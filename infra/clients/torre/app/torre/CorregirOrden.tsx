import { Accion } from '../piezas/Accion.tsx';
import { CampoCorreo, CampoNotas, CamposDestinatario, CamposDestino, CamposVentana } from './CamposOrden.tsx';
import { Productos } from './Productos.tsx';
import { correctionOf } from './pedido.ts';
import type { Orden } from './tipos.ts';

interface Props {
  readonly orden: Orden;
  readonly cerrar: () => void;
  readonly alHacer: () => void;
}

/** Puts right what was said wrong about an order; what stays as it is in the form is not touched. */
export function CorregirOrden({ orden, cerrar, alHacer }: Props) {
  const { ordenId, destinatario, destino, notas, lineas, ventana } = orden;
  return (
    <Accion
      titulo="Corregir la orden"
      consecuencia="Cambia solo lo que aquí sea distinto. Si la dirección es otra, elija también su lugar. Los productos cambian mientras estén en la bodega, y si los hay."
      path={`/ordenes/${ordenId}/correcciones`}
      cuerpo={(form) => correctionOf(form, orden)}
      hacer="Corregir"
      hecho="Orden corregida"
      cerrar={cerrar}
      alHacer={alHacer}
    >
      <div class="par">
        <CamposDestinatario {...destinatario} />
      </div>
      <CampoCorreo correo={destinatario.correo} />
      <CamposDestino {...destino} />
      <Productos lineas={lineas} />
      <CamposVentana ventana={ventana} />
      <CampoNotas notas={notas} />
    </Accion>
  );
}
