// Who gains and who loses: the own balance of organisations, or where there are many of their kinds.

function gainers() {
  const organisations = state.case.organisations.map((_, i) => i);
  if (organisations.length <= 16) return organisations.map(i => ({ name: organisationName(i), members: [i] }));
  return [...new Set(state.case.kinds)].map(kind => {
    const members = organisations.filter(i => state.case.kinds[i] === kind);
    return { name: `${named(kind)} × ${number(members.length)}`, members };
  });
}
/// The own balance of some organisations in each arm, over all lucks: the mean and the share below
/// zero; against working alone with the same luck; and the burden they carry where nothing is done.
function gainsOf(members) {
  const { batch } = state, pairs = batch.complete.flatMap(replicate => members.map(i => [replicate, i]));
  const mean = of => pairs.reduce((sum, [replicate, i]) => sum + of(replicate, i), 0) / pairs.length;
  const balance = arm => (replicate, i) => batch.arms[armOf(arm)].balance[replicate][i];
  const gain = (replicate, i) => balance('together')(replicate, i) - balance('alone')(replicate, i);
  return {
    burden: mean((replicate, i) => batch.arms[armOf('nothing')].burden[replicate][i]),
    arms: doingArms().map(arm => ({ arm, mean: mean(balance(arm)), below: mean((replicate, i) => Number(balance(arm)(replicate, i) < 0)) })),
    gain: mean(gain), worse: mean((replicate, i) => Number(gain(replicate, i) < 0)),
  };
}
/// Who has least from together in place of alone, and what a month would make both equal for it.
function leastText(rows) {
  const { name, gain, worse } = rows.reduce((least, row) => (row.gain < least.gain ? row : least)), scale = Math.abs(gain);
  return t('gains_least', { who: name, first: armName('together'), second: armName('alone'), amount: money(gain, scale), share: percent(1 - worse) }) + (gain < 0 ? ` ${t('gains_equal', { month: money(scale / state.case.months) })}` : '');
}
function Gains() {
  const n = state.batch.complete.length, rows = once('gains', [state.batch, n, state.language], () => gainers().map(({ name, members }) => ({ name, ...gainsOf(members) })));
  const scale = Math.max(...rows.map(row => Math.abs(row.gain)), 1), top = Math.max(...rows.flatMap(row => row.arms.map(({ mean }) => Math.abs(mean))));
  const head = (arm, text, small) => h('th', { key: arm, scope: 'col', class: `of-${arm}` }, text, h('small', null, small));
  const bar = gain => h('i', { class: gain < 0 ? 'loss' : '', style: { width: `${50 * Math.abs(gain) / scale}%`, [gain < 0 ? 'right' : 'left']: '50%' } });
  return [
    h('h3', null, t('gains')), h('p', { class: 'note', id: 'gains-help' }, t('gains_help', { n })),
    h('div', { class: 'scroll', tabIndex: 0, role: 'group', 'aria-label': t('gains') }, h('table', { 'aria-describedby': 'gains-help' },
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('organisation')), head('nothing', armName('nothing'), t('burden_of')), doingArms().map(arm => head(arm, armName(arm), t('balance_of'))), head('gain', `${armName('together')} − ${armName('alone')}`, t('worse_of')))),
      h('tbody', null, rows.map(({ name, burden, arms, gain, worse }) => h('tr', { key: name }, h('th', { scope: 'row' }, name), h('td', null, money(burden, burden, 1)),
        arms.map(({ arm, mean, below }) => h('td', { key: arm }, `${money(mean, top)} `, h('small', null, percent(below)))),
        h('td', null, h('div', { class: 'bar-cell', key: gain < 0 ? 'loss' : 'gain' }, bar(gain), h('b', null, `${gain > 0 ? '+' : ''}${money(gain, scale)} `, h('small', null, percent(worse)))))))))),
    h('p', { id: 'gains-least' }, leastText(rows)), h(Tips, { key: 'tips' }),
    h('p', { class: 'note' }, t('burden_all', { x: money(state.runs[armOf('nothing')].carried.at(-1)) }))];
}
