// Package faults breaks every AWS call of every operation that writes, in
// every way that AWS can, and stops the process at every step: all or nothing,
// and the repeat comes to the clean result. It is tests and nothing else, and
// enumerated, never random.
//
// What an operation does is run once unbroken to count its calls and to see
// what it leaves in the table. Each cell then is one call, one fault, on a
// table that stands as it stood before; afterwards the same request is made
// again by a process that knows nothing of the first.
package faults
