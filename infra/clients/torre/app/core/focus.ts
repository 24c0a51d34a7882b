/** Whether nothing has the focus: what had it is gone. */
function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Puts the focus on the title of the page, where that is known by now. */
function toTitle(page: Element): boolean {
  const title = page.querySelector<HTMLElement>('h1');
  if (!title) return false;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
  return true;
}

/**
 * Once another page is shown: puts the focus on its title, as soon as it has one, so that the keyboard and what reads aloud go
 * on there; unless the focus is somewhere. Gives back how to stop waiting for it.
 */
export function focusTitle(page: Element): () => void {
  const settle = () => {
    if (isLost() && !toTitle(page)) return;
    observer.disconnect();
  };
  const observer = new MutationObserver(settle);
  observer.observe(page, { childList: true, subtree: true });
  settle();
  return () => observer.disconnect();
}

/** Gives the focus back to an element; if that goes while it has it, such as a button of what is done now, to the page's title. */
export function giveBack(element: HTMLElement): void {
  const page = document.getElementById('contenido');
  element.focus();
  if (!page) return;
  if (isLost()) toTitle(page);
  const observer = new MutationObserver(() => {
    if (document.activeElement === element) return;
    observer.disconnect();
    if (isLost() && !element.isConnected) toTitle(page);
  });
  observer.observe(page, { childList: true, subtree: true });
}
