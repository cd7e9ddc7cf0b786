/** The client of the HTTP API. Everything the dashboard knows and does goes through here. */
import {token} from './session.js';

const BASE = new URL('./', document.baseURI);

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
  return {body: await json(response), version: response.headers.get('ETag')};
}

/** Answers the body as a Blob, for a file to save. */
export async function download(path, parameters) {
  return (await send('GET', address(path, parameters), {accept: '*/*'})).blob();
}

/**
 * Changes something: POST, PUT or DELETE.
 *
 * @param body to send as JSON, undefined for none
 * @param ifMatch the version that is to be changed, where it matters
 * @returns the JSON of the answer, null where there is none
 */
export async function change(method, path, {parameters, body, ifMatch} = {}) {
  const response = await send(method, address(path, parameters), {body, ifMatch});
  const isJson = (response.headers.get('Content-Type') || '').includes('json');
  return isJson ? json(response) : null;
}

async function send(method, url, {body, ifMatch, accept = 'application/json', signal}) {
  const headers = {Accept: accept};
  if (token()) headers.Authorization = `Bearer ${token()}`;
  if (ifMatch) headers['If-Match'] = ifMatch;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const options = {method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store'};
  const response = await reach(url, options);
  if (!response.ok) throw new ApiError(response.status, await problemOf(response));
  return response;
}

async function reach(url, options) {
  try {
    return await fetch(url, options);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, {detail: 'The administration cannot be reached. Is it still running?'});
  }
}

async function json(response) {
  try {
    return await response.json();
  } catch {
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
