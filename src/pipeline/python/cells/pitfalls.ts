import type { CellPython } from '../cell-python.ts';

export const python: CellPython = {
  withoutCode:
    'The study is the code of the cells above on parts of the flows: split them by attack_type with ' +
    'train_test_split(stratify=…), fit scaler and detector on one part, and print each figure twice, ' +
    'as it would be published and as it should be.',
};
