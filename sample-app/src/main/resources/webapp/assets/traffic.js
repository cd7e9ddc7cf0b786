const EVERY_MILLIS = 1000;

/** Brings the button to life that makes traffic in the server, where no hidden tab slows it down. */
export function attachTraffic(section) {
  const part = selector => section.querySelector(selector);
  let timer;

  async function ask(method) {
    clearTimeout(timer);
    try {
      const state = await call(method);
      show(part, state);
      if (state.running) timer = setTimeout(() => ask('GET'), EVERY_MILLIS);
    } catch (error) {
      say(part, `The sample does not answer: ${error.message}`);
      enable(part('.stop'), false);
    }
  }

  part('.start').addEventListener('click', () => ask('POST'));
  part('.stop').addEventListener('click', () => {
    if (!part('.stop').hasAttribute('aria-disabled')) ask('DELETE');
  });
  // Another tab may have started or stopped it.
  document.addEventListener('visibilitychange', () => document.hidden || ask('GET'));
  ask('GET');
}

async function call(method) {
  const response = await fetch('traffic', {method, cache: 'no-store'});
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  return answer;
}

function show(part, {running, sent, refused, seconds_left: left}) {
  enable(part('.stop'), running);
  part('.sent').textContent = sent.toLocaleString('en');
  part('.refused').textContent = refused.toLocaleString('en');
  part('.refused').classList.toggle('some', refused > 0);
  part('.left').textContent = `${left} s`;
  if (running) say(part, refused > 0 ? 'Traffic runs, and limits bite.' : 'Traffic runs.');
  else if (sent > 0) say(part, 'Traffic has stopped.');
}

/** A button keeps the focus while there is nothing to press it for. */
function enable(button, enabled) {
  if (enabled) button.removeAttribute('aria-disabled');
  else button.setAttribute('aria-disabled', 'true');
}

/** The figures change each second and are not read out; this is, and only when it changes. */
function say(part, text) {
  if (part('.summary').textContent !== text) part('.summary').textContent = text;
}
