import {useAccess} from '../../access.js';
import {count, limitText} from '../../format.js';
import {html} from '../../html.js';
import {Empty} from '../../parts/empty.js';
import {Table} from '../../parts/table.js';
import {User} from '../../parts/user.js';
import {href} from '../../router.js';
import {Kept} from './kept.js';

const COLUMNS = [
  {title: 'User', header: true, cell: ({user_id: id}) => html`<${User} id=${id} />`},
  {title: 'Plan', cell: ({plan}) => plan || html`<span class="muted">none</span>`},
  {title: 'Limits', cell: ({custom}) => custom ? html`<span class="badge warning">own</span>` : html`<span class="muted">as the rules say</span>`},
  {title: 'Limit of rule default', cell: user => limitText({...user, capacity: user.max_tokens ?? user.capacity})},
  {title: 'Since', cell: ({created_at: at}) => html`<${Kept} at=${at * 1_000} />`},
  {title: 'Changed', cell: ({created_at: created, updated_at: at}) => at === created ? '–' : html`<${Kept} at=${at * 1_000} />`},
];

/** A page of users, or what to do where there are none. */
export function Found({found: {users, next, looking, stopped}, prefix, isFirst}) {
  if (users === null) return null;
  if (users.length > 0) {
    const rows = [...new Map(users.map(user => [user.user_id, user])).values()];
    return html`<div class=${looking ? 'waiting' : ''}><${Table} caption="${count(rows.length, 'user')} on this page, in no order" columns=${COLUMNS} rows=${rows} keyOf=${user => user.user_id} /></div>`;
  }
  if (looking || stopped || next !== null) return null;
  if (!isFirst) return html`<p class="muted">No more users.</p>`;
  return prefix ? html`<${Unknown} id=${prefix} />` : html`
    <${Empty} title="No users yet.">A user is made by the first request that is counted for them, or by hand: type an id, and give limits to it.</${Empty}>`;
}

function Unknown({id}) {
  const {mayWrite} = useAccess();
  return html`
    <${Empty} title="No user's id begins like this.">
      ${mayWrite
        ? html`<a href=${href(['users', id])}>Give limits to <strong>${id}</strong></a>, and the user is there before the first request.`
        : 'Look for fewer letters; upper and lower case differ.'}
    </${Empty}>`;
}
