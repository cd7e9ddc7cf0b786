/**
 * Reads JSON and says in which line it is wrong. Browsers do not all say that, and none sees a field that is there twice.
 *
 * @returns {value}, or {fault: {line, message}}
 */
export function readJson(text) {
  const reader = new Reader(text);
  try {
    const value = reader.value();
    if (reader.peek() !== '') reader.fail('nothing may follow here');
    return {value};
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return {fault: {line: text.slice(0, error.at).split('\n').length, message: error.message}};
  }
}

class Fault extends Error {
  constructor(message, at) {
    super(message);
    this.at = at;
  }
}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  value() {
    const next = this.peek();
    if (next === '{') return this.object();
    if (next === '[') return this.array();
    return next === '"' ? this.token(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y, 'this text does not end in its line')
      : this.token(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y, 'a value is expected here');
  }

  object() {
    const fields = [];
    this.items('}', () => {
      const at = this.at;
      if (this.peek() !== '"') this.fail('the name of a field in quotes is expected here');
      const name = this.value();
      if (fields.some(([other]) => other === name)) throw new Fault(`"${name}" is here twice`, at);
      if (this.peek() !== ':') this.fail('a colon is expected here');
      this.at++;
      fields.push([name, this.value()]);
    });
    return Object.fromEntries(fields);
  }

  array() {
    const values = [];
    this.items(']', () => values.push(this.value()));
    return values;
  }

  /** Whatever is between brackets, by commas. */
  items(end, item) {
    this.at++;
    if (this.peek() === end) return void this.at++;
    for (;;) {
      this.peek();
      item();
      const next = this.peek();
      if (next !== ',' && next !== end) this.fail(`a comma or ${end} is expected here`);
      this.at++;
      if (next === end) return;
    }
  }

  token(pattern, message) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) this.fail(message);
    this.at = pattern.lastIndex;
    return JSON.parse(found[0]);
  }

  /** The next character that is no space; empty at the end. */
  peek() {
    while (' \t\r\n'.includes(this.text[this.at] || '-')) this.at++;
    return this.text[this.at] ?? '';
  }

  fail(message) {
    throw new Fault(this.at < this.text.length ? message : 'the JSON ends too early', this.at);
  }
}
