const SHOWN = [
  'RateLimit-Policy', 'RateLimit', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset',
  'X-RateLimit-Algorithm', 'Retry-After',
];

/** Sends a request; what came back: {status, headers: [[name, value]], buckets, retryAfter, body}. */
export async function send({method, url, headers, body}) {
  const response = await fetch(url, {method, headers, body, cache: 'no-store'});
  return {
    status: response.status,
    headers: SHOWN.filter(name => response.headers.has(name)).map(name => [name, response.headers.get(name)]),
    buckets: bucketsOf(response.headers),
    retryAfter: response.headers.get('Retry-After'),
    body: await response.text(),
  };
}

/** Each limit that counted the request: {name, quota, remaining, next}; next in seconds. */
function bucketsOf(headers) {
  const states = new Map(items(headers.get('RateLimit')).map(item => [item.name, item]));
  return items(headers.get('RateLimit-Policy')).map(({name, q}) => {
    const {r, t} = states.get(name) ?? {};
    return {name, quota: q, remaining: r, next: t};
  });
}

/** Reads a list of structured fields: "search";q=10;w=5, "other";q=1;w=1. */
function items(text) {
  return [...(text ?? '').matchAll(/"((?:[^"\\]|\\.)*)"((?:;[a-z]+=-?\d+)*)/g)].map(([, name, parameters]) => {
    const numbers = [...parameters.matchAll(/;([a-z]+)=(-?\d+)/g)].map(([, key, value]) => [key, Number(value)]);
    return {name: name.replace(/\\(.)/g, '$1'), ...Object.fromEntries(numbers)};
  });
}
