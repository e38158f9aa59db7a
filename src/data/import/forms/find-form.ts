import type { JsonHead } from '../json/json-head.ts';
import { AWS_VPC } from '../kinds/aws-vpc.ts';
import { dialectOfColumns } from '../kinds/dialects.ts';
import type { FlowDialect } from '../kinds/flow-dialect.ts';
import type { TableCut } from '../mapping/unknown-table.ts';
import type { HeadRecords } from '../text/head-records.ts';
import { arffForm } from './arff.ts';
import { awsInJson, awsInTable } from './aws-inside.ts';
import { AZURE, azureForm } from './azure-tuples.ts';
import { columnsBySpaces } from './columns-by-spaces.ts';
import { fieldsLineForm } from './fields-line.ts';
import { asaForm } from './firewall-asa.ts';
import { jsonTableForm } from './json-table.ts';
import { keyValueForm } from './key-value.ts';
import { paddedColumns } from './padded-columns.ts';
import { sampleLines } from './sample-lines.ts';
import type { TextForm } from './text-form.ts';

/** What looks for each form of text, by how the form's name begins. */
export const TEXT_FORMS = {
  'W3C extended log': fieldsLineForm,
  'Azure flow log': azureForm,
  'JSON of CloudWatch': awsInJson,
  'CSV of CloudWatch': awsInTable,
  JSON: jsonTableForm,
  ARFF: arffForm,
  'Cisco ASA syslog': asaForm,
  'key=value': keyValueForm,
  'separated by bars': paddedColumns,
  'separated by spaces': columnsBySpaces,
} as const;

/** A form of text, and the kind of flows that its rows are, where that is known. */
export interface FoundForm {
  readonly form: TextForm;
  readonly dialect?: FlowDialect;
}

/**
 * The form of JSON that is of no known kind.
 * @param start the first characters of the file
 */
export function formOfJson(start: string, head: JsonHead): FoundForm | undefined {
  const azure = TEXT_FORMS['Azure flow log'](start);
  if (azure !== undefined) return { form: azure, dialect: AZURE };
  const aws = TEXT_FORMS['JSON of CloudWatch'](head);
  if (aws !== undefined) return { form: aws, dialect: AWS_VPC };
  return knownForm(TEXT_FORMS.JSON(head));
}

/** A form with the kind of flows that has such columns, if there is one. */
function knownForm(form: TextForm | undefined): FoundForm | undefined {
  if (form === undefined) return undefined;
  const dialect = dialectOfColumns(form.names);
  return dialect === undefined ? { form } : { form, dialect };
}

const COMMA = 0x2c;
const ROWS = 1000;

/**
 * The form of text whose lines take more than a delimiter; `undefined` where that is all they take.
 *
 * @param sample the first bytes of the file, from the first line that is no comment
 * @param isWhole whether they are the whole file
 * @param head the same, cut at delimiters
 */
export function formOfText(
  sample: Uint8Array,
  isWhole: boolean,
  head: HeadRecords,
  cut: TableCut = {},
): FoundForm | undefined {
  const lines = sampleLines(sample, isWhole);
  if (cut.delimiter === ' ') {
    return knownForm(TEXT_FORMS['separated by spaces'](lines, cut.hasHeader));
  }
  if (cut.delimiter !== undefined) return undefined;
  const aws = TEXT_FORMS['CSV of CloudWatch'](head.cutAt(COMMA, ROWS));
  if (aws !== undefined) return { form: aws, dialect: AWS_VPC };
  const form =
    TEXT_FORMS.ARFF(lines) ??
    TEXT_FORMS['Cisco ASA syslog'](lines) ??
    TEXT_FORMS['key=value'](lines) ??
    (cut.hasHeader === undefined ? TEXT_FORMS['separated by bars'](lines) : undefined);
  if (form !== undefined) return knownForm(form);
  const isDelimited = (head.cutAt(head.likeliestDelimiter, 1)[0]?.length ?? 0) > 1;
  const bySpaces = isDelimited
    ? undefined
    : TEXT_FORMS['separated by spaces'](lines, cut.hasHeader);
  return knownForm(bySpaces);
}
