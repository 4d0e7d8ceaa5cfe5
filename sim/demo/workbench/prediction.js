// The room predicts, and sees its hands beside the model.

const MOST_HANDS = 999;
const hands = () => state.votes.flat().reduce((sum, n) => sum + n, 0);
const textOf = values => JSON.stringify(Object.entries(values).sort());
/// Whether the hands were counted for another setting than the one that is shown.
const isFormer = () => state.closed && textOf(state.voted) !== textOf(state.values);
/// What the room said, as long as the page is open: a closed vote by the setting it is of, and by its
/// scenario alone the one that is open, which goes along from link to link.
const ballotOf = values => `${state.preset} ${textOf(values)}`;
function keepBallot() {
  const { preset, votes, closed, voted } = state;
  if (votes.length) state.ballots.set(closed ? ballotOf(voted) : preset, { votes, closed, voted });
}
/// The vote that was closed for the setting that is shown, or else the one that is open.
function findBallot() {
  predictAnew();
  Object.assign(state, state.ballots.get(ballotOf(state.values)));
}
function predictAnew() {
  say('');  // what was read out is the answer of before
  const none = { votes: questions().map(question => question.answers.map(() => 0)), closed: false, voted: {} };
  Object.assign(state, state.ballots.get(state.preset) ?? none);
}
function count(q, a, hands) {
  state.votes[q][a] = Math.max(0, Math.min(MOST_HANDS, Math.round(hands) || 0));
  draw();
  writeAddress();
}
/// Closes the vote, or begins another.
function closeVote() {
  if (state.closed) {
    keepBallot();
    predictAnew();
  } else {
    state.ballots.delete(state.preset);
    Object.assign(state, { closed: true, voted: { ...state.values } });
  }
  draw();
  (state.closed ? byId('close-vote') : byId('votes').querySelector('[data-vote]')).focus();
  writeAddress();
  if (state.closed) say(answerText()[0] ?? '');
}

// ---- what is asked ------------------------------------------------------------------------------

/// Questions a room can vote on, and which answer a replicate gives.
function questions() {
  const goals = state.case.goals.length, many = membersOf() > 16;
  const ofPoints = asksPoints() ? [{ id: 'q_point', answers: state.case.variants.map((_, n) => () => pointName(n)), ofPoints: true }] : [];
  return [
    ...ofPoints,
    {
      id: 'q_best', answers: state.case.arms.map(arm => () => armName(arm)),
      of: outcome => {
        const values = state.case.arms.map((_, arm) => outcome(arm, 'net_value'));
        return values.indexOf(Math.max(...values));
      },
    },
    {
      id: 'q_goals', answers: [() => t('a_none'), () => t('a_few'), () => t('a_most'), () => t('a_all', { n: goals })],
      of: outcome => {
        const reached = outcome(armOf('together'), 'goals_reached');
        return reached === 0 ? 0 : reached === goals ? 3 : reached < goals / 2 ? 1 : 2;
      },
    },
    {
      id: 'q_leave', answers: many ? [() => t('a_tenth'), () => t('a_quarter'), () => t('a_more')] : [() => t('a_nobody'), () => t('a_some'), () => t('a_many')],
      of: outcome => {
        const sat = membersOf() + outcome(armOf('together'), 'joined'), gone = sat - outcome(armOf('together'), 'members'), share = gone / sat;
        if (many) return share < 0.1 ? 0 : share < 0.25 ? 1 : 2;
        return gone <= 0 ? 0 : gone <= 2 ? 1 : 2;
      },
    },
  ];
}
/// Many a scenario asks about the points of its design: those a room can vote on.
const MOST_ANSWERS = 12;
const asksPoints = () => state.case.variants.length > 1 && state.case.variants.length <= MOST_ANSWERS;
const questionText = question => t(question.id, { world: armName('together') });

// ---- the box of the vote ------------------------------------------------------------------------

/// What is typed stays as it is typed until one is done.
const typed = value => node => { if (node && document.activeElement !== node) node.value = Number(value.toPrecision(6)); };

/// Nobody closes a vote without a hand, and hands are of the setting they were counted for.
const Votes = () => h('section', { id: 'votes', class: `box${isFormer() ? ' former' : ''}` },
  h('div', { class: 'box-head' }, h('h2', null, t('vote_first'))),
  h('p', { id: 'vote-note', class: `note${isFormer() ? ' former' : ''}` }, !state.closed ? t('vote_help') : isFormer() ? t('votes_former', { what: whatDiffers(state.voted) }) : ''),
  questions().map((question, q) => h('div', { class: 'question', key: question.id, role: 'group', 'aria-label': questionText(question) }, h('h3', null, `${q + 1}. ${questionText(question)}`),
    state.closed ? h('div', { class: 'results', key: 'results', 'data-question': q }, resultsOf(question, q)) : question.answers.map((answer, a) => h(Option, { key: a, q, a, text: answer() })))),
  h('div', { class: 'row' }, h(Button, { id: 'close-vote', class: state.closed ? '' : 'primary', disabled: !state.closed && hands() === 0, onClick: closeVote }, state.closed ? t('reopen') : t('close_vote', { n: state.case.replicates }))));
function Option({ q, a, text }) {
  const step = (by, key, sign) => h('button', { type: 'button', 'data-vote': `${q} ${a} ${by}`, 'aria-label': t(key, { answer: text }), onClick: () => count(q, a, state.votes[q][a] + by) }, sign);
  return h('div', { class: 'option' }, h('span', null, text), h('span', { class: 'hands' }, step(-1, 'fewer_hands', '−'),
    h('input', { type: 'number', inputmode: 'numeric', min: 0, max: MOST_HANDS, 'data-hands': `${q} ${a}`, 'aria-label': t('votes_for', { answer: text }), ref: typed(state.votes[q][a]), onInput: event => count(q, a, Number(event.target.value)), onFocus: event => event.target.select(), onChange: event => { event.target.value = state.votes[q][a]; } }),
    step(1, 'more_hands', '+')));
}
/// The room's hands on each answer beside the lucks in which it comes true.
function resultsOf(question, q) {
  const { batch, runs } = state;
  if (!batch) return null;
  const { complete } = batch;
  const counts = question.ofPoints ? bestPoints() : once(`counts of ${question.id}`, [batch, complete.length], () => {
    const counts = question.answers.map(() => 0);
    for (const replicate of complete) ++counts[question.of((arm, name) => batch.arms[arm].end[replicate][ENDS.indexOf(name)])];
    return counts;
  });
  const of = counts.reduce((sum, n) => sum + n, 0), counted = state.votes[q].reduce((sum, n) => sum + n, 0);
  const own = runs && !question.ofPoints ? question.of((arm, name) => (name === 'joined' ? runs[arm].events.filter(event => event.kind === 'joins').length : runs[arm].of(name, state.case.months - 1))) : -1;
  const bar = (kind, share, text) => h('div', { class: kind }, h('i', { style: { width: `${100 * share}%` } }), h('b', null, text));
  return question.answers.map((answer, a) => {
    const room = counted ? state.votes[q][a] / counted : 0, model = of ? counts[a] / of : 0;
    return h('div', { class: 'result', key: a }, h('span', null, answer(), a === own ? [' ', h('span', { class: 'this' }, `◄ ${t('this_luck')}`)] : null), h('div', { class: 'pair' },
      bar('of-room', room, `${t(isFormer() && !question.ofPoints ? 'room_then' : 'room')}: ${counted ? percent(room) : t('room_none')}`),
      bar('of-model', model, `${t('model')}: ${of ? percent(model) : '…'}`)));
  });
}
