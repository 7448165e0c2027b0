export { option, shellWord } from '../settings/shell-word.js';
