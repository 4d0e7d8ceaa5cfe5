// The page begins with the stage; this begins the workbench behind it.

async function begin() {
  state.begun = true;
  choosePreset(state.preset);
  readAddress(location.hash);
  if (innerWidth >= 1000) state.unfolded.add('levers');
  listen();
  speak();
  say(t('loading'));
  const began = performance.now();
  try {
    startEngine();
    await workers.ready;
  } catch (error) {
    return trouble(error);
  }
  timing.engine = performance.now() - began;
  await renew();
  say('');
}

/// For tests and for the curious: read it, do not write to it.
window.samen = { state, timing, still, file: fileOfState, picture: sheet, get runs() { return state.runs; }, get batch() { return state.batch; }, get points() { return pointsDone(); }, get sets() { return state.sets; } };
