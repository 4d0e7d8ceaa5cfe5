// Values of levers: what a scenario states, what one has set, and what sliders span.

const valueOf = name => state.values[name] ?? state.case.values[name].value;
function setValue(name, value) {
  if (state.case.values[name].fixed) return;
  const set = admissible(rowOf(state.case, name), value);
  if (set === state.case.values[name].value) delete state.values[name];
  else state.values[name] = set;
}
/// Takes a value that an address states: of a lever, or of one that changes on the way.
function takeValue(name, value) {
  const dated = datedOf(name), { months } = state.case;
  if (!dated) setValue(name, value);
  else if (canChange(dated.lever) && dated.from >= 1 && dated.from < months && (dated.until === null || dated.until >= dated.from && dated.until < months))
    state.values[name] = admissible(rowOf(state.case, dated.lever), value);
}
/// Whether a lever can change on the way, and this scenario leaves a choice.
const canChange = lever => Boolean(rowOf(state.case, lever)?.changes && state.case.values[lever] && !whyFixed(lever));

/// Why a lever cannot be moved here, as the end of a key of a text; nothing if it can.
function whyFixed(name) {
  if (name === 'levers.funder_role' && state.case.values['table.funder'] && valueOf('table.funder') === 0) return 'no_name';
  return state.case.values[name].fixed;
}
/// A funder who is nobody sits at no table.
function mendValues() {
  for (const name of Object.keys(state.values)) if (datedOf(name) && !canChange(datedOf(name).lever)) delete state.values[name];
  if (whyFixed('levers.funder_role') === 'no_name') delete state.values['levers.funder_role'];
}

/// "puller 0, complexity 0.3", or that nothing differs.
function whatDiffers(values = state.values) {
  return Object.entries(values).map(([name, value]) => valueText(name, value)).join(', ') || t('as_scenario');
}
function valueText(name, value) {
  const dated = datedOf(name), row = rowOf(state.case, dated?.lever ?? name), said = `${leverName(row)} ${valueName(row, value)}`;
  if (!dated) return said;
  return dated.until === null ? t('changes_from', { what: said, from: monthName(dated.from) }) : t('changes_between', { what: said, from: monthName(dated.from), until: monthName(dated.until) });
}

// ---- what sliders span --------------------------------------------------------------------------

const nice = x => {
  const power = 10 ** Math.floor(Math.log10(x));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find(step => step * power >= x * (1 - 1e-9)) * power;
};
/// What a slider spans: the admissible range or, where that is far wider than what one meets, what
/// fits the scenario: the months of its run, the work of its goals, four times what is usual.
function explored(row) {
  const value = state.case.values[row.name].value;
  const high = Math.max(value, Math.min(row.high, highest(row, Math.max(Math.abs(row.usual), Math.abs(value)))));
  const step = row.whole ? 1 : stepTo(value, high / 100);
  return { low: row.low < step && row.low > 0 ? 0 : row.low, high, step };
}
function highest(row, usual) {
  const at = name => state.case.values[name].value;
  if (row.unit === 'months') return state.case.months;
  if (row.name === 'levers.lead_gift') return nice(at('goals.work') * Math.max(...state.case.tables.map(table => table.goals)));
  if (row.name === 'levers.threshold') return nice(4 * at('levers.match_cap'));
  if (row.name === 'levers.match') return 2;
  const modest = row.high - row.low <= 3 && (usual === 0 || usual >= 0.05 * row.high);
  return modest || usual === 0 || row.whole && row.high <= 12 ? row.high : nice(4 * usual);
}
/// The round step next to `least` that reaches a value: 1, 2 or 5 times a power of ten.
function stepTo(value, least) {
  const power = 10 ** Math.floor(Math.log10(least));
  const ladder = [10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01].map(part => Number((part * power).toPrecision(1)));
  const reaches = step => Math.abs(value / step - Math.round(value / step)) < 1e-9;
  const fitting = ladder.filter(step => step < 2.5 * least);
  return fitting.find(reaches) ?? fitting.at(-1);
}

