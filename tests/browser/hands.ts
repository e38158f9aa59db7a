/** How a person uses what is on the page: by the mouse, or by the keyboard alone. */
import type { Locator, Page } from '@playwright/test';

export interface Hands {
  press(button: Locator): Promise<void>;
  /** Chooses one of several radio buttons. */
  choose(radio: Locator): Promise<void>;
  /** Writes in a field, in place of what is there, and leaves it. */
  write(field: Locator, text: string): Promise<void>;
  /** Sets a check box. */
  tick(box: Locator, isOn: boolean): Promise<void>;
  /** Picks an option by its value. */
  pick(select: Locator, value: string): Promise<void>;
}

export const mouse: Hands = {
  press: (button) => button.click(),
  choose: (radio) => radio.check(),
  async write(field, text) {
    await field.fill(text);
    await field.blur();
  },
  tick: (box, isOn) => box.setChecked(isOn),
  async pick(select, value) {
    await select.selectOption(value);
  },
};

/** Tab stops at most between two things that are used one after the other. */
const MOST_STOPS = 150;

/** Reaches everything by the Tab key, forwards or backwards; within a group by the arrow keys. */
export function keyboard(page: Page): Hands {
  const press = (key: string) => page.keyboard.press(key);

  async function reach(target: Locator): Promise<void> {
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      const way = await target.evaluate((element) => {
        const active = document.activeElement ?? document.body;
        if (active === element) return 'there';
        const isAfter = active.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
        return isAfter !== 0 ? 'Tab' : 'Shift+Tab';
      });
      if (way === 'there') return;
      await press(way);
    }
    throw new Error(`The Tab key does not lead to ${target}.`);
  }

  return {
    async press(button) {
      await reach(button);
      await press('Enter');
    },
    async choose(radio) {
      const name = await radio.getAttribute('name');
      const group = page.locator(`input[type=radio][name="${name}"]`);
      const checked = group.and(page.locator(':checked'));
      // A group has one stop: what is chosen, else its first.
      await reach((await checked.count()) > 0 ? checked : group.first());
      if ((await checked.count()) === 0) await press('Space');
      for (let moved = await group.count(); moved > 0 && !(await radio.isChecked()); moved--) {
        await press('ArrowDown');
      }
      if (!(await radio.isChecked())) throw new Error(`The arrow keys do not lead to ${radio}.`);
    },
    async write(field, text) {
      await reach(field);
      await press('ControlOrMeta+A');
      await page.keyboard.type(text);
      await press('Tab');
    },
    async tick(box, isOn) {
      await reach(box);
      if ((await box.isChecked()) !== isOn) await press('Space');
    },
    async pick(select, value) {
      await reach(select);
      const words = await select.evaluate(
        (list: HTMLSelectElement, wanted) =>
          [...list.options].find((option) => option.value === wanted)?.text ?? '',
        value,
      );
      await page.keyboard.type(words);
    },
  };
}
