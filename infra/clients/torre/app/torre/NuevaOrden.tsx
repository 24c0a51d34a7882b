import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { read } from '../core/api.ts';
import { at } from '../core/config.ts';
import { useCommand } from '../core/doing.ts';
import { useReport } from '../core/reading.ts';
import { view } from '../core/store.ts';
import { Aviso } from '../piezas/Aviso.tsx';
import { Campo } from '../piezas/Campo.tsx';
import { CampoLugar } from './CampoLugar.tsx';
import { Productos } from './Productos.tsx';
import { orderOf } from './pedido.ts';
import type { Bodega, Orden } from './tipos.ts';

interface Props {
  /** Whoever orders for itself; absent where somebody calls in. */
  readonly clienteId?: string;
}

/** `/torre/ordenes/nueva`, `/cliente/nueva`: an order that somebody calls in, or its customer makes. */
export function NuevaOrden({ clienteId }: Props) {
  const { route } = useLocation();
  const [opening, setOpening] = useState(false);
  const { send, sending, error, canRetry } = useCommand({
    hecho: 'Orden creada',
    alHacer: ({ id, version }) => {
      setOpening(true);
      // The page of the order opens once there is something to show; it says itself what it cannot read.
      const open = () => route(at(`${clienteId === undefined ? '/torre/ordenes' : '/cliente'}/${id}`));
      read(`/ordenes/${id}?desdeVersion=${version ?? 1}`).then(open, open);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send('/ordenes', orderOf(new FormData(event.target as HTMLFormElement)));
  };
  return (
    <main class="hoja estrecha">
      <h1>Nueva orden</h1>
      <form class="panel ajustes" onSubmit={submit}>
        <div class="par">
          {clienteId === undefined ? (
            <Campo name="clienteId" says="Cliente" required placeholder="tienda-42" />
          ) : (
            <input type="hidden" name="clienteId" value={clienteId} />
          )}
          <Campo
            name="referencia"
            says={clienteId === undefined ? 'Referencia del cliente (opcional)' : 'Su referencia (opcional)'}
          />
          <Campo name="nombre" says="Quién recibe" required maxLength={120} />
          <Campo name="telefono" says="Teléfono" type="tel" required placeholder="300 1234567" />
        </div>
        <Campo name="correo" says="Correo (opcional)" type="email" />
        <Destino ofHouse={clienteId === undefined} />
        <Productos />
        <fieldset class="opciones">
          <legend>Ventana (opcional)</legend>
          <Campo name="dia" says="Día" type="date" />
          <div class="par">
            <Campo name="desde" says="Desde" type="time" required defaultValue="08:00" />
            <Campo name="hasta" says="Hasta" type="time" required defaultValue="12:00" />
          </div>
        </fieldset>
        <Campo name="notas" says="Notas para quien conduce (opcional)" maxLength={500} />
        <label class="opcion">
          <input type="checkbox" name="urgente" />
          Urgente: prioridad alta
        </label>
        {error !== undefined && <Aviso error={error} />}
        <div class="botones">
          <button type="submit" disabled={sending || opening}>
            {sending || opening ? 'Enviando…' : canRetry ? 'Reintentar' : 'Crear orden'}
          </button>
        </div>
      </form>
    </main>
  );
}

/** Where it goes. An address to which something went lately brings its city and place along. */
function Destino({ ofHouse }: { readonly ofHouse: boolean }) {
  const { rows } = view<Orden>('ordenes');
  const { data } = useReport<{ readonly elementos: readonly Bodega[] }>(ofHouse ? '/bodegas' : undefined, {
    everyMs: 300_000,
  });
  const [place, setPlace] = useState('');
  const [city, setCity] = useState('');
  const known = new Map(
    [...rows.value.values()].flatMap(({ destino }) =>
      destino.direccion && destino.coordenadas ? [[destino.direccion, destino]] : [],
    ),
  );
  const recall = (address: string) => {
    const found = known.get(address);
    if (!found?.coordenadas) return;
    setPlace(`${found.coordenadas.lat}, ${found.coordenadas.lon}`);
    setCity(found.ciudad);
  };
  const cities = new Set([
    ...(data.value?.elementos ?? []).map(({ ciudad }) => ciudad),
    ...[...known.values()].map(({ ciudad }) => ciudad),
  ]);
  return (
    <>
      <Campo
        name="direccion"
        says="Dirección"
        required
        maxLength={200}
        list="direcciones"
        onChange={({ currentTarget }) => recall(currentTarget.value)}
      />
      <datalist id="direcciones">
        {[...known.keys()].map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <Campo
        name="ciudad"
        says="Ciudad"
        required
        list="ciudades"
        value={city}
        onInput={({ currentTarget }) => setCity(currentTarget.value)}
      />
      <CampoLugar
        name="coordenadas"
        says="Lugar (latitud, longitud)"
        required
        value={place}
        onValue={setPlace}
        bodegas={data.value?.elementos ?? []}
      />
      <datalist id="ciudades">
        {[...cities].map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}
