/** The rules as they were read last, so that going from the list to a rule reads them once. */
import {change, get} from '../../api.js';
import {onTokenChange} from '../../session.js';

const FRESH_MILLIS = 60_000;
const NOTHING = {at: -FRESH_MILLIS, answer: null};
let last = NOTHING;

/** All rules and findings, as the server says now. */
export async function readRules(signal) {
  const before = last;
  const answer = await get('ratelimit/rules', {}, {signal});
  // What was asked for before a change may be from before it.
  if (last === before) last = {at: performance.now(), answer};
  return answer;
}

/** The same, perhaps as of some seconds ago. */
export async function knownRules(signal) {
  return performance.now() - last.at < FRESH_MILLIS ? last.answer : readRules(signal);
}

/** Changes rules or plans, as change() of api.js does; what was known of them is forgotten. */
export async function changeRules(...request) {
  try {
    return await change(...request);
  } finally {
    forget();
  }
}

function forget() {
  last = {...NOTHING};
}

onTokenChange(forget);
