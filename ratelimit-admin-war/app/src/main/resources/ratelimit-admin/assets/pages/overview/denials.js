import {html} from '../../html.js';
import {Problem} from '../../parts/problem.js';
import {Table} from '../../parts/table.js';
import {Rule} from '../../parts/tallies.js';
import {RelativeTime} from '../../parts/time.js';
import {User, isFingerprint, shortUser} from '../../parts/user.js';
import {href} from '../../router.js';

const COLUMNS = [
  {title: 'When', cell: ({at}) => html`<${RelativeTime} at=${at} />`},
  {title: 'User', header: true, cell: row => html`<${User} id=${row.user_id} />`},
  {title: 'Denied by', cell: ({rules}) => html`<${By} rules=${rules} />`},
  {title: 'Request', cell: ({method, route}) => html`<span class="route">${route ? `${method} ${route}` : 'a bare check'}</span>`},
  {title: 'Explain', cell: row => html`<${Why} ...${row} />`},
];

/** Who was denied last, newest first. */
export function Denials({loaded: {data, error, reload}}) {
  const problem = html`<${Problem} error=${error} stale=${Boolean(data)} retry=${reload} />`;
  if (!data) return problem;
  if (data.denials.length === 0) return html`${problem}<p class="muted">Nobody was denied lately.</p>`;
  return html`
    ${problem}
    <${Table} caption="Denials, newest first" hideCaption columns=${COLUMNS} rows=${told(data.denials)} keyOf=${row => row.key} />
    ${data.sampled !== '1 in 1' && html`<p class="muted">Of ${data.sampled} users; of the others only numbers are known.</p>`}`;
}

/** With keys that stay when newer ones come before them, so that the focus does. */
function told(denials) {
  const seen = new Map();
  return denials.toReversed().map(denial => {
    const name = `${denial.at} ${denial.user_id} ${denial.method} ${denial.route}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return {...denial, key: `${name} ${seen.get(name)}`};
  }).reverse();
}

/** Where no rule denied it, a list did. */
function By({rules}) {
  if (rules.length === 0) return html`<a href=${href(['lists'])}>deny list</a>`;
  return rules.map((rule, i) => html`<span key=${rule}>${i > 0 && ', '}<${Rule} id=${rule} /></span>`);
}

function Why({user_id: id, route, method}) {
  if (isFingerprint(id)) return html`<span class="muted">–</span>`;
  return html`<a href=${href(['users', id], {path: route, method})}>Why<span class="hidden"> was ${shortUser(id)} denied?</span></a>`;
}
