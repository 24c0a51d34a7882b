/** What the signs of the map mean, and what it does not say. */
export function Leyenda({ numbers }: { numbers: string }) {
  return (
    <p class="leyenda">
      <span class="signo es-pendiente">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="12" r="9" />
        </svg>
        Pendiente
      </span>
      <span class="signo es-enRiesgo">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 1.5 22.5 12 12 22.5 1.5 12z" />
        </svg>
        En riesgo
      </span>
      <span class="signo es-entregada">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <rect x="3" y="3" width="18" height="18" rx="4" class="lleno" />
        </svg>
        Entregada
      </span>
      <span class="signo es-fallida">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 2.5 22.5 21h-21z" class="lleno" />
        </svg>
        Fallida
      </span>
      <span class="leyenda-nota">Número: {numbers} · las líneas no siguen las calles</span>
      <span class="leyenda-credito">Contornos: Natural Earth. Lugares: GeoNames, CC BY 4.0</span>
    </p>
  );
}
