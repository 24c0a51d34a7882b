import { useEffect, useState } from 'preact/hooks';
import { useRow } from '../core/reading.ts';
import { caller, may, toWhom } from '../core/session.ts';
import { Accion } from '../piezas/Accion.tsx';
import { AccionPlan } from './AccionPlan.tsx';
import { AsignarAMano } from './AsignarAMano.tsx';
import { CamposVentana } from './CamposOrden.tsx';
import { CorregirOrden } from './CorregirOrden.tsx';
import { windowOf } from './pedido.ts';
import type { Entrega, Orden } from './tipos.ts';

type Which =
  | 'asignar'
  | 'liberar'
  | 'cancelar'
  | 'reprogramar'
  | 'corregir'
  | 'buscar'
  | 'confirmar'
  | 'fallo'
  | 'abandonar';

interface Spec {
  readonly which: Which;
  readonly says: string;
  /** Its name in the API: it is offered where the order, or its delivery, says that it accepts it. */
  readonly command: string;
  readonly scope: string;
  /** Not for the customer, though it has the right to write to its orders. */
  readonly ofHouse?: true;
}

const SPECS: readonly Spec[] = [
  { which: 'confirmar', says: 'Confirmar entrega', command: 'confirmarEntrega', scope: 'vehiculos:escribir' },
  { which: 'fallo', says: 'Reportar que no se pudo', command: 'reportarEntregaFallida', scope: 'vehiculos:escribir' },
  { which: 'buscar', says: 'Buscar vehículo', command: 'buscarPlan', scope: 'vehiculos:escribir' },
  { which: 'reprogramar', says: 'Reprogramar', command: 'reprogramarOrden', scope: 'ordenes:escribir' },
  { which: 'corregir', says: 'Corregir', command: 'corregirOrden', scope: 'ordenes:escribir' },
  { which: 'asignar', says: 'Asignar a mano', command: 'asignarParada', scope: 'vehiculos:escribir' },
  { which: 'liberar', says: 'Sacar del plan', command: 'liberarParada', scope: 'vehiculos:escribir' },
  { which: 'cancelar', says: 'Cancelar', command: 'cancelarOrden', scope: 'ordenes:escribir' },
  { which: 'abandonar', says: 'Abandonar', command: 'abandonarOrden', scope: 'ordenes:escribir', ofHouse: true },
];

/** After so long without news what was done changed nothing that this page shows. */
const UNHEARD_MS = 6_000;
/** States of an order in which its delivery is somebody's work. */
const DELIVERED_BY: readonly Orden['estado'][] = ['confirmada', 'asignada', 'enTransito', 'entregaFallida'];

const FAILURES = {
  ausente: 'No había quién recibiera',
  rechazada: 'El destinatario no la quiso',
  direccionErrada: 'La dirección no es correcta',
  sinAcceso: 'No se pudo llegar',
  danada: 'La mercancía está dañada',
  otro: 'Otro motivo',
} as const;

/** What can be done with an order as it is now. */
export function AccionesOrden({ orden, off }: { orden: Orden; off: boolean }) {
  const [open, setOpen] = useState<Which | undefined>(undefined);
  const [doneAt, setDoneAt] = useState<string | undefined>(undefined);
  const entrega = useEntrega(orden);
  // Until the fact has come back, nothing else is offered: it would be decided on what is old.
  const isAwaited = doneAt === stampOf(orden, entrega);
  useEffect(() => {
    if (doneAt === undefined) return;
    const timer = setTimeout(() => setDoneAt(undefined), UNHEARD_MS);
    return () => clearTimeout(timer);
  }, [doneAt]);
  const isCustomer = caller.value?.clienteId !== undefined;
  const admitted = new Set([...orden.admite, ...(entrega?.admite ?? [])]);
  const shown = SPECS.filter(
    ({ command, scope, ofHouse }) => admitted.has(command) && may(scope) && !(ofHouse && isCustomer),
  );
  // Why it waits is of now, not of the version that is looked at.
  const waits = !off && !isCustomer && entrega?.espera?.motivo;
  if (shown.length === 0 && !waits && !isAwaited) return null;
  return (
    <>
      {waits && <p class="nota-accion">Espera vehículo: {waits.charAt(0).toLowerCase() + waits.slice(1)}.</p>}
      <fieldset class="acciones" disabled={off || isAwaited}>
        <legend class="oculto">Acciones</legend>
        {shown.map(({ which, says }, index) => (
          <button key={which} type="button" class={index === 0 ? '' : 'secundario'} onClick={() => setOpen(which)}>
            {says}
          </button>
        ))}
        {isAwaited && <span class="tenue">Confirmando…</span>}
      </fieldset>
      {open !== undefined && (
        <Abierta
          which={open}
          orden={orden}
          cerrar={() => setOpen(undefined)}
          alHacer={() => setDoneAt(stampOf(orden, entrega))}
        />
      )}
    </>
  );
}

/** The delivery of an order that is somebody's work, for who may see it; kept up to date. */
function useEntrega({ ordenId, estado }: Orden): Entrega | undefined {
  const isRead = may('vehiculos:leer') && DELIVERED_BY.includes(estado);
  const { row } = useRow<Entrega>({
    view: 'entregas/pendientes',
    key: ordenId,
    topic: `orden:${ordenId}`,
    path: isRead ? `/ordenes/${ordenId}/entrega` : undefined,
  });
  return isRead ? row.value : undefined;
}

/** What is other once anything has become of an order. */
function stampOf({ estado, actualizadaEn }: Orden, entrega: Entrega | undefined): string {
  return [estado, actualizadaEn, entrega?.estado, entrega?.espera?.desde].join(' ');
}

interface AbiertaProps {
  readonly which: Which;
  readonly orden: Orden;
  readonly cerrar: () => void;
  readonly alHacer: () => void;
}

function Abierta({ which, orden, cerrar, alHacer }: AbiertaProps) {
  const { ordenId, vehiculoId } = orden;
  const own = `/ordenes/${ordenId}`;
  const door = `/vehiculos/${vehiculoId}/entregas/${ordenId}`;
  const motivo = (form: FormData) => ({ motivo: String(form.get('motivo')) });
  switch (which) {
    case 'asignar':
      return <AsignarAMano orden={orden} cerrar={cerrar} alHacer={alHacer} />;
    case 'liberar':
      return (
        <AccionPlan
          which="liberar"
          ordenId={ordenId}
          path={`/vehiculos/${vehiculoId}/planes/${orden.dia}`}
          cerrar={cerrar}
          alHacer={alHacer}
        />
      );
    case 'cancelar':
      return (
        <Accion
          titulo="Cancelar la orden"
          consecuencia="Lo reservado queda libre y la orden termina. No se puede deshacer."
          path={`${own}/cancelacion`}
          cuerpo={motivo}
          hacer="Cancelar la orden"
          hecho="Orden cancelada"
          peligro
          cerrar={cerrar}
          alHacer={alHacer}
        >
          <Motivo
            sugeridos={[
              toWhom('El cliente cambió de opinión', 'Ya no la necesito'),
              'Pedido repetido',
              'Datos equivocados',
            ]}
          />
        </Accion>
      );
    case 'abandonar':
      return (
        <Accion
          titulo="Abandonar la orden"
          consecuencia="No se intentará más: la mercancía vuelve a la bodega y la orden queda devuelta."
          path={`${own}/abandono`}
          cuerpo={motivo}
          hacer="Abandonar la orden"
          hecho="Orden abandonada"
          peligro
          cerrar={cerrar}
          alHacer={alHacer}
        >
          <Motivo sugeridos={['No se pudo hablar con el cliente', 'La vía está cerrada hasta nuevo aviso']} />
        </Accion>
      );
    case 'reprogramar':
      return (
        <Accion
          titulo="Reprogramar"
          consecuencia="La orden se planea de nuevo para la ventana que elija."
          path={`${own}/reprogramacion`}
          cuerpo={(form) => ({ ventana: windowOf(form) })}
          hacer="Reprogramar"
          hecho="Orden reprogramada"
          cerrar={cerrar}
          alHacer={alHacer}
        >
          <CamposVentana ventana={orden.ventana} required />
        </Accion>
      );
    case 'corregir':
      return <CorregirOrden orden={orden} cerrar={cerrar} alHacer={alHacer} />;
    case 'buscar':
      return (
        <Accion
          titulo="Buscar vehículo"
          consecuencia="Se busca ahora un vehículo con lugar para esta orden. Si no lo hay, la orden sigue esperando y dice por qué."
          path={`/entregas/${ordenId}/busqueda`}
          cuerpo={() => ({})}
          hacer="Buscar"
          hecho="Se buscó vehículo"
          cerrar={cerrar}
          alHacer={alHacer}
        />
      );
    case 'confirmar':
      return (
        <Accion
          titulo="Confirmar entrega"
          consecuencia="La orden queda entregada, como si la confirmara quien conduce."
          path={`${door}/confirmacion`}
          cuerpo={(form) => ({
            recibidoPor: String(form.get('recibidoPor')),
            evidencia: String(form.get('evidencia')),
          })}
          hacer="Confirmar entrega"
          hecho="Entrega confirmada"
          cerrar={cerrar}
          alHacer={alHacer}
        >
          <div class="campo">
            <label for="recibidoPor">Quién recibió</label>
            <input id="recibidoPor" name="recibidoPor" required maxLength={120} autocomplete="off" />
          </div>
          <div class="campo">
            <label for="evidencia">Cómo consta</label>
            <input
              id="evidencia"
              name="evidencia"
              required
              maxLength={200}
              placeholder="Llamada del conductor, foto recibida por chat…"
            />
          </div>
        </Accion>
      );
    case 'fallo':
      return (
        <Accion
          titulo="No se pudo entregar"
          consecuencia="El intento queda fallido; la mercancía sigue en el vehículo hasta que se decida."
          path={`${door}/fallo`}
          cuerpo={failureOf}
          hacer="Reportar"
          hecho="Intento fallido reportado"
          cerrar={cerrar}
          alHacer={alHacer}
        >
          <fieldset class="opciones">
            <legend>Motivo</legend>
            {Object.entries(FAILURES).map(([name, says]) => (
              <label key={name} class="opcion">
                <input type="radio" name="motivo" value={name} required />
                {says}
              </label>
            ))}
          </fieldset>
          <div class="campo">
            <label for="detalle">Detalle</label>
            <input id="detalle" name="detalle" maxLength={200} />
          </div>
        </Accion>
      );
  }
}

function Motivo({ sugeridos }: { sugeridos: readonly string[] }) {
  return (
    <div class="campo">
      <label for="motivo">Motivo</label>
      <input id="motivo" name="motivo" list="motivos" required maxLength={200} autocomplete="off" />
      <datalist id="motivos">
        {sugeridos.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </div>
  );
}

function failureOf(form: FormData): object {
  const detalle = String(form.get('detalle') ?? '').trim();
  return { motivo: form.get('motivo'), ...(detalle !== '' && { detalle }) };
}
