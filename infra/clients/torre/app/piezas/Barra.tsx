/** A share as a bar. The number stands beside it: the bar is for the eye only. */
export function Barra({ parte, total, tono = 'acento' }: { parte: number; total: number; tono?: string }) {
  const share = total > 0 ? Math.min(1, Math.max(0, parte / total)) : 0;
  return (
    <svg class={`barra-parte tono-${tono}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="riel" width="100" height="6" />
      {share > 0 && <rect class="lleno" width={Math.max(3, share * 100)} height="6" />}
    </svg>
  );
}
