/*
 * Two-phase commit of the TLA+ Examples with N resource managers, as one process: test/models/two-phase-tla.ts step for step.
 * What the transaction manager ignores because it has decided is a step that changes nothing, as it is there.
 */
#define INIT 0
#define PREPARED 1
#define COMMITTED 2
#define ABORTED 3

/* States of the resource managers (INIT means working) and of the transaction manager. */
byte rm[N];
byte tm;
/* Bit i: manager i has sent that it is prepared; the transaction manager has received it. */
unsigned sent : N;
unsigned known : N;

#define MANAGER(i) \
  :: d_step { rm[i] == INIT -> rm[i] = PREPARED; sent = sent | (1 << i) } \
  :: d_step { rm[i] == INIT -> rm[i] = ABORTED } \
  :: d_step { tm != INIT -> rm[i] = tm } \
  :: d_step { (sent & (1 << i)) && tm == INIT -> known = known | (1 << i) } \
  :: d_step { (sent & (1 << i)) && tm != INIT -> skip }

active proctype system() {
  do
  :: d_step { tm == INIT -> tm = ABORTED }
  :: d_step { tm == INIT && known == (1 << N) - 1 -> tm = COMMITTED }
  MANAGER(0)
  MANAGER(1)
  MANAGER(2)
#if N > 3
  MANAGER(3)
  MANAGER(4)
#endif
#if N > 5
  MANAGER(5)
  MANAGER(6)
#endif
#if N > 7
  MANAGER(7)
#endif
  od
}
