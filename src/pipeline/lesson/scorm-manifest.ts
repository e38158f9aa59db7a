import { type Lesson, minutesOf } from './lesson.ts';

/** What is no character of XML 1.0, halves of pairs among it. Source: XML 1.0, 2.2. */
const NO_XML =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text as it may stand in XML, in content and in attributes. */
export function xmlText(text: string): string {
  return text.replace(NO_XML, '').replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}

/**
 * `imsmanifest.xml` of a package with one lesson: one organisation of one item, which is one SCO. There
 * is no mastery score: with one, systems fail whoever leaves before the end. Source: SCORM 1.2 Content
 * Aggregation Model, 2.3; IMS Learning Resource Metadata 1.2.1 for the time.
 *
 * @param lesson its name, title and what it is about are shown by course systems
 * @param launch the address that opens the lesson, relative to the manifest
 * @param files all other files of the package, relative to the manifest
 */
export function scormManifest(lesson: Lesson, launch: string, files: readonly string[]): string {
  const title = `<title>${xmlText(lesson.title)}</title>`;
  const address = (path: string) => xmlText(path.split('/').map(encodeURIComponent).join('/'));
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="network-anomaly-lab-${lesson.name}" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
    <lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1">
      <general>
        <title><langstring>${xmlText(lesson.title)}</langstring></title>
        <description><langstring>${xmlText(lesson.about)}</langstring></description>
      </general>
      <educational>
        <typicallearningtime><datetime>PT${minutesOf(lesson)}M</datetime></typicallearningtime>
      </educational>
    </lom>
  </metadata>
  <organizations default="organization">
    <organization identifier="organization">
      ${title}
      <item identifier="item" identifierref="resource" isvisible="true">
        ${title}
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="resource" type="webcontent" adlcp:scormtype="sco" href="${xmlText(launch)}">
${files.map((path) => `      <file href="${address(path)}"/>`).join('\n')}
    </resource>
  </resources>
</manifest>
`;
}
