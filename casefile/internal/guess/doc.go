// Package guess reads the words of a paper for what the paper says of itself: what it is, when it was written and by whom, what it starts
// ([Guess]), and whether it looks private ([HeldBack]). The two are one room because whether words hold a paper back depends on whose paper
// it is: the Tribunal's letter speaks of mediation in another way than a mediator's. It is given words and opens no file, so everybody who
// has words uses the same judgement: package intake for what a family takes in, package bundle for the files of a folder.
//
// What it promises:
//
//   - A guess is offered and never imposed; nothing is invented, and each guess quotes the words it rests on.
//   - Doubt holds back. A false alarm costs the family one step, a miss may cost the case. Letters of other alphabets that look like ours,
//     letters set apart and words run together are read as a reader sees them.
//   - Any text whatever ends in an answer, in time that grows with its length.
package guess
