/** The rules as they were read last, so that going from the list to a rule reads them once. */
import {get} from '../../api.js';

const FRESH_MILLIS = 60_000;
let last = {at: -FRESH_MILLIS, answer: null};

/** All rules and findings, as the server says now. */
export async function readRules(signal) {
  const answer = await get('ratelimit/rules', {}, {signal});
  last = {at: Date.now(), answer};
  return answer;
}

/** The same, perhaps as of some seconds ago. */
export async function knownRules(signal) {
  return Date.now() - last.at < FRESH_MILLIS ? last.answer : readRules(signal);
}
