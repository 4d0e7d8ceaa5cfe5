// The story: what happened so far in a world, the latest first, and why.

/// What happens at every board is told by the partner it happens to.
const QUIET = ['refusal', 'sanction', 'complies', 'experiment_works', 'experiment_fails'];
const MOST_TOLD = 60;
const storyOf = () => state.storyArm ?? armOf(state.world);

/// The story of an event, in the list; of a world without tables as well.
function tellEvent(arm, n) {
  const name = state.case.arms[arm], event = state.runs[arm].events[n];
  if (TABLE_ARMS.includes(name) && name !== state.world) chooseWorld(name);
  stop();
  Object.assign(state, { storyArm: TABLE_ARMS.includes(name) ? null : arm, story: { arm, n } });
  goTo(event.month);
  draw();  // the month may be the one that is shown
  byId('story').querySelector('.open button')?.focus();
  byId('story').querySelector('.open')?.scrollIntoView({ block: 'nearest' });
}

function Story() {
  const arm = storyOf(), run = state.runs?.[arm], month = Math.floor(state.month), told = [];
  run?.events.forEach((event, n) => { if (event.month <= month && !QUIET.includes(event.kind) && concerns(event)) told.push(n); });
  const one = n => {
    const event = run.events[n], open = state.story?.arm === arm && state.story.n === n;
    return h('li', { key: `${arm} ${n}`, class: open ? 'open' : '' }, h('button', { type: 'button', 'aria-expanded': String(open), onClick: () => { state.story = open ? null : { arm, n }; draw(); } },
      h('time', null, monthName(event.month)), h('span', { class: 'sign', dangerouslySetInnerHTML: { __html: markIcon(event.kind) } }), h('span', null, lineOf(event))), open ? h('p', { class: 'why' }, whyOf(event)) : null);
  };
  return h('section', { id: 'story-box', class: 'box' },
    h('div', { class: 'box-head' }, h('h2', { id: 'story-title' }, run ? t(several() ? 'story_of_table' : 'story_of', { world: armName(state.case.arms[arm]), table: tableName() }) : '')),
    h('ol', { id: 'story' }, !run ? null : told.length ? told.reverse().slice(0, MOST_TOLD).map(one) : h('li', { class: 'note', key: 'none' }, t('story_none'))));
}
