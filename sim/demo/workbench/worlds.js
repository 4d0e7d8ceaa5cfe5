// The worlds side by side: goals and ledger of each in the month shown.

const worldRun = () => state.runs[armOf(state.world)];
const LEDGER = [
  { id: 'own', of: ['own_effort'] },
  { id: 'outside', of: ['invested'], less: 'own_effort' },
  { id: 'coordination', of: ['coordination'] },
  { id: 'running', of: ['running_costs'] },
  { id: 'avoided', of: ['avoided_cost'] },
  { id: 'revenue', of: ['extra_revenue'] },
];
const NET = { id: 'net', of: ['net_value'] };
/// What the unsolved part of the goals has cost so far: in no balance, but what doing nothing means.
const BURDEN = { id: 'carried', at: (run, month) => run.carried[month] };
const ledgerAt = (run, row, month) => (row.at ? row.at(run, month) : row.of.reduce((sum, name) => sum + run.of(name, month), 0) - (row.less ? run.of(row.less, month) : 0));
/// One scale for all worlds and months, so that bars compare and only grow.
const scalesOf = runs => once('scales', [runs], () => ({
  burden: Math.max(1, ...runs.map(run => run.carried.at(-1))),
  ledger: Math.max(1, ...runs.flatMap(run => [NET, ...LEDGER].map(line => Math.abs(ledgerAt(run, line, state.case.months - 1))))),
}));

const netName = () => t(several() ? 'net_all' : 'net');
const goalsName = () => (several() ? t('goals_of', { table: tableName() }) : t('goals'));
const ledgerName = () => t(several() ? 'ledger_all' : 'ledger');

/// Rows as shown: { id, label, cells: [{ share, text, negative, done }] }.
function worldRows(month) {
  const { runs } = state, scales = scalesOf(runs);
  const ledger = lines => lines.map(line => ({
    id: line.id, label: line === NET ? netName() : t(line.id),
    cells: runs.map(run => {
      const value = ledgerAt(run, line, month);
      return { share: Math.min(1, Math.abs(value) / (line === BURDEN ? scales.burden : scales.ledger)), text: money(value), negative: value < 0 };
    }),
  }));
  return [
    ...ledger([NET]),
    ...goalsNow().map((goal, k) => ({
      id: `goal-${k}`, label: `${k + 1} ${named(state.case.goals[goal])}`,
      cells: runs.map(run => {
        const progress = run.of('progress', month, goal);
        return { share: progress, text: percent(progress), done: progress >= 1 };
      }),
    })),
    ...ledger([...LEDGER, BURDEN]),
  ];
}

function Worlds() {
  if (!state.runs) return h('table', { id: 'worlds' });
  const { arms } = state.case, rows = worldRows(Math.floor(state.month)), goals = goalsNow().length;
  const head = arm => h('th', { key: arm, scope: 'col', class: `of-${arm}`, title: words().arms_say[arm] }, TABLE_ARMS.includes(arm) ? h(WorldButton, { world: arm }) : h('b', null, armName(arm)));
  const row = ({ id, label, cells }) => h('tr', { key: id, class: id.startsWith('goal-') ? 'goal' : id, 'data-row': id }, h('th', { scope: 'row', title: label }, h('span', { class: 'clip' }, label)),
    cells.map(({ share, text, negative, done }, arm) => h('td', { key: arm, class: `of-${arms[arm]}` }, h('div', { class: `bar-cell${negative ? ' negative' : ''}${done ? ' done' : ''}` }, h('i', { style: { width: `${100 * share}%` } }), h('b', null, text)))));
  const part = label => h('tr', { key: label, class: 'part' }, h('th', { colSpan: arms.length + 1, scope: 'colgroup' }, label));
  return h('table', { id: 'worlds', style: { '--rows': rows.length - 1 } }, h('caption', { class: 'hidden' }, t('worlds_caption')),
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, h('h2', null, t('worlds'))), arms.map(head))),
    h('tbody', null, row(rows[0]), part(goalsName()), rows.slice(1, goals + 1).map(row), part(ledgerName()), rows.slice(goals + 1).map(row)));
}
const WorldButton = ({ world }) => h('button', { type: 'button', 'data-world': world, 'aria-pressed': String(world === state.world), onClick: () => chooseWorld(world) }, armName(world));
function chooseWorld(world) {
  Object.assign(state, { world, storyArm: null, story: null });
  writeAddress();
  showRuns();
}
