import {serverNow} from '../../api.js';
import {exactTime} from '../../format.js';

const HOUR = 3_600_000;

/** The quick choices, by their names in the route. */
export const RANGES = {
  '1h': {label: '1 h', millis: HOUR},
  '24h': {label: '24 h', millis: 24 * HOUR},
  '7d': {label: '7 d', millis: 168 * HOUR},
  '30d': {label: '30 d', millis: 720 * HOUR},
};

/**
 * What the parameters of the route ask for: the last day where they say nothing.
 *
 * @returns {range, from, to}: range is null where from or to are given
 */
export function wanted(parameters) {
  const [from, to] = [parameters.get('from'), parameters.get('to')];
  if (from || to) return {range: null, from, to};
  return {range: RANGES[parameters.get('range')] ? parameters.get('range') : '24h', from: null, to: null};
}

/** From when until when that is, as the API takes it. */
export function timesOf({range, from, to}, now = serverNow()) {
  return range ? {from: new Date(now - RANGES[range].millis).toISOString()} : {from, to};
}

/** What such an input holds as an instant; what is none as it is, so that the server says what is wrong. */
export function instantOf(text) {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

/** What the server has against a field, with the times of its message in the reader's zone. */
export function errorOf(error, field) {
  if (error?.status !== 400) return null;
  const message = error.errors.length === 0 && error.message.startsWith(`${field} `)
    ? error.message
    : error.errors.find(one => one.field === field)?.message;
  if (!message) return null;
  const told = message.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, exactTime);
  return told[0].toUpperCase() + told.slice(1);
}
