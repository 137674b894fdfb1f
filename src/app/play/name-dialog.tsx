/** Gives a state a name of one's own. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from './dialog';
import { type TreeNode, treeNameMax } from './tree';

interface Props {
  readonly node: TreeNode;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

export function NameDialog({ node, onName, onClose }: Props) {
  const [name, setName] = useState(node.name);
  return (
    <Dialog name="Name this state" size="sm" onClose={onClose}>
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
    </Dialog>
  );
}
