import {serverNow} from '../api.js';
import {html} from '../html.js';
import {SelectField, TextField} from './field.js';

const CHOICES = [['', 'no end'], ['900000', '15 minutes'], ['3600000', '1 hour'], ['86400000', '1 day'], ['604800000', '7 days'], ['2592000000', '30 days'], ['exact', 'an exact time']];

/** What an EndField holds where there is no end. */
export const END_NEVER = {choice: '', exact: ''};

/** What it holds for an instant that is known, null for none. Until another time is typed, endOf answers that instant. */
export function endFrom(instant) {
  if (!instant) return END_NEVER;
  const exact = localText(instant);
  return {choice: 'exact', exact, known: {exact, instant}};
}

/** The instant as the API takes it, counted from now; null for none. */
export function endOf({choice, exact, known}, now = serverNow()) {
  if (choice === '') return null;
  if (choice !== 'exact') return new Date(now + Number(choice)).toISOString();
  // The text has no seconds: those of an instant that is known are not to be cut.
  if (exact === known?.exact) return known.instant;
  const time = new Date(exact);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** Asks when something ends: in some time from now, or at an exact time in the reader's zone. */
export function EndField({label, end, onChange, errors = [], field}) {
  const error = inWords(errors?.find(one => one.field === field)?.message);
  const isExact = end.choice === 'exact';
  return html`
    <div class="fields">
      <${SelectField} label=${label} value=${end.choice} options=${CHOICES} error=${isExact ? null : error}
        onInput=${choice => onChange({...end, choice})} />
      ${isExact && html`<${TextField} label="Date and time" type="datetime-local" required value=${end.exact} error=${error}
        help="In your time zone." onInput=${exact => onChange({...end, exact})} />`}
    </div>`;
}

/** The server tells an instant that is over in its own notation, which is not the one in the field. */
function inWords(message) {
  return /is over; accepted are instants to come$/.test(message ?? '') ? 'This is over already. Choose a time to come.' : message;
}

/** An instant as a datetime-local input takes it, in the reader's zone; what is no instant is left out. */
export function localText(instant) {
  const date = new Date(instant ?? '');
  if (Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
