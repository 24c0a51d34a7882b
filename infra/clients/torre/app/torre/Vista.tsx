/** `/torre`: is anything wrong? */
export function Vista() {
  return (
    <main class="hoja">
      <h1>Torre</h1>
    </main>
  );
}
