// Words, numbers and months in the language chosen.

function t(key, values = {}, group = 'page') {
  const text = key.split('.').reduce((words, part) => words && words[part], WORDS[state.language][group]);
  return String(text ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
const words = () => WORDS[state.language];
const armName = arm => words().arms[arm];
const reasonName = reason => words().reasons[reason] ?? plainName(reason);
const plainName = name => name.replaceAll('_', ' ');
/// Names in a scenario file are English; those of drawn organisations end in a number.
function named(text) {
  const known = words().names[text];
  if (known) return known;
  const [, base, number] = /^(.*?)( \d+)?$/.exec(text);
  return (words().names[base] ?? base) + (number ?? '');
}
/// What a lever is called in all cases, and what a case calls it if it has words of its own.
const partOfStep = { kind: 'step_kind', month: 'step_month', days: 'step_days', method: 'step_method' };
const commonName = row => (row.step ? t(partOfStep[row.part], { step: named(row.step) }) : row.change ? `${named(row.change)}: ${leverName(rowOf(state.case, row.lever))}` : words().levers[row.name]?.name ?? plainName(row.name.split('.')[1]));
function leverName(row, preset = state.case) {
  const own = preset.words?.[row.name];
  if (!own) return commonName(row);
  return typeof own === 'string' ? named(own) : own[state.language] ?? Object.values(own)[0];
}
function leverMeaning(row) {
  const own = words().levers[row.lever ?? row.name]?.meaning;
  return own ?? row.meaning + (state.language === 'en' ? '' : ` ${t('untranslated')}`);
}
const unitName = row => words().units[row.unit] ?? row.unit;
const choiceName = choice => words().choices[choice] ?? named(choice);
/// A value of a control as it is said, without its unit.
const valueName = (row, value) => (row.part === 'kind' ? words().steps[value] : row.date ? monthName(value) : row.choices.length ? choiceName(row.choices[value]) : short(value));

/// A way to write numbers or dates takes long to make, and is made once in each language.
const ways = new Map();
function wayOf(kind, options) {
  const key = `${state.language} ${kind.name} ${Object.entries(options)}`;
  if (!ways.has(key)) ways.set(key, new kind(state.language, options));
  return ways.get(key);
}
const number = (x, digits = 0) => wayOf(Intl.NumberFormat, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(x);
const short = x => wayOf(Intl.NumberFormat, { maximumSignificantDigits: 4 }).format(x);
/// Nearly all and hardly any are neither all nor none.
const percent = x => (Number.isFinite(x) ? `${number(100 * x, (x > 0 && x < 0.01) || (x > 0.99 && x < 1) ? 1 : 0)} %` : '–');
/// k€ as people say it; `scale`, the largest beside it, decides the unit.
function money(x, scale = x, digits = 2) {
  if (Math.abs(x) < 0.01) x = 0;
  if (Math.abs(scale) >= 1000) return `${number(Math.round(x / 1000 * 10 ** digits) / 10 ** digits || 0, digits)} M€`;
  return `${number(x || 0, x && Math.abs(scale) < 10 ? 1 : 0)} k€`;
}
function monthName(month, style = 'short') {
  const [year, first] = state.case.start;
  const date = new Date(year, first - 1 + month, 1);
  return wayOf(Intl.DateTimeFormat, { month: style, year: 'numeric' }).format(date);
}
const yearOf = month => state.case.start[0] + Math.floor((state.case.start[1] - 1 + month) / 12);

/// Where organisations, tables and worlds are meant that the scenario names.
const organisationName = n => named(state.case.organisations[n]);
/// Words of an event; a kind without any is called by its name.
const wordsOf = kind => words().events[kind] ?? { name: plainName(kind), line: `${plainName(kind)} {organisation}`, why: '{value}' };
function lineOf(event) {
  const { line, line_of_all, line_of_table } = wordsOf(event.kind);
  const told = event.organisation >= 0 ? line : (event.table >= 0 ? line_of_table : line_of_all) ?? line;
  return told.replace(/\{(\w+)\}/g, (_, what) => ({
    value: number(event.kind === 'goal_reached' ? event.value - tableNow().goal : event.value),
    beacon: words().beacons[event.value - 1] ?? '',
    step: words().steps[event.value] ?? '',
    goal: event.kind === 'goal_reached' ? named(state.case.goals[event.value - 1] ?? '') : '',
    organisation: event.organisation >= 0 ? organisationName(event.organisation) : '',
    reason: reasonName(event.reason),
  })[what]);
}
const whyOf = event => wordsOf(event.kind).why.replace(/\{(\w+)\}/g, (_, what) => ({ percent: percent(event.value), value: number(event.value), money: money(event.value) })[what]);
