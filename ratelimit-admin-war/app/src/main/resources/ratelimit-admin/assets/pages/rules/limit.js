/** Limits of rules, as a form shows them. */
import {ALGORITHMS} from '../../format.js';

const CAPACITY = {name: 'capacity', label: 'At once', number: true, example: '20'};
const LIMIT = {name: 'limit', label: 'Requests', number: true, example: '100'};
const WINDOW = {name: 'window', label: 'In', example: '1m'};
const rate = name => ({name, label: 'Per second', number: true, example: '5'});

/** How a limit can be written: {id, algorithm, label, fields, has: the field that tells it from others of the algorithm}. */
export const SHAPES = [
  {id: 'token', algorithm: 'token', note: 'capacity and rate', fields: [CAPACITY, rate('refill_rate')]},
  {
    id: 'token-window', algorithm: 'token', note: 'requests in a time', has: 'window',
    fields: [LIMIT, WINDOW, {name: 'burst', label: 'At once', number: true, example: 'as many'}],
  },
  {id: 'leaky', algorithm: 'leaky', note: 'capacity and rate', fields: [CAPACITY, rate('leak_rate')]},
  {id: 'leaky-window', algorithm: 'leaky', note: 'requests in a time', has: 'window', fields: [LIMIT, WINDOW]},
  {id: 'fixed_window', algorithm: 'fixed_window', fields: [LIMIT, WINDOW]},
  {
    id: 'calendar', algorithm: 'fixed_window', note: 'day, week or month', has: 'calendar',
    fields: [
      LIMIT,
      {name: 'calendar', label: 'In a', choices: ['day', 'week', 'month'], initial: 'month'},
      {name: 'zone', label: 'Zone', example: 'UTC'},
      {name: 'anchor', label: 'Begins', number: true, example: 'at its start'},
    ],
  },
  {id: 'sliding_window_log', algorithm: 'sliding_window_log', fields: [LIMIT, WINDOW]},
  {id: 'sliding_window_counter', algorithm: 'sliding_window_counter', fields: [LIMIT, WINDOW]},
].map(shape => ({...shape, label: capital(ALGORITHMS[shape.algorithm]) + (shape.note ? `: ${shape.note}` : '')}));

const INITIAL = {capacity: 20, refill_rate: 5, leak_rate: 5, limit: 100, window: '1m'};
const KNOWN = new Set(SHAPES.flatMap(shape => shape.fields.map(field => field.name)));

/** The shape of a limit; undefined for one that is a text, or that no form can show. */
export function shapeOf(limit) {
  if (typeof limit !== 'object' || limit === null || Array.isArray(limit) || 'max_tokens' in limit) return undefined;
  const shapes = SHAPES.filter(shape => shape.algorithm === limit.algorithm);
  return shapes.find(shape => shape.has && shape.has in limit) || shapes.find(shape => !shape.has);
}

/** The same limit in another shape: what both have stays, and so does what no shape knows. */
export function reshaped(limit, id) {
  const shape = SHAPES.find(one => one.id === id);
  const old = shapeOf(limit) ? limit : {};
  const size = old.limit ?? old.capacity;
  const values = shape.fields.map(({name, initial}) => [name, old[name] ?? initial ?? (isSize(name) ? size : undefined) ?? INITIAL[name]]);
  const kept = Object.entries(old).filter(([name]) => name !== 'algorithm' && !KNOWN.has(name));
  return Object.fromEntries([['algorithm', shape.algorithm], ...kept, ...values.filter(([, value]) => value !== undefined)]);
}

const isSize = name => name === 'limit' || name === 'capacity';

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
