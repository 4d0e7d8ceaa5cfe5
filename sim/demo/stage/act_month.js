// Third act: it plays, and stops by itself in the month in which going on is hardest. The room is the
// board: hands are typed as digits. The same act is played again at another table.

/// The act of a case, `of()`, whose hands are kept under `key`.
const decisionAct = (act, key, of) => ({
  act, steps: 2, needs: () => Promise.all([of().middle(), of().stopped()]),
  show(room, step, fresh) {
    const staged = of(), { preset, told, hardest } = staged, { month } = hardest, votes = stage.votes[key];
    room.className = 'month-room';
    room.innerHTML = '<div class="table-box"></div><div class="panel"></div>';
    const draw = () => new TablePicture(room.firstChild, told);
    note(s('table_legend'));
    const played = votes.played;
    this.halt = () => {
      votes.played = true;
      this.skip = null;
      head(s('month_title', { month: capital(monthIn(preset, month)), years: capital(yearsOf(month + 1)) }), step || key === 'first' ? '' : named(preset.title));
      this.ask(room.lastChild, staged, votes, step);
      draw().show(month);
      if (!step) say(`${byId('st-title').textContent} ${room.lastChild.textContent}`);
    };
    if (played) return this.halt();
    let shown = -1;
    room.lastChild.innerHTML = this.account(0);
    const table = draw();
    const cancel = unroll(Math.min(12, Math.max(4, month / 5)), share => {
      const t = share * month, now = Math.floor(t);
      table.show(t);
      if (now === shown) return;
      shown = now;
      head(capital(monthIn(preset, now)), key === 'first' ? '' : named(preset.title));
      room.lastChild.innerHTML = this.account(told.run.of('net_value', now));
    }, () => this.halt());
    this.skip = () => {
      cancel();
      this.halt();
    };
    return cancel;
  },
  /// Of the table; where there are several, of all of them together.
  account(x) {
    const text = euros(x), label = s(of().preset.tables.length > 1 ? 'account_all' : 'account');
    return `<p class="label">${escaped(label)}</p><p class="big ${text.length > 12 ? 'long' : ''} ${x < 0 ? 'red' : 'green'}">${escaped(text)}</p>`;
  },
  /// The balance in words people know, and the question or what the room said.
  ask(panel, staged, votes, step) {
    const { preset, told, hardest: { month, why } } = staged, balance = told.run.of('net_value', month);
    const lead = why === 'behind' ? `<p class="label">${escaped(s('behind_alone'))}</p>` : '';
    const field = side => `<div class="choice ${side}"><label for="hands-${side}">${escaped(s(side))}</label>` +
      (step ? `<output>${votes[side] || 0}</output>` : `<input id="hands-${side}" inputmode="numeric" pattern="[0-9]*" maxlength="3" autocomplete="off" value="${escaped(votes[side])}" aria-describedby="hands-say">`) + '</div>';
    panel.innerHTML = `${this.account(balance)}<p class="label">${escaped(s('about', { what: inPeople(preset, balance) }))}</p>${lead}` +
      `<p class="ask" id="hands-say">${escaped(step ? s(Number(votes.stop) > Number(votes.go) ? 'room_stops' : 'room_goes') : s('stop_or_go'))}</p><div class="choices">${field('stop')}${field('go')}</div>`;
    if (step) return;
    note(s('hands_help'));
    for (const side of ['stop', 'go']) {
      const input = panel.querySelector(`#hands-${side}`);
      input.addEventListener('input', () => {
        input.value = input.value.replace(/\D/g, '').slice(0, 3);
        votes[side] = input.value;
      });
    }
    if (!touch.matches) panel.querySelector('#hands-stop').focus();
  },
  digit(d, step) {
    if (step || this.skip || document.activeElement.id?.startsWith('hands-')) return;
    const field = byId('hands-stop');
    if (!field) return;
    field.focus();
    field.value = stage.votes[key].stop = String(d);
  },
  next(step) {
    if (step) return false;
    const votes = stage.votes[key], go = byId('hands-go');
    if (this.skip) {
      this.skip();
      return true;
    }
    if (document.activeElement.id === 'hands-stop') {
      go.focus();
      go.select();
      return true;
    }
    const [against, going] = [Number(votes.stop), Number(votes.go)];
    if (against + going === 0) hint(s('hands_first'));
    else if (against === going) hint(s('hands_level'));
    else return false;
    if (!touch.matches) byId('hands-stop').focus();
    return true;
  },
});
const chosen = key => (Number(stage.votes[key].stop) > Number(stage.votes[key].go) ? 'stop' : 'go');
