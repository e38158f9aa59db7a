/** Prints what of the lesson is on screen, and nothing else of the page. */
export function printLesson(): void {
  const root = document.documentElement;
  root.toggleAttribute('data-printing-lesson', true);
  addEventListener('afterprint', () => root.removeAttribute('data-printing-lesson'), {
    once: true,
  });
  print();
}
