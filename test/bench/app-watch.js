/**
 * Runs in a measured page before anything of its own: writes down when something is on the screen, how long the longest
 * tasks are, and when a key or a click is answered. What is written is described in `app.ts`. A plain script, because
 * what a compiler adds to functions does not exist in the page.
 */
window.watch = { seen: {}, longTasks: [], awaited: null };

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.watch.longTasks.push(duration);
}).observe({ type: 'longtask', buffered: true });

for (const event of ['keydown', 'pointerdown']) {
  window.addEventListener(
    event,
    () => {
      const { awaited } = window.watch;
      if (awaited?.askedAt === 0) awaited.askedAt = performance.now();
    },
    true,
  );
}

requestAnimationFrame(function look() {
  const { seen, awaited } = window.watch;
  const now = performance.now();
  for (const selector of ['[role=tab]', '.monaco-editor textarea', '#demo']) {
    if (seen[selector] === undefined && document.querySelector(selector)) seen[selector] = now;
  }
  if (awaited && awaited.answeredAt === 0) {
    const element = document.querySelector(awaited.selector);
    const isSo = element !== null && new RegExp(awaited.pattern).test(element.textContent ?? '');
    if (!isSo) awaited.wasOtherwise = true;
    else if (awaited.wasOtherwise && awaited.askedAt > 0) awaited.answeredAt = now;
  }
  requestAnimationFrame(look);
});
