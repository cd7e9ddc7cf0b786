import {send} from './answer.js';
import {curlFor, requestFor} from './request.js';
import {showAnswer, summary} from './result.js';

/** A card with which to try one endpoint. */
export function createCard(endpoint) {
  const card = document.getElementById('card').content.cloneNode(true).firstElementChild;
  const part = selector => card.querySelector(selector);
  card.id = endpoint.id;
  for (const name of ['method', 'path', 'algorithm', 'key']) part('.' + name).textContent = endpoint[name];
  part('.text').append(...textWithCode(endpoint.text));
  showCode(part('.code'), endpoint);

  const inputs = endpoint.fields.map(field => addField(part('.fields'), field));
  const request = () => requestFor(endpoint, inputs.map(input => input.value));
  const showCurl = () => part('.curl').textContent = curlFor(request());
  part('.curl').setAttribute('aria-label', `curl line for ${endpoint.path}`);
  part('.fields').addEventListener('input', showCurl);
  showCurl();

  part('.copy').setAttribute('aria-label', `Copy curl line for ${endpoint.path}`);
  part('.copy').addEventListener('click', () => copy(card, curlFor(request())));
  for (const button of card.querySelectorAll('.send')) {
    button.setAttribute('aria-label', `${button.textContent} to ${endpoint.path}`);
    button.addEventListener('click', () => sendAll(card, request(), Number(button.dataset.times)));
  }
  return card;
}

/** What stands between `backticks` becomes code. */
function textWithCode(text) {
  return text.split('`').map((part, i) => {
    const node = document.createElement(i % 2 ? 'code' : 'span');
    node.textContent = part;
    return node;
  });
}

/** What limits it, where that is said in code. */
function showCode(pre, {code = '', path}) {
  pre.hidden = code === '';
  pre.textContent = code;
  pre.setAttribute('aria-label', `Limit of ${path}`);
}

function addField(fields, {label, value}) {
  const input = document.createElement('input');
  input.value = value;
  input.autocomplete = 'off';
  input.spellcheck = false;
  const row = document.createElement('label');
  row.append(label, input);
  fields.append(row);
  return input;
}

/** One after the other, so that the bars can be seen to fall. */
async function sendAll(card, request, times) {
  const buttons = [...card.querySelectorAll('.send')];
  if (card.getAttribute('aria-busy') === 'true') return;
  card.setAttribute('aria-busy', 'true');
  for (const button of buttons) button.setAttribute('aria-disabled', 'true');
  card.querySelector('.strip').replaceChildren();
  const answers = [];
  try {
    for (let i = 0; i < times; i++) {
      answers.push(await send(request));
      showAnswer(card, answers.at(-1));
    }
    say(card, summary(answers));
  } catch (error) {
    say(card, `The request could not be sent: ${error.message}`);
  } finally {
    card.removeAttribute('aria-busy');
    for (const button of buttons) button.removeAttribute('aria-disabled');
  }
}

async function copy(card, text) {
  try {
    await navigator.clipboard.writeText(text);
    say(card, 'Copied.');
  } catch {
    getSelection().selectAllChildren(card.querySelector('.curl'));
    say(card, 'The browser did not allow that; the line is selected, copy it by hand.');
  }
}

function say(card, text) {
  card.querySelector('.summary').textContent = text;
}
