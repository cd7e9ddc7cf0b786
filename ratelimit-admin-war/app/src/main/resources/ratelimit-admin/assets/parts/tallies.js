import {number, share} from '../format.js';
import {html} from '../html.js';
import {href} from '../router.js';
import {Table} from './table.js';
import {User} from './user.js';

const REQUESTS = {title: 'Requests', number: true, cell: ({requests}) => number(requests)};
const DENIED = {title: 'Denied', number: true, cell: ({denied}) => number(denied)};
const SHARE = {title: 'Share denied', number: true, cell: ({requests, denied}) => share(denied, requests)};
const WOULD_DENY = {title: 'Would deny', number: true, cell: row => number(row.would_deny)};
const NEAR = {title: 'Near limit', number: true, cell: ({near}) => number(near)};

/** A link to the page of a rule. */
export function Rule({id}) {
  return html`<a href=${href(['rules', id])}>${id}</a>`;
}

/**
 * What rules were asked about.
 *
 * @param inFull whether with what shadow would have denied, and how often a limit was near
 */
export function RuleTallies({rules, inFull = false, caption = 'Rules by requests'}) {
  if (rules.length === 0) return html`<p class="muted">No rule matched a request in this time.</p>`;
  const rule = {title: 'Rule', header: true, cell: row => html`<${Rule} id=${row.rule} />`};
  const columns = inFull ? [rule, REQUESTS, DENIED, SHARE, WOULD_DENY, NEAR] : [rule, REQUESTS, DENIED, SHARE];
  return html`<${Table} caption=${caption} hideCaption columns=${columns} rows=${rules} keyOf=${row => row.rule} />`;
}

export function RouteTallies({routes}) {
  if (routes.length === 0) return html`<p class="muted">No route was asked for in this time.</p>`;
  const columns = [{title: 'Route', header: true, cell: ({route}) => html`<span class="route">${route}</span>`}, REQUESTS, DENIED, SHARE];
  return html`<${Table} caption="Routes by requests" hideCaption columns=${columns} rows=${routes} keyOf=${row => row.route} />`;
}

/**
 * Users with a count each: [{user_id, count}].
 *
 * @param of what is counted, such as 'Requests'
 * @param whole of which the counts are parts
 */
export function UserTallies({users, of, whole}) {
  if (users.length === 0) return html`<p class="muted">Nobody in this time.</p>`;
  const columns = [
    {title: 'User', header: true, cell: row => html`<${User} id=${row.user_id} />`},
    {title: of, number: true, cell: ({count}) => number(count)},
    {title: 'Share of all', number: true, cell: ({count}) => share(count, whole)},
  ];
  return html`<${Table} caption=${`Users by ${of.toLowerCase()}`} hideCaption columns=${columns} rows=${users} keyOf=${row => row.user_id} />`;
}
