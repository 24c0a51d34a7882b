/** Lines where text will be. It shows after a moment, so that what comes at once does not flicker. */
export function Esqueleto({ lineas = 4 }: { lineas?: number }) {
  return (
    <div class="esqueleto" aria-hidden="true">
      {Array.from({ length: lineas }, (_, at) => (
        <span key={at} class={`linea-${at % 3}`} />
      ))}
    </div>
  );
}
