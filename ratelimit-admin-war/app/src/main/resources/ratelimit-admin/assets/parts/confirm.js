import {html, useState} from '../html.js';
import {BusyButton} from './busy-button.js';
import {Dialog} from './dialog.js';
import {Problem} from './problem.js';

/**
 * Asks before something that cannot be taken back.
 *
 * @param action the word on the button, such as 'Delete'
 * @param onConfirm answers a promise; the dialog closes when it is kept, and says why when it is not
 */
export function Confirm({title, action, onConfirm, onClose, wide = false, children}) {
  const [state, setState] = useState({busy: false, error: null});
  const confirm = async () => {
    setState({busy: true, error: null});
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setState({busy: false, error});
    }
  };
  return html`
    <${Dialog} title=${title} wide=${wide} onClose=${onClose}>
      ${children}
      <${Problem} error=${state.error} />
      <footer class="buttons">
        <button type="button" class="quiet" onClick=${onClose}>Cancel</button>
        <${BusyButton} class="danger" busy=${state.busy} onClick=${confirm}>${action}</${BusyButton}>
      </footer>
    </${Dialog}>`;
}
