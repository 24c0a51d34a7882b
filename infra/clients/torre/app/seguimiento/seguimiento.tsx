/** `/seguimiento/:token`: one order, for whoever has its link. */
export function Pagina() {
  return (
    <main class="hoja">
      <h1>Su entrega</h1>
    </main>
  );
}
