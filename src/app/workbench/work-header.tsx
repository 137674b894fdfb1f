/** The workbench's part of the header: challenge, phases, time, saved state, and what can be done with the work. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { Download, Ellipsis, RotateCcw, Undo2, Upload } from 'lucide-react';
import { useLocation } from 'wouter';
import type { Challenge } from '../../model';
import type { WorkHandle } from '../record';
import type { Work } from '../storage';
import { formatActive } from '../ui';
import { TabBar } from '../ui/tab-bar';
import { type Phase, phases } from './phase';
import styles from './work-header.module.css';

interface Props {
  readonly challenge: Challenge;
  readonly phase: Phase;
  readonly onPhase: (phase: Phase) => void;
  readonly work: WorkHandle;
  readonly data: Work;
  readonly onExport: () => void;
  readonly onImport: () => void;
  readonly onReset: () => void;
}

export function WorkHeader({ challenge, phase, onPhase, work, data, onExport, onImport, onReset }: Props) {
  const canWrite = work.role === 'writer';
  const [, navigate] = useLocation();
  return (
    <>
      <h1 className={styles.title}>
        <span className={styles.code}>{challenge.code}</span> {challenge.title}
      </h1>
      <TabBar
        label="Phase"
        selected={phase}
        onSelect={onPhase}
        controls="workbench-panes"
        tabs={phases.map(({ phase: name, title, meaning }) => ({ name, title, hint: meaning }))}
      />
      <div className={styles.side}>
        <ActiveTime data={data} />
        <SaveState work={work} />
        <Button
          size="compact-sm"
          variant="default"
          title="See what would be sent, leave out what you like, and seal it"
          onClick={() => navigate(`/challenge/${challenge.slug}/submit`)}
        >
          Submit
        </Button>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label="Work: export, import, reset">
              <Ellipsis size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Download size={14} aria-hidden />} onClick={onExport}>
              Export the work as a file
            </Menu.Item>
            <Menu.Item leftSection={<Upload size={14} aria-hidden />} disabled={!canWrite} onClick={onImport}>
              Import work from a file
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<RotateCcw size={14} aria-hidden />} disabled={!canWrite} onClick={onReset}>
              Reset the source to the starter
            </Menu.Item>
            <Menu.Item
              leftSection={<Undo2 size={14} aria-hidden />}
              disabled={!canWrite || work.replacement === null}
              onClick={work.undo}
            >
              Undo the last import or reset
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </>
  );
}

/** The time worked, of the time that an invite allows. It stops nothing. */
function ActiveTime({ data: { activeMs, invite } }: { readonly data: Work }) {
  const counted =
    'Time with the page visible and used within the last minute. It is part of what is exported or handed in.';
  const allowedMs = invite?.minutes ? invite.minutes * 60_000 : null;
  if (allowedMs === null) {
    return (
      <span className={styles.active} title={counted}>
        {formatActive(activeMs)} active
      </span>
    );
  }
  const isOver = activeMs > allowedMs;
  return (
    <span
      className={styles.active}
      data-over={isOver}
      title={`${invite?.from} allows ${formatActive(allowedMs)}. ${isOver ? 'It is over; nothing ends, and the work can be handed in all the same.' : 'Nothing ends when it is over.'} ${counted}`}
    >
      {formatActive(activeMs)} of {formatActive(allowedMs)}
    </span>
  );
}

function SaveState({ work }: { readonly work: WorkHandle }) {
  const words =
    work.role === 'reader' ? 'read only' : { saved: 'saved', saving: 'saving', failed: 'not saved' }[work.saveState];
  const explanation =
    work.role === 'reader'
      ? 'Another tab is writing this work.'
      : work.saveState === 'failed'
        ? 'The browser does not store the work; export it before closing the page.'
        : 'Everything is saved in this browser as you type, with a log of the work. Nothing leaves it by itself.';
  return (
    <span className={styles.save} data-state={work.role === 'reader' ? 'reader' : work.saveState} title={explanation}>
      {words}
    </span>
  );
}
