/*
 * Raft's election with three servers, at most T timeouts (3 or fewer) and C crashes, as one process:
 * test/models/bench-raft-election.ts step for step. A candidate of three needs one vote besides its own, so the set of
 * votes need not be kept.
 */
#define FOLLOWER 0
#define CANDIDATE 1
#define LEADER 2

byte term[3];
/* 0, or the server voted for and 1. */
byte vote[3];
byte role[3];
unsigned down : 3;
/* By receiver, bit 3 * sender + term - 1: a request, a vote in flight. */
unsigned requests0 : 9; unsigned requests1 : 9; unsigned requests2 : 9;
unsigned granted0 : 9; unsigned granted1 : 9; unsigned granted2 : 9;
/* Bit 3 * server + term - 1: has led in that term. */
unsigned led : 9;
byte timeouts = T;
byte crashes = C;

#define UP(i) (!(down & (1 << i)))
#define BIT(from, t) (1 << (3 * from + t - 1))

/* A timer is pending wherever a server is up and not a leader. */
#define TIMEOUT(i, j, k, requests_j, requests_k) \
  :: d_step { UP(i) && role[i] != LEADER && timeouts > 0 -> \
       timeouts--; term[i]++; vote[i] = i + 1; role[i] = CANDIDATE; \
       requests_j = requests_j | (1 << (3 * i + term[i] - 1)); requests_k = requests_k | (1 << (3 * i + term[i] - 1)) }

#define CRASH(i) \
  :: d_step { UP(i) && crashes > 0 -> crashes--; down = down | (1 << i); role[i] = FOLLOWER } \
  :: d_step { down & (1 << i) -> down = down & ~(1 << i) }

#define REQUEST(i, from, t, requests_i, granted_from) \
  :: d_step { UP(i) && (requests_i & BIT(from, t)) -> \
       requests_i = requests_i & ~BIT(from, t); \
       if :: t > term[i] -> term[i] = t; vote[i] = 0; role[i] = FOLLOWER :: else fi; \
       if :: t == term[i] && vote[i] == 0 -> vote[i] = from + 1; granted_from = granted_from | BIT(i, t) :: else fi }

#define VOTE(i, from, t, granted_i) \
  :: d_step { UP(i) && (granted_i & BIT(from, t)) -> \
       granted_i = granted_i & ~BIT(from, t); \
       if :: t == term[i] && role[i] == CANDIDATE -> role[i] = LEADER; led = led | BIT(i, t) :: else fi }

#define FROM(i, from, requests_i, granted_i, granted_from) \
  REQUEST(i, from, 1, requests_i, granted_from) \
  REQUEST(i, from, 2, requests_i, granted_from) \
  REQUEST(i, from, 3, requests_i, granted_from) \
  VOTE(i, from, 1, granted_i) \
  VOTE(i, from, 2, granted_i) \
  VOTE(i, from, 3, granted_i)

active proctype system() {
  do
  TIMEOUT(0, 1, 2, requests1, requests2)
  TIMEOUT(1, 0, 2, requests0, requests2)
  TIMEOUT(2, 0, 1, requests0, requests1)
  CRASH(0)
  CRASH(1)
  CRASH(2)
  FROM(0, 1, requests0, granted0, granted1)
  FROM(0, 2, requests0, granted0, granted2)
  FROM(1, 0, requests1, granted1, granted0)
  FROM(1, 2, requests1, granted1, granted2)
  FROM(2, 0, requests2, granted2, granted0)
  FROM(2, 1, requests2, granted2, granted1)
  od
}
