import type { ComponentChildren } from 'preact';
import { ErrorBoundary } from 'preact-iso/lazy';

/** Holds the place of what is loaded when it is first shown. */
export function Perezoso({ clase, children }: { clase: string; children: ComponentChildren }) {
  return (
    <div class={clase}>
      <ErrorBoundary>{children}</ErrorBoundary>
    </div>
  );
}
