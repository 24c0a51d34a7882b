import { useState } from 'preact/hooks';
import { caller, may } from '../core/session.ts';
import { Accion } from '../piezas/Accion.tsx';
import { AccionPlan } from './AccionPlan.tsx';
import { AsignarAMano } from './AsignarAMano.tsx';
import { windowOf } from './pedido.ts';
import type { Orden } from './tipos.ts';

type Which = 'asignar' | 'liberar' | 'cancelar' | 'reprogramar' | 'buscar' | 'confirmar' | 'fallo' | 'abandonar';

interface Spec {
  readonly which: Which;
  readonly says: string;
  readonly when: (orden: Orden) => boolean;
  readonly scope: string;
  /** Not for the customer, though it has the right to write to its orders. */
  readonly ofHouse?: true;
}

const isInWarehouse = ({ estado }: Orden) => ['creada', 'confirmada', 'asignada'].includes(estado);
const isOpen = (orden: Orden) => isInWarehouse(orden) || ['enTransito', 'entregaFallida'].includes(orden.estado);
const isOnRoad = ({ estado, vehiculoId }: Orden) => estado === 'enTransito' && vehiculoId !== undefined;

const SPECS: readonly Spec[] = [
  { which: 'confirmar', says: 'Confirmar entrega', when: isOnRoad, scope: 'vehiculos:escribir' },
  { which: 'fallo', says: 'Reportar que no se pudo', when: isOnRoad, scope: 'vehiculos:escribir' },
  {
    which: 'buscar',
    says: 'Buscar vehículo',
    when: ({ estado }) => estado === 'confirmada' || estado === 'entregaFallida',
    scope: 'vehiculos:escribir',
  },
  {
    which: 'reprogramar',
    says: 'Reprogramar',
    when: (orden) => isInWarehouse(orden) || orden.estado === 'entregaFallida',
    scope: 'ordenes:escribir',
  },
  {
    which: 'asignar',
    says: 'Asignar a mano',
    when: ({ estado }) => estado === 'confirmada' || estado === 'asignada',
    scope: 'vehiculos:escribir',
  },
  {
    which: 'liberar',
    says: 'Sacar del plan',
    when: ({ estado, vehiculoId, dia }) => estado === 'asignada' && vehiculoId !== undefined && dia !== undefined,
    scope: 'vehiculos:escribir',
  },
  { which: 'cancelar', says: 'Cancelar', when: isInWarehouse, scope: 'ordenes:escribir' },
  {
    which: 'abandonar',
    says: 'Abandonar',
    when: (orden) => isOpen(orden) && !isInWarehouse(orden),
    scope: 'ordenes:escribir',
    ofHouse: true,
  },
];

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
  const isCustomer = caller.value?.clienteId !== undefined;
  const shown = SPECS.filter(({ when, scope, ofHouse }) => when(orden) && may(scope) && !(ofHouse && isCustomer));
  if (shown.length === 0) return null;
  return (
    <>
      <fieldset class="acciones" disabled={off}>
        <legend class="oculto">Acciones</legend>
        {shown.map(({ which, says }, index) => (
          <button key={which} type="button" class={index === 0 ? '' : 'secundario'} onClick={() => setOpen(which)}>
            {says}
          </button>
        ))}
      </fieldset>
      {open !== undefined && <Abierta which={open} orden={orden} cerrar={() => setOpen(undefined)} />}
    </>
  );
}

function Abierta({ which, orden, cerrar }: { which: Which; orden: Orden; cerrar: () => void }) {
  const { ordenId, vehiculoId } = orden;
  const own = `/ordenes/${ordenId}`;
  const door = `/vehiculos/${vehiculoId}/entregas/${ordenId}`;
  const motivo = (form: FormData) => ({ motivo: String(form.get('motivo')) });
  switch (which) {
    case 'asignar':
      return <AsignarAMano orden={orden} cerrar={cerrar} />;
    case 'liberar':
      return (
        <AccionPlan
          which="liberar"
          ordenId={ordenId}
          path={`/vehiculos/${vehiculoId}/planes/${orden.dia}`}
          cerrar={cerrar}
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
        >
          <Motivo sugeridos={['El cliente cambió de opinión', 'Pedido repetido', 'Datos equivocados']} />
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
        >
          <div class="campo">
            <label for="dia">Día</label>
            <input id="dia" name="dia" type="date" required />
          </div>
          <div class="campo">
            <label for="desde">Desde</label>
            <input id="desde" name="desde" type="time" required defaultValue="08:00" />
          </div>
          <div class="campo">
            <label for="hasta">Hasta</label>
            <input id="hasta" name="hasta" type="time" required defaultValue="12:00" />
          </div>
        </Accion>
      );
    case 'buscar':
      return (
        <Accion
          titulo="Buscar vehículo"
          consecuencia="Se busca ahora un vehículo con lugar para esta orden."
          path={`/entregas/${ordenId}/busqueda`}
          cuerpo={() => ({})}
          hacer="Buscar"
          hecho="Buscando vehículo"
          cerrar={cerrar}
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
