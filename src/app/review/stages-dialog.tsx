/** The stages of the team's hiring process, one a line. */
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';

interface Props {
  readonly stages: readonly string[];
  /** At least one, without doubles. */
  readonly onChange: (stages: readonly string[]) => void;
  readonly onClose: () => void;
}

const stagesMax = 20;
const stageLengthMax = 60;

export function StagesDialog({ stages, onChange, onClose }: Props) {
  const [text, setText] = useState(stages.join('\n'));
  const named = [...new Set(text.split('\n').map((line) => line.trim().slice(0, stageLengthMax)))]
    .filter((stage) => stage !== '')
    .slice(0, stagesMax);
  return (
    <Modal opened onClose={onClose} title="Stages of the review">
      <Textarea
        label="Stages"
        description="One a line, in the order in which they come"
        autosize
        minRows={4}
        maxRows={12}
        data-autofocus
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button
        mt="sm"
        disabled={named.length === 0}
        onClick={() => {
          onChange(named);
          onClose();
        }}
      >
        Keep these stages
      </Button>
    </Modal>
  );
}
