import { at } from '../core/config.ts';
import { kilograms, plural, time } from '../core/format.ts';
import { ApiError } from '../core/problems.ts';
import { Aviso } from '../piezas/Aviso.tsx';
import { Icono } from '../piezas/Icono.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { Varado } from './Averia.tsx';
import { Boton } from './Boton.tsx';
import { destinosDe } from './dia.ts';
import { dia, hacer, mover, nombreDe, problema, ultimo, vuelta } from './estado.ts';
import { FichaRecogida } from './FichaRecogida.tsx';
import { FichaParada } from './Parada.tsx';
import { loCerrado } from './palabras.ts';
import { Lista, Vueltas } from './Ruta.tsx';
import type { Hoy as DiaDicho } from './tipos.ts';

/** `/conductor`: before the vehicle leaves, what it takes; on the road, the next thing to do and nothing else. */
export function Hoy() {
  const esteDia = dia.value;
  if (!esteDia || !ultimo.value) return <Leyendo />;
  const { fase, abiertas, recogidas, sinLeer, averiado } = esteDia;
  if (fase !== 'enRuta') return <AntesDeSalir hoy={ultimo.value.hoy} />;
  if (averiado) return <Varado />;
  const [recogida] = recogidas;
  if (recogida) return <FichaRecogida recogida={recogida} />;
  const [parada] = abiertas;
  if (parada) return <FichaParada parada={parada} />;
  return sinLeer ? <Leyendo /> : <NoFaltaNada />;
}

function Leyendo() {
  return (
    <main class="hoja">
      <h1>Hoy</h1>
      {problema.value === undefined ? (
        <Vacio frase="Leyendo su ruta…" />
      ) : (
        <Aviso error={new ApiError({ status: problema.value })} reintentar={() => void mover()} />
      )}
    </main>
  );
}

function AntesDeSalir({ hoy }: { hoy: DiaDicho }) {
  const { placa, abiertas = [], recogidas = [], atrasada, finalizoHoy, averiado } = dia.value ?? {};
  const sinPlan = finalizoHoy ? 'No hay más paradas en su plan.' : 'Todavía no hay paradas en su plan.';
  const kg = abiertas.reduce((sum, { pesoKg }) => sum + pesoKg, 0);
  return (
    <main class="hoja">
      <LoTraido hoy={hoy} />
      <div>
        <p class="tenue">{hoy.nombre}</p>
        <h1>{placa ? `Hoy, ${placa}` : 'Hoy no tiene vehículo'}</h1>
      </div>
      {!placa && (
        <Vacio
          frase="La central no le ha confiado un vehículo para hoy. Llámela si debería tenerlo."
          accion={<Boton secundario hacer={mover} dice="Mirar de nuevo" />}
        />
      )}
      {averiado && <p class="nota">El vehículo está en mantenimiento: no puede salir. Llame a la central.</p>}
      {placa && abiertas.length === 0 && (
        <Vacio
          frase={atrasada ? 'Actualizando su plan…' : sinPlan}
          accion={<Boton secundario hacer={mover} dice="Mirar de nuevo" />}
        />
      )}
      {abiertas.length > 0 && (
        <>
          <dl class="resumen">
            <div>
              <dt>{abiertas.length === 1 ? 'parada' : 'paradas'}</dt>
              <dd>{abiertas.length}</dd>
            </div>
            <div>
              <dt>de carga</dt>
              <dd>{kilograms(kg)}</dd>
            </div>
            <div>
              <dt>{recogidas.length === 1 ? 'recogida' : 'recogidas'}</dt>
              <dd>{recogidas.length}</dd>
            </div>
          </dl>
          {recogidas.length > 0 && (
            <p class="nota">
              <Icono nombre="bodega" /> Antes de entregar recoge en{' '}
              {recogidas.map(({ bodegaId }) => nombreDe(bodegaId)).join(', ')}.
            </p>
          )}
          <Lista paradas={abiertas} />
          {!averiado && (
            <div class="abajo">
              <Boton
                grande
                hacer={() => {
                  vuelta.value = undefined;
                  return hacer({ tipo: 'salida', paradas: abiertas.map(({ ordenId }) => ordenId), cuerpo: {} });
                }}
                dice="Iniciar ruta"
              />
            </div>
          )}
        </>
      )}
    </main>
  );
}

/** What came back with the vehicle: as the server tells it, and until then as this telephone knows it. */
function LoTraido({ hoy }: { hoy: DiaDicho }) {
  const { atrasada, finalizoHoy, porRegistrar } = dia.value ?? {};
  const traidas = finalizoHoy ? vuelta.value : undefined;
  const { seEntregan, seQuedan } = destinosDe(hoy);
  const dichas = seEntregan.length + seQuedan.length;
  if (!traidas && dichas === 0) return null;
  const titulo = traidas ? 'Ruta finalizada' : 'Mercancía a bordo';
  return (
    <section class="panel cuerpo" aria-label={titulo}>
      <h2>{titulo}</h2>
      {traidas && traidas.length > 0 && (atrasada || (porRegistrar && dichas === 0)) ? (
        <>
          <p>
            Trae algo de {ordenes(traidas.length)}. Cuando la central registre el fin de la ruta, aquí dice qué entrega
            en la bodega.
          </p>
          <Vueltas vueltas={traidas} />
        </>
      ) : (
        <>
          {dichas === 0 && <p>{traidas?.length ? 'La bodega ya recibió lo que trajo.' : 'No trae nada de vuelta.'}</p>}
          {seEntregan.length > 0 && (
            <>
              <p>Entregue en la bodega lo que trae de {ordenes(seEntregan.length)}:</p>
              <Vueltas vueltas={seEntregan} />
            </>
          )}
          {seQuedan.length > 0 && (
            <>
              <p>Se queda en el vehículo para otro intento:</p>
              <Vueltas vueltas={seQuedan} />
            </>
          )}
        </>
      )}
    </section>
  );
}

const ordenes = (cuantas: number) => plural(cuantas, 'orden', 'órdenes');

function NoFaltaNada() {
  const { salioEn, cerradas = [] } = dia.value ?? {};
  return (
    <main class="hoja">
      <h1>No faltan paradas</h1>
      <p>
        Salió a las {salioEn && time(salioEn)}. {loCerrado(cerradas)} Vuelva a la bodega y finalice la ruta.
      </p>
      <div class="abajo">
        <a class="boton grande" href={at('/conductor/terminar')}>
          Finalizar ruta
        </a>
        <a class="boton secundario" href={at('/conductor/ruta')}>
          Ver la ruta
        </a>
      </div>
    </main>
  );
}
