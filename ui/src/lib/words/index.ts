import { IntlMessageFormat } from 'intl-messageformat';
import en from '../../../messages/en.json';
import th from '../../../messages/th.json';
import { locale, type Language } from './locale.svelte';

/** A sentence that the message files know. */
export type MessageId = keyof typeof en;
export type Params = Record<string, string | number>;

const files: Record<Language, Record<MessageId, string>> = { en, th };
const parsed = new Map<string, IntlMessageFormat>();

function format(id: MessageId): IntlMessageFormat {
  const { language, tag } = locale;
  const key = `${tag}/${id}`;
  let message = parsed.get(key);
  if (!message) {
    // Names and reasons come in as parameters: no markup is ever read from a message.
    message = new IntlMessageFormat(files[language][id], tag, undefined, { ignoreTag: true });
    parsed.set(key, message);
  }
  return message;
}

/** The sentence in the language of the window; ICU plurals and numbers follow that language. */
export function t(id: MessageId, params?: Params): string {
  return String(format(id).format(params));
}

/** Whether a computed id (a status, a problem code) has words. */
export function isMessage(id: string): id is MessageId {
  return Object.hasOwn(en, id);
}

/** Words for a value that a newer version of Sala may have invented: falls back to the value itself. */
export function tOr(id: string, otherwise: string, params?: Params): string {
  return isMessage(id) ? t(id, params) : otherwise;
}
