// What is worked on, whichever page it is: a lab (work.js) or an assignment (hw-work.js). start() in app.js fills it in.

/**
 * {editor, open, begin, frontsOf, chooseLab, chooseExperiment, reset, setSource, share, embed}; state, takeState, score,
 * scoresRuns, activity and submit, for the page around (parent.js, splice.js); and perhaps revive: have a fresh worker know what the one before did.
 */
export const working = {};
