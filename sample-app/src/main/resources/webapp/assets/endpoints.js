/**
 * What there is to try. A field's value goes into a header, a parameter of the query, a variable or the end of the path, or
 * a member of the JSON body.
 */
export const endpoints = [
  {
    id: 'catalogue',
    method: 'GET',
    path: '/catalogue',
    algorithm: 'fixed window',
    key: 'per address',
    text: 'Anybody may browse. The count starts afresh with each window, for everybody at the same instant.',
    fields: [],
  },
  {
    id: 'search',
    method: 'GET',
    path: '/search',
    algorithm: 'token bucket',
    key: 'per API key',
    text: 'A burst may come at once, then searches pass as fast as tokens drip in. Another key has a bucket of its own; '
      + 'without one the address counts.',
    fields: [
      {label: 'API key', header: 'X-Api-Key', value: 'demo'},
      {label: 'Search for', query: 'q', value: 'lamp'},
    ],
  },
  {
    id: 'report',
    method: 'GET',
    path: '/report',
    algorithm: 'sliding window counter',
    key: 'per API key',
    text: 'Expensive: each report costs 10. The window slides, so the wait is for the share of the last window to fade.',
    fields: [{label: 'API key', header: 'X-Api-Key', value: 'demo'}],
  },
  {
    id: 'login',
    method: 'POST',
    path: '/login',
    algorithm: 'sliding window log',
    key: 'per address and per account',
    text: 'Two rules, exact in any minute: one for where tries come from, one for the account they aim at. '
      + 'What either refuses is charged to neither. For another address add `--interface 127.0.0.2` on Linux.',
    fields: [{label: 'Account', header: 'X-Account', value: 'alice'}],
  },
  {
    id: 'download',
    method: 'GET',
    path: '/download',
    algorithm: 'leaky bucket',
    key: 'per API key',
    text: 'A few at once, then a steady trickle, whichever file it is.',
    fields: [
      {label: 'API key', header: 'X-Api-Key', value: 'demo'},
      {label: 'File', segment: true, value: 'prices.csv'},
    ],
  },
];

/** The same for the JAX-RS resources; code is the annotations that limit one. */
export const resources = [
  {
    id: 'create-order',
    method: 'POST',
    path: '/api/orders',
    algorithm: 'token bucket',
    key: 'per API key',
    code: '@POST\n@RateLimited("5/1m")',
    text: 'The user counts where nothing else is said, here the API key. The rule is `OrdersResource.create`, '
      + 'after the class and its method.',
    fields: [
      {label: 'API key', header: 'X-Api-Key', value: 'demo'},
      {label: 'Product', member: 'product', value: 'lamp-desk'},
      {label: 'Pieces', member: 'pieces', number: true, value: '1'},
    ],
  },
  {
    id: 'read-order',
    method: 'GET',
    path: '/api/orders/{id}',
    algorithm: 'token bucket',
    key: 'per API key',
    code: '@GET\n@Path("{id}")\n@RateLimited("15/1m")',
    text: 'A method of the same class with a limit of its own: one bucket, whichever order is read.',
    fields: [
      {label: 'API key', header: 'X-Api-Key', value: 'demo'},
      {label: 'Order', variable: 'id', value: '1'},
    ],
  },
  {
    id: 'complete',
    method: 'POST',
    path: '/api/complete',
    algorithm: 'token bucket',
    key: 'per API key',
    code: '@RateLimited(value = "500/1m", name = "tokens")\n'
      + 'RateLimitContext.current().charge("tokens", answer.tokens());',
    text: 'What an answer costs is known when it is there. What does not fit becomes a debt, and the next request waits; '
      + 'the headers are older than the charge, so send two and compare.',
    fields: [
      {label: 'API key', header: 'X-Api-Key', value: 'demo'},
      {label: 'Prompt', member: 'prompt', value: 'which lamp'},
      {label: 'Tokens', member: 'maxTokens', number: true, value: '150'},
    ],
  },
  {
    id: 'login-failures',
    method: 'POST',
    path: '/api/login',
    algorithm: 'token bucket',
    key: 'per address',
    code: '@RateLimited(\n    value = "5/1m",\n    key = "ip",\n    countWhen = {"401", "403"})',
    text: 'Only failures count: a try takes one, and a right password puts it back. '
      + 'Any other password fails five times, then none is looked at.',
    fields: [
      {label: 'Name', member: 'name', value: 'alice'},
      {label: 'Password', member: 'password', value: 'wonderland'},
    ],
  },
  {
    id: 'health',
    method: 'GET',
    path: '/api/health',
    algorithm: 'no limit',
    key: 'not counted',
    code: '@GET\n@NotRateLimited',
    text: 'Passes uncounted, and has no header lines. A rule of the filter in front of it would still count it.',
    fields: [],
  },
];
