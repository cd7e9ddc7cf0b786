import {createCard} from './card.js';
import {endpoints, resources} from './endpoints.js';
import {curlFor} from './request.js';
import {attachTraffic} from './traffic.js';

attachTraffic(document.getElementById('traffic'));
document.getElementById('cards').append(...endpoints.map(createCard));
document.getElementById('resources').append(...resources.map(createCard));
showReplacement(document.getElementById('replacement'));

/** How an operator replaces an annotation, and takes that back. */
function showReplacement(pre) {
  const id = 'OrdersResource.create';
  const url = new URL('admin/ratelimit/rules', location.href).href;
  pre.textContent = [
    curlFor({
      method: 'POST',
      url,
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({id, limits: ['2/1m']}),
    }),
    curlFor({method: 'DELETE', url: `${url}/${id}`, headers: {'If-Match': '*'}}),
  ].join('\n\n');
  pre.hidden = false;
}
