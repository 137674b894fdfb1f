/** `interleave/properties`: what a candidate writes properties with. */
export {
  allOf,
  always,
  eventually,
  fact,
  forAll,
  implies,
  infinitelyOften,
  leadsTo,
  monitor,
  noDeadlock,
  sometimes,
} from '../../model';
