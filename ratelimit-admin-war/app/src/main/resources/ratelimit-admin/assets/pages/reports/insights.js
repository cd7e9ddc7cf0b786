import {count, number, share} from '../../format.js';
import {html} from '../../html.js';
import {Rule} from '../../parts/tallies.js';
import {Time} from '../../parts/time.js';
import {User} from '../../parts/user.js';
import {RuleNames, Rows} from './rows.js';
import {Section} from './section.js';

const RULE = {title: 'Rule', header: true, cell: ({rule}) => html`<${Rule} id=${rule} />`};
const REQUESTS = counted('Requests', 'requests');

const NEAR = [{title: 'User', header: true, cell: row => html`<${User} id=${row.user_id} />`}, {...RULE, header: false}, REQUESTS];

const SHADOW = [
  RULE,
  REQUESTS,
  {title: 'Would deny', number: true, cell: row => `${number(row.would_deny)} (${share(row.would_deny, row.requests)})`},
  {title: 'Users hurt', number: true, cell: ({users}) => `${number(users.hurt)} of ${number(users.of)}`},
  {title: 'Most', cell: ({top}) => top.length ? top.map(({user_id: id}, i) => html`<span key=${id}>${i > 0 && ', '}<${User} id=${id} /></span>`) : '–'},
];

const SUGGESTED = [
  {title: 'Rule', header: true, cell: ({rule, limit}) => html`<${Rule} id=${rule} />${limit !== rule && html` <span class="muted">${limit}</span>`}`},
  {title: 'In', cell: ({window}) => window},
  counted('Allows now', 'current'),
  counted('Users', 'callers'),
  counted('p50', 'p50'),
  counted('p95', 'p95'),
  counted('p99', 'p99'),
  counted('Most', 'max'),
  {title: 'Suggested', number: true, cell: ({suggested}) => html`<strong>${number(suggested)}</strong>`},
];

const HOURS = [{title: 'Hour', header: true, cell: ({at}) => html`<${Time} at=${at} />`}, REQUESTS, counted('Allowed', 'allowed'), counted('Denied', 'denied')];

/** What is worth knowing of it, in full. */
export function Insights({insights}) {
  return html`
    <${Section} title="Near a limit" help="Who most often passed with a fifth of a limit left, or less.">
      <${Rows} caption="Users near a limit" none="Nobody came near a limit." columns=${NEAR} rows=${insights.near_limit} keyOf=${row => `${row.rule} ${row.user_id}`} />
    </${Section}>
    <${Section} title="Suggested limits" help=${`What users took in the time that a limit needs to be as new; suggested is a quarter more than 99 of 100 took. ${seen(insights.observed)}`}>
      <${Rows} caption="Suggested limits" none="There is too little traffic to suggest any." columns=${SUGGESTED} rows=${tightestFirst(insights.suggested_limits)} keyOf=${row => `${row.rule} ${row.limit}`} />
    </${Section}>
    <${Section} title="Rules in shadow" help="What they would have denied, had they been enforced.">
      <${Rows} caption="Rules in shadow" none="No rule is in shadow." columns=${SHADOW} rows=${insights.shadow} keyOf=${row => row.rule} />
    </${Section}>
    <div class="grid halves">
      <${Section} title="Never matched" help="Rules in force that no request met."><${RuleNames} rules=${insights.never_matched} none="Every rule was met." /></${Section}>
      <${Section} title="Always denying" help="Rules that denied every request that met them."><${RuleNames} rules=${insights.always_denying.map(({rule}) => rule)} none="No rule did." /></${Section}>
    </div>
    <${Section} title="Busiest hours">
      <${Rows} caption="Busiest hours" none="No request was decided in this time." columns=${HOURS} rows=${insights.busiest_hours} keyOf=${row => row.at} />
    </${Section}>`;
}

/** Those first of which users want most beyond what they allow. */
function tightestFirst(limits) {
  return limits.toSorted((one, other) => other.p99 / other.current - one.p99 / one.current);
}

function counted(title, field) {
  return {title, number: true, cell: row => number(row[field])};
}

function seen({requests, one_in: oneIn}) {
  return `Seen were ${count(requests, 'request')} of ${oneIn === 1 ? 'all users' : `one in ${number(oneIn)} users`}.`;
}
