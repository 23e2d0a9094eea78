import { host } from '../host';

/** How far long work has come. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  /** 0 while it is not known. */
  readonly of: number;
}

class Jobs {
  #known = $state<Record<string, Progress>>({});

  heard({ job, stage, done, of }: Progress & { job: string }): void {
    this.#known[job] = { stage, done, of };
  }

  progress(job: string | null): Progress | undefined {
    return job === null ? undefined : this.#known[job];
  }

  /** Asks the job to stop; it answers its caller. */
  stop(job: string): void {
    void host.appCancelJob({ job }).catch(() => undefined);
  }

  ended(job: string): void {
    delete this.#known[job];
  }
}

export const jobs = new Jobs();

/** Long work of one place in a screen: a name for it, its progress, and an end in any case. */
export class Job {
  name = $state<string | null>(null);
  /** Somebody asked it to stop; true until the next work begins. */
  stopping = $state(false);

  get busy(): boolean {
    return this.name !== null;
  }

  stop(): void {
    if (this.name === null) return;
    this.stopping = true;
    jobs.stop(this.name);
  }

  async run<T>(work: (job: string) => Promise<T>): Promise<T> {
    const job = crypto.randomUUID();
    this.name = job;
    this.stopping = false;
    try {
      return await work(job);
    } finally {
      this.name = null;
      jobs.ended(job);
    }
  }
}
