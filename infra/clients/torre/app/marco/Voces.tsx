import { alert, status } from '../core/announce.ts';

/** What screen readers hear; nothing else of the page is live. */
export function Voces() {
  return (
    <>
      <p class="oculto" role="status">
        {status}
      </p>
      <p class="oculto" role="alert">
        {alert}
      </p>
    </>
  );
}
