/** The request that an endpoint and the values of its fields make: {method, url, headers}. */
export function requestFor(endpoint, values) {
  const url = new URL(endpoint.path, location.origin);
  const headers = {};
  endpoint.fields.forEach((field, i) => {
    const value = values[i].trim();
    if (value === '') return;
    if (field.header) headers[field.header] = value;
    if (field.query) url.searchParams.set(field.query, value);
    if (field.segment) url.pathname += '/' + encodeURIComponent(value);
  });
  return {method: endpoint.method, url: url.href, headers};
}

/** The same for a shell. */
export function curlFor({method, url, headers}) {
  const parts = ['curl -i', quoted(url)];
  for (const [name, value] of Object.entries(headers)) parts.push('-H ' + quoted(`${name}: ${value}`));
  if (method !== 'GET') parts.push('-X ' + method);
  return parts.join(' ');
}

/** Double quotes suit every shell, but only for plain text. */
function quoted(text) {
  return /^[\w .,:;/?=&@%+~-]*$/.test(text) ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`;
}
