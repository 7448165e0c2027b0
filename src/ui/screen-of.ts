import { checkKeys, checkView } from './check/check-view.js';
import { outcomeKeys, outcomeView } from './check/outcome-view.js';
import { waitKeys, waitView } from './check/wait-view.js';
import { diagnosisKeys } from './explain/diagnosis-keys.js';
import { diagnosisView } from './explain/diagnosis-view.js';
import { repairKeys, repairView } from './explain/repair-view.js';
import { exportKeys, exportView } from './export/export-view.js';
import { pasteKeys, pasteView } from './explain/paste-view.js';
import { applyKeys, applyView } from './provision/apply-view.js';
import { chooseKeys, chooseView } from './provision/choose-view.js';
import { lookKeys, lookView } from './provision/look-view.js';
import { planKeys, planView } from './provision/plan-view.js';
import { credentialKeys, credentialView } from './setup/credential-view.js';
import { fieldsKeys, fieldsView } from './setup/fields-view.js';
import { guideKeys, guideView } from './setup/guide-view.js';
import { reviewKeys, reviewView } from './setup/review-view.js';
import { writeKeys, writeView } from './setup/write-view.js';
import { startKeys, startView } from './start/start-view.js';
import { talkKeys, talkView } from './talk/talk-view.js';
import type { Drawn } from './frame.js';
import type { Ground, State } from './state.js';

/** How the screen that the state is at is drawn. */
export function screenOf(state: State, ground: Ground): Drawn {
  const { screen } = state;
  switch (screen.at) {
    case 'start':
      return { view: (look) => startView(state, screen, ground, look), keys: (look) => startKeys(state, screen, ground, look) };
    case 'fields':
      return { view: (look) => fieldsView(state, screen, ground, look), keys: (look) => fieldsKeys(state, screen, ground, look) };
    case 'credential':
      return { view: (look) => credentialView(state, screen, ground, look), keys: (look) => credentialKeys(state, screen, ground, look) };
    case 'guide':
      return { view: (look) => guideView(state, screen, ground, look), keys: (look) => guideKeys(state, screen, ground, look) };
    case 'review':
      return { view: (look) => reviewView(state, screen, ground, look), keys: (look) => reviewKeys(state, screen, ground, look) };
    case 'write':
      return {
        view: (look) => writeView(state, screen, ground, look),
        keys: (look) => writeKeys(state, screen, ground, look),
      };
    case 'check':
      return { view: (look) => checkView(state, screen, ground, look), keys: () => checkKeys() };
    case 'outcome':
      return { view: (look) => outcomeView(state, screen, ground, look), keys: (look) => outcomeKeys(state, screen, ground, look) };
    case 'diagnosis':
      return { view: (look) => diagnosisView(state, screen, ground, look), keys: (look) => diagnosisKeys(state, screen, ground, look) };
    case 'repair':
      return { view: (look) => repairView(screen, look), keys: () => repairKeys(screen) };
    case 'wait':
      return { view: (look) => waitView(state, screen, ground, look), keys: (look) => waitKeys(state, screen, ground, look) };
    case 'talk':
      return { view: (look) => talkView(state, screen, ground, look), keys: (look) => talkKeys(state, screen, ground, look) };
    case 'export':
      return { view: (look) => exportView(state, screen, ground, look), keys: (look) => exportKeys(state, screen, ground, look) };
    case 'look':
      return { view: (look) => lookView(state, screen, ground, look), keys: () => lookKeys() };
    case 'choose':
      return { view: (look) => chooseView(state, screen, ground, look), keys: (look) => chooseKeys(state, screen, ground, look) };
    case 'plan':
      return { view: (look) => planView(state, screen, ground, look), keys: (look) => planKeys(state, screen, ground, look) };
    case 'apply':
      return { view: (look) => applyView(state, screen, ground, look), keys: (look) => applyKeys(state, screen, ground, look) };
    case 'paste':
      return { view: (look) => pasteView(state, screen, ground, look), keys: (look) => pasteKeys(state, screen, ground, look) };
  }
}
