import {html, useState} from '../../html.js';
import {count} from '../../format.js';
import {Empty} from '../../parts/empty.js';
import {TextField} from '../../parts/field.js';
import {Table} from '../../parts/table.js';
import {Time} from '../../parts/time.js';
import {User} from '../../parts/user.js';
import {Ends} from './ends.js';
import {KINDS, kindOf} from './kinds.js';

const COLUMNS = [
  {title: 'Entry', header: true, cell: ({entry}) => html`<${Name} entry=${entry} />`},
  {title: 'Kind', cell: ({entry}) => KINDS[kindOf(entry)].label},
  {title: 'Reason', cell: ({reason}) => reason || html`<span class="muted">none given</span>`},
  {title: 'By', cell: ({author}) => author || '–'},
  {title: 'Since', cell: ({created_at: at}) => html`<${Time} at=${at} />`},
  {title: 'Ends', cell: ({expires_at: at}) => html`<${Ends} at=${at} />`},
];

/** What is loaded of a list, and among it what holds a text. */
export function EntryTable({list, entries, isFirst, mayWrite, onEdit, onRemove}) {
  const [text, setText] = useState('');
  if (entries.length === 0) return isFirst ? html`<${Nobody} list=${list} mayWrite=${mayWrite} />` : html`<p class="muted">No more entries.</p>`;
  const shown = entries.filter(({entry, reason, author}) => `${entry}\n${reason}\n${author}`.toLowerCase().includes(text.toLowerCase()));
  const actions = {title: 'Change', cell: entry => html`
    <span class="buttons">
      <button type="button" class="link" aria-label="Edit ${entry.entry}" onClick=${() => onEdit(entry)}>Edit</button>
      <button type="button" class="link" aria-label="Remove ${entry.entry}" onClick=${() => onRemove(entry)}>Remove</button>
    </span>`};
  return html`
    <div class="fields"><${TextField} label="Find on this page" type="search" value=${text} onInput=${setText} help="In entries, reasons and authors." /></div>
    ${shown.length
      ? html`<${Table} caption=${shown.length < entries.length ? `${count(shown.length, 'entry', 'entries')} of ${entries.length}` : count(entries.length, 'entry', 'entries')}
          columns=${mayWrite ? [...COLUMNS, actions] : COLUMNS} rows=${shown} keyOf=${({entry}) => entry} />`
      : html`<p class="muted" role="status">No entry of this page has that in it.</p>`}`;
}

function Name({entry}) {
  const kind = kindOf(entry);
  return kind === 'user' || kind === 'key' ? html`<${User} id=${entry} />` : html`<code>${entry}</code>`;
}

function Nobody({list, mayWrite}) {
  const title = list === 'deny' ? 'Nobody is denied.' : 'Nobody passes without being counted.';
  const next = list === 'deny'
    ? 'Put a user, an address, an API key or a network on the list to deny it everywhere, for a while or for good.'
    : 'Put your own probes, partners or office network on the list, and no rule limits them.';
  return html`<${Empty} title=${title}>${next}${!mayWrite && ' That takes the admin token.'}</${Empty}>`;
}
