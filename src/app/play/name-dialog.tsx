/** Gives a state a name of one's own. */
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type TreeNode, treeNameMax } from './tree';

interface Props {
  readonly node: TreeNode;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

export function NameDialog({ node, onName, onClose }: Props) {
  const [name, setName] = useState(node.name);
  return (
    <Modal opened onClose={onClose} title="Name this state" size="sm" transitionProps={{ duration: 0 }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onName(name);
          onClose();
        }}
      >
        <TextInput
          label={node.label}
          description="Shown in the tree and in the list of branches. Empty for none."
          maxLength={treeNameMax}
          value={name}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="compact-sm" mt={12}>
          Name
        </Button>
      </form>
    </Modal>
  );
}
