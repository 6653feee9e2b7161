// The forms of homework's questions: what is typed and ticked, as the data that Python reads (views/homework/forms.py).

const text = (form, name) => form.querySelector(`[name=${name}]`)?.value.trim() ?? '';
const ticked = (form, name) => [...form.querySelectorAll(`[name=${name}]:checked`)].map(({ value }) => value);
const all = (form, name) => [...form.querySelectorAll(`[name=${name}]`)].map(({ value }) => value.trim());
const orNull = (value, isEmpty) => (isEmpty ? null : value);

const readers = {
  ticks(form) {
    const [other] = ticked(form, 'other');
    const bits = ticked(form, 'bits');
    if (other) return { other };
    return orNull({ bits }, other === undefined && bits.length === 0);
  },
  field: (form) => orNull(text(form, 'text'), text(form, 'text') === ''),
  fields: (form) => orNull(all(form, 'field'), all(form, 'field').every((one) => one === '')),
  decides(form) {
    const [other] = ticked(form, 'other');
    const level = text(form, 'level');
    const rule = text(form, 'rule');
    return other ? { other } : orNull({ level, rule }, level === '' && rule === '');
  },
  walk(form) {
    const entries = all(form, 'field');
    const physical = text(form, 'physical');
    return orNull({ entries, physical }, physical === '' && entries.every((one) => one === ''));
  },
  entry(form) {
    const whole = text(form, 'text');
    const frame = text(form, 'frame');
    const bits = ticked(form, 'bits');
    return whole === '' ? orNull({ frame, bits }, frame === '' && bits.length === 0) : whole;
  },
  edits(form) {
    const rows = [...form.querySelectorAll('.hw-row')].map((row) => ['do', 'bit', 'level'].map((name) => text(row, name)));
    const edits = rows.filter((row) => row.some((one) => one !== '')).map(([what, bit, level]) => `${what} ${bit} at level ${level}`);
    return orNull(edits, edits.length === 0);
  },
  options(form) {
    const chosen = ticked(form, 'chosen');
    return orNull(form.dataset.plain === 'true' ? chosen[0] : { chosen }, chosen.length === 0);
  },
  order(form) {
    const placed = [...form.querySelectorAll('.hw-order > li')].map(({ dataset }) => dataset.item);
    return orNull(placed, placed.length === 0);
  },
  moment(form) {
    const event = text(form, 'event');
    return orNull({ event, says: form.querySelector('.hw-taken')?.textContent.replace(/^Event \d+: /, '') ?? '' }, event === '');
  },
  files: () => null,
};
readers.area = readers.field;
readers.lines = readers.field;
readers['lines-in-order'] = readers.order;

/** What stands in the form; null if nothing does. */
export function read(form) {
  const fields = form.querySelector('[data-control]');
  return readers[fields.dataset.control](fields);
}

/** The order after `item` was moved up, down, out or in; null if nothing changes. */
export function moved(form, item, by) {
  const placed = readers.order(form) ?? [];
  const at = placed.indexOf(item);
  if (by === 'in') return at < 0 ? [...placed, item] : null;
  if (at < 0) return null;
  const rest = placed.filter((one) => one !== item);
  if (by === 'out') return rest;
  const to = by === 'up' ? at - 1 : at + 1;
  if (to < 0 || to >= placed.length) return null;
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}
