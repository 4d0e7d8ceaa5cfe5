// What tips a partner: the smallest change of one thing under which its mean gain from together in
// place of alone changes sides, moved alone and with the same lucks.

const TIP_LUCKS = 32, TIP_RUNGS = 4, TIP_HALVINGS = 3;
const TIP_ROWS = ['levers.match', 'levers.seed_money', 'initial.trust_mean', 'initial.white_space', 'initial.mandate', 'initial.burden_inside'];

/// The mean gain of some organisations with these values; null once a lever has moved.
async function gainWith(values, members, mine) {
  const { seed, case: preset } = state, { lanes } = workers, lucks = Math.min(TIP_LUCKS, preset.replicates), setting = settingOf(preset, values, seed), jobs = [];
  let sum = 0, whole = true;
  for (let first = 0; first < lucks; first += lanes)
    for (const [arm, sign] of [[armOf('together'), 1], [armOf('alone'), -1]])
      jobs.push(workers.run(setting, { job: 'block', arm: armNumber(preset, arm), seed, replicate: first }).then(result => {
        whole &&= Boolean(result);
        for (let lane = 0; result && lane < lanes && first + lane < lucks; ++lane)
          for (const i of members) sum += sign * result.numbers[(DATA.outcomes.length + 1 + i) * lanes + lane];
      }));
  await Promise.all(jobs);
  return whole && mine === state.generation ? sum / (lucks * members.length) : null;
}
/// The value of one lever nearest to its own at which the gain has the other sign: on a ladder to both
/// ends of what can be set, and then in halves. None if no rung has; null once a lever has moved.
async function tipOf(row, members, mine) {
  const from = valueOf(row.name), { low, high } = explored(row), now = await gainWith(state.values, members, mine);
  const gain = value => gainWith({ ...state.values, [row.name]: value }, members, mine), turned = found => found > 0 !== now > 0;
  let to;
  for (const end of [low, high]) {
    let here = from;
    for (let rung = 1; rung <= TIP_RUNGS && end !== from; ++rung) {
      let there = from + (end - from) * rung / TIP_RUNGS, found = await gain(there);
      if (found === null || now === null) return null;
      if (!turned(found)) {
        here = there;
        continue;
      }
      for (let n = 0; n < TIP_HALVINGS; ++n) {
        const middle = (here + there) / 2;
        found = await gain(middle);
        if (found === null) return null;
        if (turned(found)) there = middle;
        else here = middle;
      }
      if (to === undefined || Math.abs(there - from) < Math.abs(to - from)) to = there;
      break;
    }
  }
  return { row, from, to, part: to === undefined ? Infinity : Math.abs(to - from) / (high - low) };
}
/// A partner is chosen: what tips it is looked for.
async function findTips(who) {
  const mine = state.generation, { members } = gainers().find(({ name }) => name === who) ?? {}, own = members ? { mine, who, rows: null } : null;
  state.tips = own;
  draw();
  if (!own) return;
  const rows = TIP_ROWS.map(name => rowOf(state.case, name)).filter(row => row && state.case.values[row.name] && !whyFixed(row.name));
  const found = await Promise.all(rows.map(row => tipOf(row, members, mine)));
  if (mine !== state.generation || state.tips !== own || found.includes(null)) return;
  own.rows = found.sort((a, b) => a.part - b.part);
  draw();
}
function Tips() {
  const tips = state.tips?.mine === state.generation ? state.tips : null, stays = tips?.rows?.filter(({ to }) => to === undefined) ?? [];
  const told = ({ row, from, to }) => h('li', { key: row.name }, t('tip_at', { what: leverName(row), from: valueName(row, from), to: valueName(row, to) }));
  return h('div', { id: 'tips' },
    h(Choice, { id: 'tip-partner', label: t('tip_ask'), value: tips?.who ?? '', options: [['', '–'], ...gainers().map(({ name }) => [name, name])], onChoose: who => findTips(who).catch(trouble) }),
    tips ? h('div', { 'aria-live': 'polite' }, tips.rows ? [
      h('ul', null, tips.rows.filter(({ to }) => to !== undefined).map(told)),
      stays.length ? h('p', null, t('tip_stays', { what: stays.map(({ row }) => leverName(row)).join(', ') })) : null,
      h('p', { class: 'note' }, t('tip_help', { n: Math.min(TIP_LUCKS, state.case.replicates) }))] : h('p', null, t('working'))) : null);
}
