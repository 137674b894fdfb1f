/** Names for candidates whom a reviewer is not to know by name: the same submission always has the same one. */

const colours = [
  ...['Amber', 'Ashen', 'Auburn', 'Azure', 'Black', 'Blue', 'Bronze', 'Brown', 'Cobalt', 'Copper', 'Coral', 'Crimson'],
  ...['Dusky', 'Golden', 'Green', 'Grey', 'Hazel', 'Indigo', 'Ivory', 'Jade', 'Olive', 'Pale', 'Pearl', 'Pied', 'Red'],
  ...['Russet', 'Sable', 'Scarlet', 'Silver', 'Tawny', 'White', 'Yellow'],
];
const birds = [
  ...[
    'Avocet',
    'Bittern',
    'Bunting',
    'Buzzard',
    'Chough',
    'Coot',
    'Cormorant',
    'Crane',
    'Crossbill',
    'Curlew',
    'Dipper',
  ],
  ...[
    'Dotterel',
    'Dunlin',
    'Eider',
    'Egret',
    'Falcon',
    'Fieldfare',
    'Finch',
    'Gannet',
    'Garganey',
    'Godwit',
    'Goshawk',
  ],
  ...['Grebe', 'Grouse', 'Harrier', 'Heron', 'Hobby', 'Hoopoe', 'Ibis', 'Jackdaw', 'Kestrel', 'Kingfisher', 'Kite'],
  ...[
    'Lapwing',
    'Linnet',
    'Magpie',
    'Martin',
    'Merlin',
    'Nightjar',
    'Nuthatch',
    'Oriole',
    'Osprey',
    'Ouzel',
    'Partridge',
  ],
  ...['Pelican', 'Petrel', 'Pipit', 'Plover', 'Puffin', 'Quail', 'Raven', 'Redshank', 'Robin', 'Sandpiper', 'Shrike'],
  ...['Siskin', 'Skylark', 'Snipe', 'Stork', 'Swallow', 'Swift', 'Tern', 'Thrush', 'Wagtail'],
];

/** A name for a submission by its hash, one of 2,048. */
export function anonymousName(hash: string): string {
  const number = Number.parseInt(hash.slice(0, 8), 16);
  const at = Number.isFinite(number) ? number : 0;
  const bird = birds[at % birds.length];
  const colour = colours[Math.floor(at / birds.length) % colours.length];
  return `${colour} ${bird}`;
}

/** A name for each hash. Where two would have the same, both say a part of their hash too. */
export function anonymousNames(hashes: readonly string[]): ReadonlyMap<string, string> {
  const holders = new Map<string, Set<string>>();
  for (const hash of hashes) {
    const name = anonymousName(hash);
    holders.set(name, (holders.get(name) ?? new Set()).add(hash));
  }
  return new Map(
    hashes.map((hash) => {
      const name = anonymousName(hash);
      return [hash, (holders.get(name)?.size ?? 0) > 1 ? `${name} ${hash.slice(8, 14)}` : name];
    }),
  );
}
