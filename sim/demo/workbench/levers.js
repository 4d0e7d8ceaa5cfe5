// The levers, drawn anew from the state whenever it changes: first those that move most here, then the
// others by what they are about, then those that change nothing, and those that change on the way.

const FIRST_LEVERS = 5;

function placeLevers() {
  const list = byId('lever-list');
  if (list.contains(document.activeElement)) {
    list.addEventListener('focusout', () => setTimeout(placeLevers), { once: true });
    return;
  }
  if (!still.done) return;
  places.first = still.first;
  places.idle = new Set([...still.names].filter(name => !(name in state.values)));
  draw();
}
/// Something a table or its members can do; the challenge is as it is.
const canBeDone = name => DATA.groups.some(({ id, levers }) => id !== 'challenge' && levers.includes(name));
/// Before it is known what moves most: what moves most in many scenarios.
const firstLevers = () => (still.ranked === state.case.id && places.first.length ? places.first : DATA.stage.filter(name => state.case.values[name] && !whyFixed(name) && canBeDone(name)).slice(0, FIRST_LEVERS));

function LeverPanel() {
  const offered = rowsOf(state.case).filter(row => state.case.values[row.name] && !row.step && !row.change), first = firstLevers().map(name => rowOf(state.case, name)).filter(Boolean);
  const idle = offered.filter(row => !first.includes(row) && (whyFixed(row.name) || places.idle.has(row.name)) && !(row.name in state.values));
  const rest = offered.filter(row => !first.includes(row) && !idle.includes(row)), grouped = DATA.groups.map(({ id, levers }) => ({ id, rows: levers.map(name => rowOf(state.case, name)).filter(row => rest.includes(row)) }));
  const placed = grouped.flatMap(({ rows }) => rows);
  const dated = Object.keys(state.values).filter(datedOf), stated = state.case.rows.filter(row => row.change), steps = [...new Set(state.case.rows.filter(row => row.step).map(row => row.step))];
  return [
    h('section', { class: 'first', key: 'first', 'aria-label': t('levers_first') }, h('h3', null, t(still.ranked === state.case.id ? 'levers_first' : 'levers_often')), first.map(Lever)),
    ...[...grouped, { id: 'more', rows: rest.filter(row => !placed.includes(row)) }].filter(({ rows }) => rows.length)
      .map(({ id, rows }) => h(Fold, { id, key: id, title: t(`groups.${id}`), changed: rows.filter(({ name }) => name in state.values).length }, rows.map(Lever))),
    h(Fold, { id: 'steps', key: 'steps', title: t('steps'), changed: state.case.rows.filter(row => row.step && row.name in state.values).length, hidden: steps.length === 0 }, h('p', { class: 'note' }, t('steps_help')), steps.map(StepOfExercise)),
    h(Fold, { id: 'dated', key: 'dated', title: t('changes'), changed: dated.length + stated.filter(({ name }) => name in state.values).length }, h('p', { class: 'note' }, t('changes_help')), stated.map(Lever), dated.map(Dated), h('button', { type: 'button', class: 'add-change', onClick: addChange }, t('add_change'))),
    h(Fold, { id: 'idle', key: 'idle', title: t('levers_idle', { n: idle.length }), changed: 0, hidden: idle.length === 0 }, idle.map(Lever)),
  ];
}
const Fold = ({ id, title, changed, hidden, children }) => h('details', { 'data-group': id, hidden, open: state.unfolded.has(id), onToggle: event => (event.currentTarget.open ? state.unfolded.add(id) : state.unfolded.delete(id)) },
  h('summary', null, title, ' ', h('span', { class: 'changes' }, changed ? `● ${changed}` : '')), children);

function Lever(row) {
  const { name } = row, id = `lever-${name.replace(/\W+/g, '-')}`, value = valueOf(name), fixed = whyFixed(name), idle = !fixed && still.names.has(name), label = leverName(row), changed = name in state.values;
  const described = { 'aria-describedby': `${id}-means ${id}-note`, disabled: Boolean(fixed) }, undo = t('reset_one', { lever: label });
  const { low, high, step } = row.choices.length ? {} : explored(row);
  return h('div', { key: name, class: `lever${idle ? ' still' : ''}${changed ? ' changed' : ''}`, 'data-lever': name, onPointerEnter: () => explain(row), onFocusIn: () => explain(row) },
    h('div', { class: 'top' }, h('label', { for: id }, label), h('span', { class: 'value' },
      h('button', { type: 'button', class: 'undo', 'aria-label': undo, title: undo, hidden: !changed, onClick: () => moveLever(name, state.case.values[name].value) }, '↺'),
      row.choices.length
        ? h('select', { id, ...described, value, onChange: event => moveLever(name, Number(event.target.value)) }, row.choices.map((choice, n) => h('option', { value: n, selected: n === value }, choiceName(choice))))
        : [h('input', { type: 'number', min: row.low, max: row.high, step: 'any', 'aria-label': label, ...described, ref: typed(value), onChange: event => typeLever(name, event.target) }), ` ${unitName(row)}`])),
    row.choices.length ? null : h('input', { type: 'range', id, min: low, max: high, step, ...described, value, 'aria-valuetext': `${short(value)} ${unitName(row)}`, onInput: event => moveLever(name, Number(event.target.value)) }),
    h('span', { class: 'hidden', id: `${id}-means` }, leverMeaning(row)),
    h('p', { class: 'note', id: `${id}-note`, hidden: !fixed && !idle }, fixed ? t(`fixed_${fixed}`) : idle ? whyStill(name) : ''));
}
function typeLever(name, field) {
  if (field.value !== '') moveLever(name, Number(field.value));
  field.value = Number(valueOf(name).toPrecision(6));
}

// ---- the steps of an exercise -------------------------------------------------------------------

/// What partners do at a step, when and how long, and how well if the scenario says so.
function StepOfExercise(step) {
  const row = part => state.case.rows.find(row => row.step === step && row.part === part), name = named(step);
  const list = (part, options) => h('select', { 'aria-label': leverName(row(part)), 'data-part': part, onChange: event => moveLever(row(part).name, Number(event.target.value)) }, options.map((text, n) => h('option', { value: n, selected: n === valueOf(row(part).name) }, text)));
  const field = part => [' ', h('input', { type: 'number', step: 'any', min: row(part).low, max: row(part).high, 'data-part': part, 'aria-label': leverName(row(part)), ref: typed(valueOf(row(part).name)), onChange: event => typeLever(row(part).name, event.target) }), ' '];
  return h('div', { class: 'dated step', key: step, 'data-step': step, role: 'group', 'aria-label': name }, h('b', null, name),
    list('kind', words().steps), h('span', { class: 'when' }, list('month', Array.from({ length: state.case.months }, (_, month) => monthName(month))), field('days'), t('step_length'), row('method') ? [field('method'), t('step_quality')] : null));
}

// ---- levers that change on the way --------------------------------------------------------------

const HALF_YEAR = 6;
/// Januaries and Julies of the run, and a month that is set already.
function datesOf(also) {
  const all = [];
  for (let month = 1; month < state.case.months; ++month) if ((state.case.start[1] - 1 + month) % HALF_YEAR === 0 || month === also) all.push(month);
  return all;
}
const datedName = ({ lever, from, until }) => `${lever}@${from}${until === null ? '' : `-${until}`}`;
function Dated(name) {
  const { lever, from, until } = datedOf(name), row = rowOf(state.case, lever), value = state.values[name], what = valueText(name, value);
  const offered = rowsOf(state.case).filter(({ name: other }) => canChange(other)), set = (part, to) => changeDated(name, { lever, from, until, ...part }, to);
  const months = (at, chosen, offered, more) => h('select', { 'aria-label': `${leverName(row)}: ${at}`, ...more }, offered.map(([month, text]) => h('option', { value: month, selected: month === chosen }, text)));
  return h('div', { class: 'dated', key: name, 'data-dated': name, role: 'group', 'aria-label': what },
    h('select', { 'aria-label': t('changes'), value: lever, onChange: event => set({ lever: event.target.value }, null) }, offered.map(other => h('option', { value: other.name, selected: other.name === lever }, leverName(other)))),
    row.choices.length
      ? h('select', { 'aria-label': leverName(row), onChange: event => set({}, Number(event.target.value)) }, row.choices.map((choice, n) => h('option', { value: n, selected: n === value }, choiceName(choice))))
      : h('span', { class: 'value' }, h('input', { type: 'number', step: 'any', min: row.low, max: row.high, 'aria-label': leverName(row), ref: typed(value), onChange: event => event.target.value !== '' && set({}, Number(event.target.value)) }), ` ${unitName(row)}`),
    h('span', { class: 'when' }, t('from'), ' ', months(t('from'), from, datesOf(from).map(month => [month, monthName(month)]), { onChange: event => set({ from: Number(event.target.value) }, value) }),
      ' ', t('until'), ' ', months(t('until'), until ?? '', [['', t('the_end')], ...datesOf(until === null ? from : until + 1).filter(month => month > from).map(month => [month - 1, monthName(month - 1)])], { onChange: event => set({ until: event.target.value === '' ? null : Number(event.target.value) }, value) })),
    h('button', { type: 'button', class: 'remove', 'aria-label': t('remove_change', { what }), title: t('remove_change', { what }), onClick: () => changeDated(name, null) }, '×'));
}
/// Puts another change in the place of one, or nothing.
function changeDated(name, dated, value) {
  const values = Object.entries(state.values), at = values.findIndex(([other]) => other === name);
  if (dated?.until !== null && dated && dated.until < dated.from) dated.until = null;
  const row = dated && rowOf(state.case, dated.lever), to = dated && (value === null ? oppositeOf(row) : admissible(row, value));
  values.splice(at, 1, ...(dated ? [[datedName(dated), to]] : []));
  state.values = Object.fromEntries(values);
  settled();
}
/// Another value than the one that holds: nothing of it, or its usual most.
const oppositeOf = row => (valueOf(row.name) > row.low ? row.low : row.choices.length ? 1 : explored(row).high);
/// A first change, half-way: of what moves most and can change.
function addChange() {
  const names = [...firstLevers(), ...rowsOf(state.case).map(row => row.name)].filter(canChange), half = datesOf(null).filter(month => month >= state.case.months / 2)[0] ?? 1;
  const lever = names.find(name => !(datedName({ lever: name, from: half, until: null }) in state.values));
  if (!lever) return;
  state.values[datedName({ lever, from: half, until: null })] = oppositeOf(rowOf(state.case, lever));
  settled();
}

// ---- what a lever means, and moving it ----------------------------------------------------------

function explain(row) {
  if (state.explained === row) return;
  state.explained = row;
  draw();
}
function Explained() {
  const row = state.explained;
  if (!row) return h('p', { id: 'lever-help', class: 'help' }, t('lever_help'));
  const range = row.choices.length ? '' : ` [${short(row.low)}–${short(row.high)}${unitName(row) ? ` ${unitName(row)}` : ''}]`;
  return h('p', { id: 'lever-help', class: 'help' }, h('b', null, leverName(row)), `${leverName(row) === commonName(row) ? '' : ` (${commonName(row)})`}: ${leverMeaning(row)}${range}`, h('br'), h('span', null, `${t('source')}: ${row.source}`));
}
function resetLevers() {
  state.values = {};
  draw();
  writeAddress();
  renew();
}
const Levers = () => h('aside', { id: 'levers' }, h('details', { id: 'levers-fold', open: state.unfolded.has('levers'), onToggle: event => (event.currentTarget.open ? state.unfolded.add('levers') : state.unfolded.delete('levers')) },
  h('summary', null, h('h2', null, t('levers'))), h('div', { id: 'lever-list' }, h(LeverPanel)),
  h(Button, { id: 'reset', disabled: Object.keys(state.values).length === 0, onClick: resetLevers }, t('reset')), h(Explained)));
function moveLever(name, value) {
  setValue(name, value);
  mendValues();
  settled();
}
/// The state holds other values: they are shown, written and run.
function settled() {
  draw();
  writeAddress();
  soonRenew();
}
