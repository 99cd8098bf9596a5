import t from 'tap';
import { measuredOf } from './measured.ts';
import { figureTable, withFigures } from './readme-figures.ts';

/** Every figure that is asked for is 12.34; the questions are kept. */
function asked() {
  const questions: string[] = [];
  const { report } = measuredOf(() => {
    throw new Error('no report is read');
  });
  const figure = (...question: readonly string[]) => {
    questions.push(question.join(' / '));
    return 12.34;
  };
  return { questions, measured: { report, figure } };
}

t.test('figures of the README are those of the stored results, with two digits', async (t) => {
  const { questions, measured } = asked();
  const text = figureTable(measured);
  const numbers = [...text.matchAll(/\b12\b/g)].length;
  t.equal(numbers, questions.length, 'each figure that is read is shown once');
  t.notMatch(text, /12\.3/);
});

t.test('only the part between the marks is written', async (t) => {
  const { measured } = asked();
  const readme = (between: string) => `# A\n<!-- figures: x -->\n${between}\n<!-- end of figures -->\nb\n`;
  const first = withFigures(measured, readme('| old |'));
  t.equal(first, readme(figureTable(measured)));
  t.equal(withFigures(measured, first), first, 'a current page stays as it is');
  t.throws(() => withFigures(measured, '# A\n'), { message: 'README.md has no marks around its figures' });
});
