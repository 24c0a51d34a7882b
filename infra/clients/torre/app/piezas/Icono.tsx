import type { JSX } from 'preact';

/** Drawn on a grid of 16 units with strokes of 2, in the colour of the text. A shape alone tells its state. */
const DRAWN = {
  creada: <circle cx="8" cy="8" r="5" />,
  confirmada: (
    <>
      <circle cx="8" cy="8" r="5" />
      <path d="M8 3a5 5 0 0 0 0 10z" class="lleno" />
    </>
  ),
  asignada: <circle cx="8" cy="8" r="5.5" class="lleno" />,
  enTransito: <path d="M4 3v10l9-5z" class="lleno" />,
  entregada: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="2.5" class="lleno" />
      <path d="m5 8.2 2.1 2.1L11 6" class="calado" />
    </>
  ),
  entregadaParcial: (
    <>
      <rect x="3" y="3" width="10" height="10" rx="2" />
      <path d="M3 8h10v3a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z" class="lleno" />
    </>
  ),
  entregaFallida: (
    <>
      <path d="M8 2.2 14.4 13.5H1.6z" class="lleno" />
      <path d="M8 6.2v3.2M8 11.4v.2" class="calado" />
    </>
  ),
  enRiesgo: <path d="m8 2 6 6-6 6-6-6z" />,
  devuelta: <path d="M6.5 3 3 6.5 6.5 10M3.4 6.5H9a4 4 0 0 1 0 8H7" />,
  rechazada: <path d="M5 2.5h6l3 5.5-3 5.5H5L2 8z" />,
  cancelada: <path d="m4 4 8 8m0-8-8 8" />,
  buscar: (
    <>
      <circle cx="7" cy="7" r="4" />
      <path d="m10 10 4 4" />
    </>
  ),
  cerrar: <path d="m4 4 8 8m0-8-8 8" />,
  menu: <path d="M2 4h12M2 8h12M2 12h12" />,
  mapa: <path d="M2 4.5 6 3l4 1.5L14 3v8.5L10 13l-4-1.5L2 13zM6 3v8.5M10 4.5V13" />,
  lista: <path d="M6 4h8M6 8h8M6 12h8M2 4h.5M2 8h.5M2 12h.5" />,
  bodega: <path d="M2 7 8 3l6 4v6.5H2zM5.5 13V9h5v4" />,
  camion: <path d="M1.5 4h8v7h-8zM9.5 6.5h3L14.5 9v2h-5M4.5 11.5v1M12 11.5v1" />,
  reloj: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 5v3.2L10 10" />
    </>
  ),
  sube: <path d="M8 13V3M4 7l4-4 4 4" />,
  baja: <path d="M8 3v10m4-4-4 4-4-4" />,
  ayuda: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M6.3 6.5a1.8 1.8 0 1 1 2.4 1.7c-.5.2-.7.5-.7 1M8 11.2v.1" />
    </>
  ),
  copiar: <path d="M5.5 5.5h7v7h-7zM3.5 10.5v-7h7" />,
  telefono: (
    <path d="M4.5 2.5 6.5 6 5 7.5c.8 1.7 1.9 2.8 3.5 3.5L10 9.5l3.5 2c0 1.5-1 2.5-2.5 2.5C6 14 2 10 2 5c0-1.5 1-2.5 2.5-2.5z" />
  ),
  camara: (
    <>
      <path d="M2 5h3l1-1.5h4L11 5h3v8H2z" />
      <circle cx="8" cy="9" r="2.2" />
    </>
  ),
  persona: (
    <>
      <circle cx="8" cy="5.5" r="2.5" />
      <path d="M3 13.5c.5-3 2.5-4 5-4s4.5 1 5 4" />
    </>
  ),
} as const satisfies Readonly<Record<string, JSX.Element>>;

/** A drawing by name. */
export type NombreDeIcono = keyof typeof DRAWN;

/** A drawing. What it says is for screen readers; without it, what stands beside it says the same. */
export function Icono({ nombre, dice, clase = '' }: { nombre: NombreDeIcono; dice?: string; clase?: string }) {
  return (
    <>
      <svg class={`icono ${clase}`} viewBox="0 0 16 16" aria-hidden="true">
        {DRAWN[nombre]}
      </svg>
      {dice !== undefined && <span class="oculto">{dice}</span>}
    </>
  );
}
