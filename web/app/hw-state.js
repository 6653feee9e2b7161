// What is kept of work on an assignment, here or by the page around: read only as far as the page has to know itself.

/** How far work has come: seconds since it began; -1 if that cannot be read. */
export function reached(saved) {
  try {
    const { t } = JSON.parse(saved.submission).log.at(-1);
    return Number.isFinite(t) ? t : -1;
  } catch {
    return -1;
  }
}

/** Whose work it is: {student, title, tag, reroll}; null if it does not say. */
export function studentOf(saved) {
  try {
    const { student, tag, reroll } = JSON.parse(saved.submission);
    if (typeof student.id !== 'string' || student.id.trim() === '') return null;
    return { student: student.id, title: String(student.name ?? ''), ...(tag ? { tag, reroll } : {}) };
  } catch {
    return null;
  }
}
