// The variants of a scenario side by side: net value and goals reached together at each point of its
// design, per luck, by scenario and seed.

const pointsKey = () => `${state.case.id} ${state.seed}`;
const MOST_POINTS = 30, POINT_LUCKS = 40;
let comparing = Promise.resolve();
function comparePoints() {
  const some = state.case.variants.length >= 2 && state.case.variants.length <= MOST_POINTS;
  if (some && !state.points.has(pointsKey())) comparing = runPoints(pointsKey());
  return comparing;
}
async function runPoints(key) {
  const mine = state.generation, { case: preset, seed } = state;
  const found = preset.variants.map(() => ({ net: [], goals: [] }));
  state.points.set(key, found);
  const arm = armOf('together'), lucks = Math.min(POINT_LUCKS, preset.replicates), { lanes } = workers;
  const complete = await Promise.all(preset.variants.map(async ({ values }, n) => {
    const point = settingOf(preset, values, seed);
    for (let first = 0; first < lucks; first += lanes) {
      const result = await workers.run(point, { job: 'block', arm: armNumber(preset, arm), seed, replicate: first });
      if (!result || mine !== state.generation) return false;
      const at = name => DATA.outcomes.indexOf(name) * lanes;
      for (let lane = 0; lane < lanes; ++lane) {
        found[n].net.push(result.numbers[at('net_value') + lane]);
        found[n].goals.push(result.numbers[at('goals_reached') + lane]);
      }
    }
    return true;
  }));
  if (complete.includes(false)) state.points.delete(key);  // the levers moved: once more when they rest
  else if (key === pointsKey()) draw();
}
const pointsDone = () => {
  const found = state.points.get(pointsKey());
  return found?.every(({ net }) => net.length >= Math.min(POINT_LUCKS, state.case.replicates)) ? found : null;
};
/// In how many lucks each point is worth most.
function bestPoints() {
  const found = pointsDone(), counts = state.case.variants.map(() => 0);
  if (found)
    found[0].net.forEach((_, luck) => {
      const values = found.map(({ net }) => net[luck]);
      ++counts[values.indexOf(Math.max(...values))];
    });
  return counts;
}
function Points() {
  const found = pointsDone(), { variants } = state.case;
  if (variants.length < 2) return null;
  if (!found) return h('p', null, variants.length > MOST_POINTS ? t('asks_points', { n: variants.length }) : t('working'));
  const mean = values => values.reduce((sum, x) => sum + x, 0) / values.length;
  const rows = found.map(({ net, goals }, n) => ({ ...interval(net.map((x, luck) => x - found[0].net[luck])), n, net: mean(net), goals: mean(goals) }));
  const best = rows.reduce((one, other) => (other.net > one.net ? other : one)), scale = Math.max(...rows.map(row => Math.abs(row.net)), 1), first = pointName(0);
  const against = row => [`${row.mean > 0 ? '+' : ''}${money(row.mean, scale)} `, h('small', null, `[${money(row.low, scale)}; ${money(row.high, scale)}]`)];
  return [
    h('h3', null, t('points', { world: armName('together') })), h('p', { class: 'answer' }, t('points_best', { point: pointName(best.n), x: money(best.net, scale) })),
    h('p', { class: 'note', id: 'points-help' }, t('points_help', { n: found[0].net.length, first })),
    h('div', { class: 'scroll', tabIndex: 0, role: 'group', 'aria-label': t('variant') }, h('table', { 'aria-describedby': 'points-help' },
      h('thead', null, h('tr', null, [t('variant'), t('points_net'), t('points_goals'), t('points_against', { first })].map((text, n) => h('th', { key: n, scope: 'col' }, text)))),
      h('tbody', null, rows.map(row => h('tr', { key: row.n }, h('th', { scope: 'row' }, pointName(row.n)),
        h('td', { class: 'of-together' }, h('div', { class: `bar-cell ${row.net < 0 ? 'negative' : ''}` }, h('i', { style: { width: `${100 * Math.abs(row.net) / scale}%` } }), h('b', null, money(row.net, scale)))),
        h('td', null, number(row.goals, 1)), h('td', null, row.n ? against(row) : '–'))))))];
}
