import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scormManifest, xmlText } from '../../../src/pipeline/lesson/scorm-manifest.ts';
import { smallLesson } from './small-lesson.ts';

/** The names of the elements of XML, as they begin. Throws where it is not well-formed. */
function elementsOf(xml: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const tag = /<(\/?)([\w:]+)((?: [\w:]+="(?:[^<&"]|&(?:amp|lt|gt|quot|apos);)*")*)(\/?)>/g;
  const between = body.replace(tag, (_, closes, name, __, isEmpty) => {
    if (closes !== '') {
      if (open.pop() !== name) throw new Error(`</${name}> closes what is not open`);
    } else {
      names.push(name);
      if (isEmpty === '') open.push(name);
    }
    return '';
  });
  if (open.length > 0) throw new Error(`${open.join(' ')} stay open`);
  const rest = between.replace(/&(?:amp|lt|gt|quot|apos);/g, '');
  if (/[<&]/.test(rest)) throw new Error(`not well-formed: ${rest.slice(0, 100)}`);
  return names;
}

const LESSON = smallLesson();
const FILES = ['assets/a b&c.js', 'index.html'];

describe('the manifest of a package', () => {
  it('names the lesson, how to open it and every file', () => {
    const xml = scormManifest(LESSON, 'index.html?lesson=small.json', FILES);
    expect(elementsOf(xml).filter((name) => name === 'file')).toHaveLength(2);
    expect(elementsOf(xml).filter((name) => name === 'resource')).toHaveLength(1);
    expect(xml).toContain('<schemaversion>1.2</schemaversion>');
    expect(xml).toContain('adlcp:scormtype="sco" href="index.html?lesson=small.json"');
    expect(xml).toContain('<file href="assets/a%20b%26c.js"/>');
    expect(xml).toContain('<datetime>PT5M</datetime>');
    expect(xml.match(/<title>Small<\/title>/g)).toHaveLength(2);
  });

  it('is well-formed whatever the lesson is called', () => {
    const anyTitle = fc.oneof(
      fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }),
      fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", ']]>', '\0', '\ud800', 'ä') }),
    );
    fc.assert(
      fc.property(anyTitle, anyTitle, (title, about) => {
        const xml = scormManifest({ ...LESSON, title, about }, 'index.html?a=1&b=2', FILES);
        expect(elementsOf(xml)[0]).toBe('manifest');
        expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
      }),
    );
  });

  it('keeps what XML can hold', () => {
    expect(xmlText('Ports < 1024 & "more" 😀\u0007')).toBe(
      'Ports &lt; 1024 &amp; &quot;more&quot; 😀',
    );
  });
});
