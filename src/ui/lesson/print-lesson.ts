/** Prints what of the lesson is on screen, and nothing else of the page. */
export function printLesson(): void {
  markForPrint();
  print();
}

/** The next print is that of the lesson. */
export function markForPrint(): void {
  const root = document.documentElement;
  root.toggleAttribute('data-printing-lesson', true);
  addEventListener('afterprint', () => root.removeAttribute('data-printing-lesson'), {
    once: true,
  });
}
