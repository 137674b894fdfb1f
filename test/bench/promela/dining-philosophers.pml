/*
 * Dining philosophers with forks that travel, N of them (8, 10 or 12), as one process: test/models/bench-dining.ts step for
 * step. Fork i lies between philosopher i, whose right fork it is, and philosopher i + 1.
 */

/* A fork is where it began, on the way to its philosopher, on the way to the next one, or held. */
#define NEW 0
#define BACK 1
#define ON 2
#define HELD 3

byte fork[N];
/* Bit i: philosopher i holds the first fork; has eaten. */
unsigned holds : N;
unsigned eaten : N;

#define NEXT(i) ((i + 1) % N)
#define LEFT(i) ((i + N - 1) % N)
#define ME(i) (1 << i)

/* The left fork first, but for the last philosopher. */
#define WANTS_LEFT(i) (!(eaten & ME(i)) && (((holds & ME(i)) != 0) == (i == N - 1)))
#define WANTS_RIGHT(i) (!(eaten & ME(i)) && (((holds & ME(i)) != 0) != (i == N - 1)))
#define EAT(i) holds = holds & ~ME(i); eaten = eaten | ME(i); fork[LEFT(i)] = BACK; fork[i] = ON

#define PHILOSOPHER(i) \
  :: d_step { fork[LEFT(i)] == ON -> \
       if \
       :: !WANTS_LEFT(i) -> fork[LEFT(i)] = BACK \
       :: WANTS_LEFT(i) && !(holds & ME(i)) -> fork[LEFT(i)] = HELD; holds = holds | ME(i) \
       :: WANTS_LEFT(i) && (holds & ME(i)) -> EAT(i) \
       fi } \
  :: d_step { fork[i] <= BACK -> \
       if \
       :: !WANTS_RIGHT(i) -> fork[i] = ON \
       :: WANTS_RIGHT(i) && !(holds & ME(i)) -> fork[i] = HELD; holds = holds | ME(i) \
       :: WANTS_RIGHT(i) && (holds & ME(i)) -> EAT(i) \
       fi }

active proctype system() {
  do
  PHILOSOPHER(0)
  PHILOSOPHER(1)
  PHILOSOPHER(2)
  PHILOSOPHER(3)
  PHILOSOPHER(4)
  PHILOSOPHER(5)
  PHILOSOPHER(6)
  PHILOSOPHER(7)
#if N > 8
  PHILOSOPHER(8)
  PHILOSOPHER(9)
#endif
#if N > 10
  PHILOSOPHER(10)
  PHILOSOPHER(11)
#endif
  od
}
