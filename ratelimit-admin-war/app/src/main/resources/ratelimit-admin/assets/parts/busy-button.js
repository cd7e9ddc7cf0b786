import {html} from '../html.js';

/**
 * A button that takes no press while it is busy, and keeps the focus, which one that is disabled loses.
 *
 * @param type 'submit' for the one that sends its form
 */
export function BusyButton({busy, type = 'button', onClick, children, ...attributes}) {
  const press = event => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return html`<button ...${attributes} type=${type} aria-busy=${busy} aria-disabled=${busy ? 'true' : null} onClick=${press}>${children}</button>`;
}
