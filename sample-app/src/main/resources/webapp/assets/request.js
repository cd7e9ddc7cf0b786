/** The request that an endpoint and the values of its fields make: {method, url, headers, body}. */
export function requestFor(endpoint, values) {
  const given = endpoint.fields.map((field, i) => ({...field, value: values[i].trim()})).filter(({value}) => value !== '');
  const url = new URL(pathFor(endpoint, given), location.origin);
  const headers = {};
  const members = {};
  for (const field of given) {
    if (field.header) headers[field.header] = field.value;
    if (field.query) url.searchParams.set(field.query, field.value);
    if (field.segment) url.pathname += '/' + encodeURIComponent(field.value);
    if (field.member) members[field.member] = memberOf(field);
  }
  const request = {method: endpoint.method, url: url.href, headers};
  if (!endpoint.fields.some(field => field.member)) return request;
  headers['Content-Type'] = 'application/json';
  return {...request, body: JSON.stringify(members)};
}

function pathFor(endpoint, given) {
  return given.filter(field => field.variable).reduce(
    (path, {variable, value}) => path.replace(`{${variable}}`, encodeURIComponent(value)), endpoint.path);
}

/** What is no number is sent as it is, to see what comes back. */
function memberOf({number, value}) {
  return number && Number.isFinite(Number(value)) ? Number(value) : value;
}

/** The same for a shell. */
export function curlFor({method, url, headers, body}) {
  const parts = ['curl -i', quoted(url)];
  for (const [name, value] of Object.entries(headers)) parts.push('-H ' + quoted(`${name}: ${value}`));
  if (body) parts.push('-d ' + quoted(body));
  else if (method !== 'GET') parts.push('-X ' + method);
  return parts.join(' ');
}

/** Double quotes suit every shell, but only for plain text. */
function quoted(text) {
  return /^[\w .,:;/?=&@%+~-]*$/.test(text) ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`;
}
