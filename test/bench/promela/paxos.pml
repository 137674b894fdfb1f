/*
 * Paxos of the TLA+ Examples with leaders that remember promises, three acceptors, two values and B ballots, as one process:
 * test/models/paxos-tla.ts step for step. Messages stay, so a delivery that changes nothing is a step too.
 */

/* Of each acceptor: the highest ballot promised, and the code of the last proposal voted for. */
byte promised[3];
byte voted[3];
/* Bit 3 * ballot + acceptor: that acceptor has voted in that ballot. */
unsigned votes : 9;
/* Bit b: the leader of ballot b has begun. */
unsigned begun : 3;
/* By 3 * ballot + acceptor: the promise sent, and the one that its leader remembers; 0 is none. */
byte sent[3 * B];
byte known[3 * B];
/* By ballot: 0, or the value chosen and 1. */
byte chosen[B];

/* A proposal's code: 1 is none, 2 * ballot + value + 2 one of that ballot. Ballots are counted from 1 in `promised`. */
#define LATER(p, q) (p > q -> p : q)
#define ALLOWS(p, q, v) (p > 0 && q > 0 && (LATER(p, q) == 1 || (LATER(p, q) & 1) == v))
#define ALLOWED(b, v) (ALLOWS(known[3*b], known[3*b+1], v) || ALLOWS(known[3*b], known[3*b+2], v) || \
  ALLOWS(known[3*b+1], known[3*b+2], v))

#define PROPOSE(b, v) \
  :: d_step { chosen[b] == 0 && ALLOWED(b, v) -> \
       chosen[b] = v + 1; known[3*b] = 0; known[3*b+1] = 0; known[3*b+2] = 0 }

#define ACCEPTOR(b, a) \
  :: d_step { (begun & (1 << b)) && b + 1 > promised[a] -> promised[a] = b + 1; sent[3*b+a] = voted[a] + (voted[a] == 0) } \
  :: d_step { (begun & (1 << b)) && b + 1 <= promised[a] -> skip } \
  :: d_step { sent[3*b+a] > 0 && chosen[b] == 0 -> known[3*b+a] = sent[3*b+a] } \
  :: d_step { sent[3*b+a] > 0 && chosen[b] > 0 -> skip } \
  :: d_step { chosen[b] > 0 && b + 1 >= promised[a] -> \
       promised[a] = b + 1; voted[a] = 2 * b + chosen[b] + 1; votes = votes | (1 << (3 * b + a)) } \
  :: d_step { chosen[b] > 0 && b + 1 < promised[a] -> skip }

#define BALLOT(b) \
  :: d_step { !(begun & (1 << b)) -> begun = begun | (1 << b) } \
  PROPOSE(b, 0) \
  PROPOSE(b, 1) \
  ACCEPTOR(b, 0) \
  ACCEPTOR(b, 1) \
  ACCEPTOR(b, 2)

active proctype system() {
  do
  BALLOT(0)
  BALLOT(1)
#if B > 2
  BALLOT(2)
#endif
  od
}
