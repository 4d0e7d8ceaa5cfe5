// First act: who sits there. No numbers: a name, a sentence of their own, and where they stand.

/// What a person may say of what it sees, may and wants; each pair is said when it is little or much.
const SAYINGS = [
  ['trust', 'trusts_little', 'trusts_much'], ['trusted', 'trusted_little', 'trusted_much'], ['knows', 'knows_little', 'knows_much'],
  ['alignment', 'fits_little', 'fits_much'], ['mandate', 'may_little', 'may_much'], ['anchoring', 'home_little', 'home_much'],
  ['white_space', 'space_little', 'space_much'], ['ownership', 'owns_little', 'owns_much'], ['motivation', 'wants_little', 'wants_much'],
];
/// How each person stands, by the names above, in a month.
function standings(told, month) {
  const { table, preset } = told, seats = Array.from({ length: table.seats }, (_, i) => i);
  const pair = (name, i, j) => told.at(name, month, table.pair + i * table.seats + j);
  const mean = (i, of) => seats.filter(j => j !== i).reduce((sum, j) => sum + of(j), 0) / Math.max(1, seats.length - 1);
  return seats.map(i => {
    const seat = table.seat + i;
    return {
      trust: mean(i, j => pair('trust', i, j)), trusted: mean(i, j => pair('trust', j, i)), knows: mean(i, j => pair('knowledge', i, j)),
      alignment: told.at('alignment', month, seat), mandate: told.at('mandate', month, seat), anchoring: told.at('anchoring', month, seat),
      white_space: told.at('white_space', month, preset.seats[seat]), ownership: told.at('ownership', month, seat), motivation: told.at('motivation', month, seat),
    };
  });
}
/// One sentence each: of what sets a person apart most at this table, and not what others say already.
/// Shares speak against one half as well; white space is small everywhere and speaks against the others.
function sentences(told, month) {
  const people = standings(told, month), said = new Map(), claims = [];
  for (const [name, little, much] of SAYINGS) {
    const values = people.map(person => person[name]), mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
    if (!(spread > 1e-6)) continue;
    values.forEach((value, i) => {
      const far = (value - mean) / spread, absolute = name === 'white_space' || (far < 0 ? value < 0.5 : value > 0.5);
      claims.push({ i, key: far < 0 ? little : much, far: Math.abs(far) * (absolute ? 1 : 0.2) });
    });
  }
  claims.sort((a, b) => b.far - a.far);
  for (const most of [1, 2, people.length])  // a sentence is said again only if there is no other
    for (const { i, key, far } of claims)
      if (!said.has(i) && [...said.values()].filter(other => other.key === key).length < most) said.set(i, { key, far });
  return people.map((_, i) => said.get(i) ?? { key: '', far: 0 });
}

const tableAct = {
  act: 1, steps: 2, needs: () => stage.staged.middle(),
  show(room, step, fresh) {
    const { told } = stage.staged, { seats } = told.table, lines = sentences(told, 0);
    // Who may join later stands around and says nothing yet.
    const all = Array.from({ length: seats }, (_, i) => i).filter(i => told.at('seated', 0, told.table.seat + i) > 0);
    const shown = all.length <= 8 ? all : all.slice().sort((a, b) => lines[b].far - lines[a].far).slice(0, 8).sort((a, b) => a - b);
    head(s('table_title', { n: capital(all.length > 12 ? s('many') : numeral(all.length)) }), step ? s('table_question') : '');
    note(step ? s('names_invented') : s('table_legend'));
    room.className = 'table-room';
    const person = i => `<li style="--coat:${COATS[[...new Set(told.preset.kinds)].indexOf(told.preset.kinds[told.preset.seats[told.table.seat + i]]) % COATS.length]};--nth:${shown.indexOf(i)}">` +
      `<p class="who"><b>${escaped(told.names[i] || told.organisation(i))}</b>${told.names[i] ? ` <span>${escaped(told.organisation(i))}</span>` : ''}</p>` +
      `<p class="says">${step && lines[i].key ? escaped(s('said', { text: s(lines[i].key) })) : '\u00a0'}</p></li>`;
    // The right half of the table reads downwards, the left half upwards: the columns follow it.
    const half = Math.ceil(shown.length / 2), right = shown.slice(0, half), left = shown.slice(half).reverse();
    room.innerHTML = `<ul class="people left">${left.map(person).join('')}</ul><div class="table-box"></div><ul class="people right">${right.map(person).join('')}</ul>`;
    room.classList.toggle('speaks', step === 1 && fresh);
    const table = new TablePicture(room.querySelector('.table-box'), told);
    table.show(0);
  },
};
