import {useAccess} from '../../access.js';
import {change} from '../../api.js';
import {html, useState} from '../../html.js';
import {Confirm} from '../../parts/confirm.js';
import {notify} from '../../parts/notices.js';
import {go} from '../../router.js';

/**
 * What cannot be taken back: to empty all that was counted, and to delete the user.
 *
 * @param onDeleting told whether the user is about to go
 */
export function Actions({id, onReset, onDeleting}) {
  const {mayWrite} = useAccess();
  const [asked, setAsked] = useState('');
  const close = () => setAsked('');
  if (!mayWrite) return null;
  const reset = async () => {
    await change('DELETE', 'ratelimit/users/buckets', {parameters: {user_id: id}});
    notify('All buckets are full again.');
    onReset();
  };
  const remove = async () => {
    onDeleting(true);
    try {
      await change('DELETE', 'users', {parameters: {user_id: id}});
    } catch (error) {
      onDeleting(false);
      throw error;
    }
    notify(`${id} is deleted.`);
    go(['users'], {}, {replace: true});
  };
  return html`
    <div class="buttons">
      <button type="button" class="quiet" onClick=${() => setAsked('reset')}>Reset buckets…</button>
      <button type="button" class="quiet" onClick=${() => setAsked('delete')}>Delete user…</button>
    </div>
    ${asked === 'reset' && html`
      <${Confirm} title="Reset all buckets?" action="Reset" onConfirm=${reset} onClose=${close}>
        <p>What <code>${id}</code> has used is forgotten under every rule of every application. Limits and plan stay. All keys are looked through, which may take some seconds.</p>
      </${Confirm}>`}
    ${asked === 'delete' && html`
      <${Confirm} title="Delete this user?" action="Delete" onConfirm=${remove} onClose=${close}>
        <p><code>${id}</code>, with plan, own limits and all buckets, is gone. The next request makes a new user; entries of the lists stay. All keys are looked through, which may take some seconds.</p>
      </${Confirm}>`}`;
}
