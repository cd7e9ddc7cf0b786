/** Shows what came back in a card. */
export function showAnswer(card, answer) {
  card.querySelector('.result').hidden = false;
  card.querySelector('.strip').append(element('span', '', kind(answer)));
  card.querySelector('.buckets').replaceChildren(...answer.buckets.map(bucketRow));
  const status = ['Status', String(answer.status)];
  card.querySelector('tbody').replaceChildren(...[status, ...answer.headers].map(headerRow));
  card.querySelector('.body').textContent = answer.body;
}

/** One sentence on all that was sent, also for those who cannot see the strip. */
export function summary(answers) {
  const passed = answers.filter(answer => kind(answer) === 'passed').length;
  const refused = answers.filter(answer => kind(answer) === 'refused').length;
  const failed = answers.length - passed - refused;
  const counts = [`${passed} passed`];
  if (refused > 0) counts.push(`${refused} refused`);
  if (failed > 0) counts.push(`${failed} failed`);
  const wait = answers.at(-1)?.retryAfter;
  return counts.join(', ') + '.' + (wait ? ` Try again in ${wait} s.` : '');
}

function kind({status}) {
  return status < 400 ? 'passed' : status === 429 ? 'refused' : 'failed';
}

function bucketRow({name, quota, remaining, next}) {
  const row = element('label', '', 'bucket');
  const bar = element('progress', `${remaining} of ${quota}`);
  bar.max = quota;
  bar.value = Math.max(0, remaining);
  const more = next === undefined ? '' : `, more in ${next} s`;
  row.append(element('span', name, 'name'), element('span', `${remaining} of ${quota} left${more}`), bar);
  return row;
}

function headerRow([name, value]) {
  const row = element('tr', '');
  const head = element('th', name);
  head.scope = 'row';
  row.append(head, element('td', value.replaceAll(', "', ',\n"')));
  return row;
}

function element(tag, text, className = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}
