import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/menu.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { backUpIfDue, tellNewKeys } from './lib/stores/care';
import { desk } from './lib/stores/desk.svelte';
import { settings } from './lib/stores/settings.svelte';
import { locale } from './lib/words/locale.svelte';

settings.apply();
document.documentElement.lang = locale.language;
void desk.begin().then(tellNewKeys).then(backUpIfDue);
// A window that stays open for days still backs up once a day.
setInterval(() => void backUpIfDue(), 3_600_000);

const target = document.getElementById('app');
if (target) mount(App, { target });
