import { useEffect, useState } from 'preact/hooks';
import { useRoute } from 'preact-iso/router';
import { now } from '../core/clock.ts';
import { moment, saying, seenFrom } from '../core/format.ts';
import { Esqueleto } from '../piezas/Esqueleto.tsx';
import { Icono, type NombreDeIcono } from '../piezas/Icono.tsx';
import { type Lectura, seguir } from './lectura.ts';
import { Mapa } from './Mapa.tsx';
import { Pasos } from './Pasos.tsx';
import type { Producto, Seguida } from './tipos.ts';

/** `/seguimiento/:token`: one order, for whoever has its link. */
export function Pagina() {
  const { token = '' } = useRoute().params;
  const [seguimiento, setSeguimiento] = useState<ReturnType<typeof seguir> | undefined>(undefined);
  useEffect(() => {
    const nuevo = seguir(token);
    setSeguimiento(nuevo);
    return nuevo.parar;
  }, [token]);
  const lectura = seguimiento?.lectura.value ?? {};
  return (
    <>
      <header class="marco">
        <span class="marca">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path d="M2 27 13 7l5 9 3-5 9 16z" />
          </svg>
          <span>Entregas de los Alpes</span>
        </span>
      </header>
      <main class="hoja seguimiento">
        {lectura.seguida ? (
          <Orden seguida={lectura.seguida} lectura={lectura} />
        ) : lectura.fallo === undefined ? (
          <>
            <h1>Su entrega</h1>
            <Esqueleto lineas={6} />
          </>
        ) : (
          <Nada fallo={lectura.fallo} />
        )}
      </main>
    </>
  );
}

function Orden({ seguida, lectura }: { seguida: Seguida; lectura: Lectura }) {
  const { titulo, orden, destino, desenlace, intentoFallido, siNoEsta, pasos, productos, actualizadaEn } = seguida;
  useEffect(() => {
    document.title = `${titulo} · Entregas de los Alpes`;
  }, [titulo]);
  const [icono, tono] = FINES[desenlace ?? 'enCamino'];
  return (
    <>
      <div class="titular">
        <Icono nombre={icono} clase={`tono-${tono}`} />
        <h1>{titulo}</h1>
      </div>
      <p class="oculto" role="status">
        {titulo}
      </p>
      {(destino.direccion || destino.ciudad) && (
        <p class="tenue">{[destino.direccion, destino.ciudad].filter(Boolean).join(', ')}</p>
      )}
      {lectura.sinRed && lectura.leidaEn !== undefined && (
        <p class="nota">Sin conexión. {seenFrom(lectura.leidaEn, now.value)}</p>
      )}
      {intentoFallido && (
        <p class="nota">
          <Icono nombre="entregaFallida" clase="tono-aviso" /> Intentamos entregar {saying(intentoFallido.en)}:{' '}
          {enFrase(intentoFallido.motivo)}. {intentoFallido.consejo}
        </p>
      )}
      <Mapa seguida={seguida} />
      {pasos && <Pasos pasos={pasos} terminada={desenlace !== undefined} />}
      {productos && <Productos productos={productos} />}
      {siNoEsta && (
        <section class="panel cuerpo">
          <h2>¿No va a estar?</h2>
          <p>{siNoEsta}</p>
        </section>
      )}
      <p class="tenue chica">
        Orden {orden} · última novedad {moment(actualizadaEn)}
      </p>
    </>
  );
}

function Productos({ productos }: { productos: readonly Producto[] }) {
  return (
    <section class="panel cuerpo">
      <h2>Su pedido</h2>
      <ul class="productos">
        {productos.map(({ nombre, cantidad, entregadas }) => (
          <li key={nombre}>
            <span>{nombre}</span> <b>{entregadas === undefined ? cantidad : `${entregadas} de ${cantidad}`}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

const FINES: Readonly<Record<NonNullable<Seguida['desenlace']> | 'enCamino', readonly [NombreDeIcono, string]>> = {
  enCamino: ['camion', 'marcha'],
  entregada: ['entregada', 'acento'],
  entregadaParcial: ['entregadaParcial', 'acento'],
  noEntregada: ['entregaFallida', 'mal'],
  rechazada: ['rechazada', 'mal'],
  devuelta: ['devuelta', 'vuelve'],
  cancelada: ['cancelada', 'tenue'],
};

const NADA: Readonly<Record<number, readonly [string, string]>> = {
  404: ['No encontramos esta entrega', 'Revise que el enlace esté completo, como llegó en el mensaje.'],
  410: ['Este enlace ya no sirve', 'Venció, o la tienda lo anuló. Pídale uno nuevo.'],
};

function Nada({ fallo }: { fallo: number }) {
  const [titulo, consejo] = NADA[fallo] ?? [
    'No pudimos leer su entrega',
    'Revise su conexión. Lo intentamos de nuevo solos.',
  ];
  return (
    <div class="nada">
      <h1>{titulo}</h1>
      <p role="status">{consejo}</p>
    </div>
  );
}

function enFrase(motivo: string): string {
  return motivo.charAt(0).toLowerCase() + motivo.slice(1);
}
