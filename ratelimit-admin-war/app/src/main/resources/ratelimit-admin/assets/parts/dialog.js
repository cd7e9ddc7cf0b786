import {html, useEffect, useRef} from '../html.js';

let next = 0;

/** A dialog in front of everything, closed by Escape, its cross, or whoever shows it. What has data-focus has the focus first. */
export function Dialog({title, onClose, wide = false, children}) {
  const dialog = useRef(null);
  const id = useRef(`dialog-${next++}`);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current.showModal();
    dialog.current.querySelector('[data-focus]')?.focus();
    return () => opener?.focus?.();
  }, []);
  const cancel = event => {
    event.preventDefault();
    onClose();
  };
  return html`
    <dialog ref=${dialog} aria-labelledby=${id.current} class=${wide ? 'wide' : ''} onCancel=${cancel}>
      <article>
        <header>
          <h2 id=${id.current}>${title}</h2>
          <button type="button" class="quiet close" aria-label="Close" onClick=${onClose}>×</button>
        </header>
        ${children}
      </article>
    </dialog>`;
}
