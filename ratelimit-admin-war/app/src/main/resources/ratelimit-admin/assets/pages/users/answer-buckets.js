import {ALGORITHMS, number} from '../../format.js';
import {html} from '../../html.js';
import {Table} from '../../parts/table.js';
import {Time} from '../../parts/time.js';
import {href} from '../../router.js';

const ORIGINS = {rule: 'the rule', plan: "the user's plan", custom: "the user's own record", override: "the user's own record"};
const known = value => value === null ? '–' : number(value);

const BUCKET = {title: 'Bucket', header: true, cell: ({rule, policy}) => html`<a href=${href(['rules', rule])}>${policy}</a>`};
const LIMIT = {title: 'Limit', cell: ({limit, window, algorithm}) => `${number(limit)} per ${window} (${ALGORITHMS[algorithm] || algorithm})`};
const FROM = {title: 'Limit from', cell: ({limit_from: from}) => ORIGINS[from] || from};
const BEFORE = {title: 'Before', number: true, cell: ({before}) => known(before)};
const COST = {title: 'Cost', number: true, cell: ({cost}) => number(cost)};
const AFTER = {title: 'After', number: true, cell: ({after}) => known(after)};
const LEFT = {...BEFORE, title: 'Left'};
const OUTCOME = {title: 'Outcome', cell: bucket => html`<${Outcome} bucket=${bucket} />`};

/** The buckets that were asked, before and after. */
export function AnswerBuckets({buckets, charged}) {
  const counts = charged ? [BEFORE, COST, AFTER] : [LEFT];
  return html`<${Table} caption="Buckets that were asked" columns=${[BUCKET, LIMIT, FROM, ...counts, OUTCOME]} rows=${buckets} keyOf=${({policy}, i) => policy + i} />`;
}

function Outcome({bucket: {allowed, enforced, passes_at: passesAt, source, cause}}) {
  return html`
    <span class="badge ${allowed ? 'allowed' : enforced ? 'denied' : 'warning'}">${allowed ? 'fits' : enforced ? 'does not fit' : 'would not fit (shadow)'}</span>
    ${passesAt && html` <span class="muted">again at <${Time} at=${passesAt} /></span>`}
    ${cause && html` <span class="muted">${source}: ${cause}</span>`}`;
}
