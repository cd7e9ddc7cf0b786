/** The client of the HTTP API. Everything the dashboard knows and does goes through here. */
import {refuseToken, token} from './session.js';

const BASE = new URL('./', document.baseURI);
const PATIENCE_MILLIS = 30_000;
/** What the Date of an answer, which has no milliseconds, and the way of it may differ by. */
const CLOCKS_AGREE_MILLIS = 2_000;

let clockOffset = 0;

/** The time in milliseconds by the server's clock, for what the server decides; the one here may be wrong. */
export const serverNow = () => Date.now() + clockOffset;

/** What the server refused, or why it was not reached. */
export class ApiError extends Error {
  /** @param problem as RFC 9457 writes it; {} where there is none */
  constructor(status, problem) {
    super(problem.detail || problem.title || `The server answered ${status}.`);
    this.status = status;
    /** What is wrong with which field: [{field, message}]. */
    this.errors = problem.errors || [];
    /** All that was answered: a denied check has its whole answer here. */
    this.body = problem;
  }
}

/** The absolute address of an endpoint. Parameters that are null, undefined or empty are left out. */
export function address(path, parameters = {}) {
  const url = new URL(path, BASE);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') url.searchParams.set(name, value);
  }
  return url.href;
}

/** One part of a path. */
export const part = encodeURIComponent;

/** Answers the JSON of an endpoint. */
export async function get(path, parameters, {signal} = {}) {
  return (await getWithVersion(path, parameters, {signal})).body;
}

/** Answers {body, version}: version is what If-Match of a change has to name. */
export async function getWithVersion(path, parameters, {signal} = {}) {
  const response = await send('GET', address(path, parameters), {signal});
  return {body: await json(response, signal), version: response.headers.get('ETag')};
}

/** Answers the body as a Blob, for a file to save. */
export async function download(path, parameters) {
  const response = await send('GET', address(path, parameters), {accept: '*/*'});
  return response.blob().catch(giveUp);
}

/**
 * Changes something: POST, PUT or DELETE.
 *
 * @param body to send as JSON, undefined for none
 * @param ifMatch the version that is to be changed, where it matters
 * @param ifNew whether nothing that is there is to be changed
 * @returns the JSON of the answer, null where there is none
 */
export async function change(method, path, {parameters, body, ifMatch, ifNew} = {}) {
  const response = await send(method, address(path, parameters), {body, ifMatch, ifNew});
  const isJson = (response.headers.get('Content-Type') || '').includes('json');
  return isJson ? json(response) : null;
}

async function send(method, url, {body, ifMatch, ifNew, accept = 'application/json', signal}) {
  const sent = token();
  const headers = {Accept: accept};
  if (sent) headers.Authorization = `Bearer ${sent}`;
  if (ifMatch) headers['If-Match'] = ifMatch;
  if (ifNew) headers['If-None-Match'] = '*';
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const options = {method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store'};
  const response = await fetch(url, method === 'GET' ? {...options, signal: orTooLate(signal)} : options).catch(error => giveUp(error, signal));
  noteClock(response.headers.get('Date'));
  if (response.ok) return response;
  const error = new ApiError(response.status, await problemOf(response));
  if (response.status === 401 && token() === sent) refuseToken(error);
  throw error;
}

/** Says why no answer came, or not the whole of it. */
function giveUp(error, signal) {
  if (signal?.aborted) throw error;
  // A body that is late has been aborted, as browsers see it.
  const isLate = ['TimeoutError', 'AbortError'].includes(error.name);
  throw new ApiError(0, {detail: isLate ? 'The administration does not answer in time.' : 'The administration cannot be reached. Is it still running?'});
}

function orTooLate(signal) {
  const late = AbortSignal.timeout(PATIENCE_MILLIS);
  return signal ? AbortSignal.any([signal, late]) : late;
}

function noteClock(date) {
  const offset = Date.parse(date ?? '') - Date.now();
  if (!Number.isNaN(offset)) clockOffset = Math.abs(offset) > CLOCKS_AGREE_MILLIS ? offset : 0;
}

async function json(response, signal) {
  try {
    return await response.json();
  } catch (error) {
    if (!(error instanceof SyntaxError)) return giveUp(error, signal);
    throw new ApiError(response.status, {detail: 'The answer is not from the administration. Is there a proxy or a login before it?'});
  }
}

async function problemOf(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}
