// A window for who teaches, beside the one that is projected: what to do and to ask on this screen, what
// usually comes out, and how long it takes. Its keys play the stage as well.

/// The row of the script for each screen of the play, in its order.
const SCRIPT = ['before', 'table', 'line', 'month', 'chairs', 'chairs', 'chairs', 'back', 'bid', 'turn', 'turn', 'sets', ...Array(5).fill('levers'), 'levers'];
const notes = { window: null, row: '', began: null, rowBegan: null };

function openNotes() {
  const own = window.open('', 'samen-notes', 'popup,width=760,height=640');
  if (!own) return hint(s('notes_blocked'));
  Object.assign(notes, { window: own, row: '', began: null, rowBegan: null });
  own.document.head.innerHTML = `<meta charset="utf-8"><title>Samen</title><style>${NOTES_STYLE}</style>`;
  own.document.body.innerHTML = '<main><p id="clock" role="timer"></p><h1></h1><section></section><p id="next"></p><p><button type="button"></button></p></main>';
  own.document.querySelector('button').addEventListener('click', () => {
    notes.began = notes.rowBegan = Date.now();
    showClock();
  });
  own.addEventListener('keydown', playFromNotes);
  own.setInterval(showClock, 500);
  showNotes();
  own.focus();
  return undefined;
}
const NOTES_STYLE = 'body{font:18px/1.45 system-ui,Segoe UI,Roboto,Noto Sans,sans-serif;margin:18px 24px;color:#1a1d21;background:#fff}h1{font-size:26px;margin:6px 0}' +
  '#clock{font-size:30px;font-weight:700;margin:0;font-variant-numeric:tabular-nums}#clock.late{color:#a33c00}dt{font-weight:700;margin-top:12px}dd{margin:2px 0}#next{color:#4d545c}button{font:inherit;padding:4px 12px}';

/// Digits go to the field for hands where it stands in the other window.
function playFromNotes(event) {
  const field = document.activeElement;
  if (field.id?.startsWith('hands-') && /^([0-9]|Backspace)$/.test(event.key)) {
    field.value = event.key === 'Backspace' ? field.value.slice(0, -1) : field.value + event.key;
    field.dispatchEvent(new Event('input'));
    event.preventDefault();
  } else {
    press(event);
  }
}
/// The row of the script that belongs to the screen.
function showNotes() {
  const { window: own } = notes;
  if (!own || own.closed || SCREENS !== PLAY) return;
  const { staged, at, step } = stage;
  if (SCRIPT[at] !== notes.row) Object.assign(notes, { row: SCRIPT[at], rowBegan: Date.now() });
  if (at > 0) notes.began ??= Date.now();
  own.document.documentElement.lang = state.language;
  own.document.querySelector('button').textContent = s('timer_again');
  const tell = () => {
    if (own.closed || stage.staged !== staged || stage.at !== at || stage.step !== step) return;
    const row = el(`<div>${script()}</div>`).querySelector(`[data-script="${notes.row}"]`);
    own.document.querySelector('h1').textContent = row.querySelector('[data-part]').textContent;
    own.document.querySelector('section').innerHTML = `<dl><dt>${escaped(s('notes_do'))}</dt><dd>${row.querySelector('[data-do]').innerHTML}</dd><dt>${escaped(s('notes_about'))}</dt><dd>${row.querySelector('[data-about]').innerHTML}</dd></dl>`;
    notes.minutes = Number(row.dataset.minutes);
    showTitle();
    showClock();
  };
  const known = Promise.all([staged.stopped(), staged.middle()]).then(tell);
  Promise.all([known, stage.tried]).then(tell).catch(trouble);  // what comes out of the last act is known later
}
/// What stands on the screen now.
function showTitle() {
  const { window: own } = notes;
  if (own && !own.closed) own.document.getElementById('next').textContent = s('notes_screen', { title: byId('st-title').textContent });
}
const clockText = from => {
  const seconds = from === null ? 0 : Math.floor((Date.now() - from) / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
};
function showClock() {
  const clock = notes.window.document.getElementById('clock');
  clock.textContent = s('clock', { all: clockText(notes.began), part: clockText(notes.rowBegan), minutes: number(notes.minutes ?? 0) });
  clock.classList.toggle('late', Date.now() - notes.rowBegan > 60000 * (notes.minutes ?? Infinity));
}
