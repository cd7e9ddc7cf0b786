import {html, useEffect, useRef} from '../html.js';

let next = 0;

/** A dialog in front of everything, closed by Escape, its cross, or whoever shows it. What has data-focus has the focus first. */
export function Dialog({title, onClose, wide = false, children}) {
  const dialog = useRef(null);
  const id = useRef(`dialog-${next++}`);
  useEffect(() => {
    const shown = dialog.current;
    shown.showModal();
    shown.querySelector('[data-focus]')?.focus();
    // Closing gives the focus back. Nothing else could: until then all other things are inert.
    return () => shown.close();
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
