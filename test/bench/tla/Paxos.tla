-------------------------------- MODULE Paxos --------------------------------
(* Paxos after L. Lamport, "Paxos made simple" (2001), as the TLA+ Examples have it: a leader for each ballot, which keeps
   no state and reads promises out of the set of all messages; messages stay. *)
EXTENDS Integers

CONSTANTS Acceptor, Value, Quorum, Ballot

VARIABLES maxBal, maxVBal, maxVal, msgs

vars == <<maxBal, maxVBal, maxVal, msgs>>

None == "none"

Send(m) == msgs' = msgs \union {m}

Init ==
  /\ maxBal = [a \in Acceptor |-> -1]
  /\ maxVBal = [a \in Acceptor |-> -1]
  /\ maxVal = [a \in Acceptor |-> None]
  /\ msgs = {}

Begin(b) ==
  /\ Send([type |-> "1a", bal |-> b])
  /\ UNCHANGED <<maxBal, maxVBal, maxVal>>

Promise(a) == \E m \in msgs :
  /\ m.type = "1a"
  /\ m.bal > maxBal[a]
  /\ maxBal' = [maxBal EXCEPT ![a] = m.bal]
  /\ Send([type |-> "1b", acc |-> a, bal |-> m.bal, mbal |-> maxVBal[a], mval |-> maxVal[a]])
  /\ UNCHANGED <<maxVBal, maxVal>>

Propose(b, v) ==
  /\ ~ \E m \in msgs : m.type = "2a" /\ m.bal = b
  /\ \E Q \in Quorum :
       LET promises == {m \in msgs : m.type = "1b" /\ m.acc \in Q /\ m.bal = b}
           reporting == {m \in promises : m.mbal >= 0}
       IN /\ \A a \in Q : \E m \in promises : m.acc = a
          /\ \/ reporting = {}
             \/ \E m \in reporting : m.mval = v /\ \A n \in reporting : m.mbal >= n.mbal
  /\ Send([type |-> "2a", bal |-> b, val |-> v])
  /\ UNCHANGED <<maxBal, maxVBal, maxVal>>

Vote(a) == \E m \in msgs :
  /\ m.type = "2a"
  /\ m.bal >= maxBal[a]
  /\ maxBal' = [maxBal EXCEPT ![a] = m.bal]
  /\ maxVBal' = [maxVBal EXCEPT ![a] = m.bal]
  /\ maxVal' = [maxVal EXCEPT ![a] = m.val]
  /\ Send([type |-> "2b", acc |-> a, bal |-> m.bal, val |-> m.val])

Next ==
  \/ \E b \in Ballot : Begin(b) \/ \E v \in Value : Propose(b, v)
  \/ \E a \in Acceptor : Promise(a) \/ Vote(a)

Spec == Init /\ [][Next]_vars

Chosen(v) == \E Q \in Quorum, b \in Ballot : \A a \in Q :
  [type |-> "2b", acc |-> a, bal |-> b, val |-> v] \in msgs

Agreement == \A v, w \in Value : Chosen(v) /\ Chosen(w) => v = w
=============================================================================
