// Backups of the stand-in desk: a file that somebody chose, what it is, the store that is made of it.
import type { BackupAccount, BackupFile, BackupLookArgs, Problem, RestoreArgs, RestoredStore, RestorePlace, StoreFacts } from '../src/lib/host';
import type { StandIn } from './desk';

const refused = (code: string, params: Problem['params'] = {}): never => {
  throw { code, params };
};

export function backups(desk: StandIn) {
  const opened = ({ secrets: { recovery, passphrase } }: Pick<BackupLookArgs, 'secrets'>): BackupAccount => {
    if ('code' in desk.backup) return refused(desk.backup.code, desk.backup.params);
    if (passphrase) refused('passphrase_wrong');
    if (recovery !== null && !recovery.startsWith('AGE-')) refused('recovery_secret_wrong');
    if (desk.recovery !== null && recovery !== desk.recovery) refused(recovery === null ? 'backup_needs_recovery' : 'recovery_secret_does_not_fit', recovery === null ? {} : { path: '/mnt/stick/LAP-A.sala-backup', written: '2012-05-21' });
    return desk.backup;
  };
  return {
    backup_choose: (): BackupFile => ({ file: 'file-1', name: 'LAP-A 2012-05-21 183000.sala-backup' }),
    backup_look: opened,
    backup_place: (): RestorePlace => ({ folder: 'file-2', path: '/mnt/second-disk/sala' }),
    backup_restore: (args: RestoreArgs): RestoredStore => {
      opened(args);
      desk.newKeys = { code: 'restored_from_backup', params: { label: 'LAP-A 2', former: 'LAP-A', fingerprint: 'seven green boats' } };
      return { label: 'LAP-A 2', former: 'LAP-A', role: 'site', fingerprint: 'seven green boats', path: args.folder ? '/mnt/second-disk/sala' : '/home/thida/.local/share/sala/restored 2012-05-22 080000', lostAttachments: opened(args).lostAttachments ?? 0 };
    },
    backup_go_on: (): StoreFacts => {
      desk.store ??= desk.app_load_demo();
      desk.store = { ...desk.store, label: 'LAP-A 2', certified: false };
      return desk.store;
    },
    backup_new_keys: (): Problem | null => desk.newKeys,
    backup_new_keys_told: (): null => {
      desk.newKeys = null;
      return null;
    },
  };
}
