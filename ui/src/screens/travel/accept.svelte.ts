// What headquarters answers a laptop that asks: its name, what it may do, until when.
import { asProblem, host, type Accepted, type ReplicaLine, type RequestView } from '../../lib/host';
import { desk } from '../../lib/stores/desk.svelte';
import { t } from '../../lib/words';
import { problemWords } from '../../lib/words/problems';

/** The laptop that is answered: one that asks, or one that was accepted before and may do something else from now on. */
export type Asking = Pick<RequestView, 'replica' | 'label' | 'fingerprint' | 'goesOnFrom' | 'revoked' | 'revokedFormer'> & Partial<Pick<ReplicaLine, 'certified' | 'readOnly' | 'programmes' | 'untilDay'>>;

type Place = 'label' | 'until' | 'programmes';

/** Beside which field a refusal belongs. */
const PLACES: Readonly<Record<string, Place>> = { label_taken: 'label', label_wrong: 'label', until_over: 'until' };

/** The form about one laptop. */
export class AcceptForm {
  label = $state('');
  readOnly = $state(false);
  until = $state('');
  some = $state(false);
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  busy = $state(false);
  #refused = $state.raw<{ place: Place; words: string } | null>(null);
  #checked = $state(false);

  constructor(readonly laptop: Asking) {
    this.label = laptop.label;
    this.readOnly = laptop.readOnly ?? false;
    this.until = laptop.untilDay ?? '';
    this.some = (laptop.programmes ?? null) !== null;
    this.chosen = new Set(laptop.programmes ?? []);
  }

  problem(place: Place): string | undefined {
    if (this.#refused?.place === place) return this.#refused.words;
    if (place === 'label' && !this.label.trim()) return t('common.needed');
    if (place === 'programmes' && this.#checked && this.some && this.chosen.size === 0) return t('laptops.programmesNone');
    return undefined;
  }

  toggle(programme: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(programme)) chosen.add(programme);
    this.chosen = chosen;
  }

  /** Something was changed: what was said of it before no longer holds. */
  touched(): void {
    this.#refused = null;
  }

  /** Answers the laptop; nothing where something has to be put right first, which stands beside its field then. */
  async send(): Promise<Accepted | undefined> {
    this.#checked = true;
    this.#refused = null;
    if (this.busy || this.problem('label') || this.problem('programmes')) return undefined;
    const label = this.label.trim();
    this.busy = true;
    try {
      return await host.travelAccept({
        replica: this.laptop.replica,
        label: label === this.laptop.label ? null : label,
        readOnly: this.readOnly,
        programmes: this.some ? [...this.chosen] : null,
        until: this.until || null,
      });
    } catch (reason) {
      const problem = asProblem(reason);
      const place = PLACES[problem.code];
      if (place) this.#refused = { place, words: problemWords(problem).title };
      else desk.refused(reason);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
