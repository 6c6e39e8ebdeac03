package solicitation

import (
	"context"

	"tierce/internal/table"
)

// Receives tells whether documents may be addressed to the partner of s: while
// it is asked or answered, and not withdrawn or declined (LOC-9).
func (s State) Receives() bool { return s != "" && s != Withdrawn && s != Declined }

// Receive tells of each of these solicitations of d whether its partner may be
// addressed. One that is not there may not.
func (r Room) Receive(ctx context.Context, d string, solicitations ...string) (map[string]bool, error) {
	states, err := r.Table.Texts(ctx, "state", func(s string) table.Key { return keyOf(d, s) }, solicitations...)
	if err != nil {
		return nil, err
	}
	receive := map[string]bool{}
	for id, state := range states {
		receive[id] = State(state).Receives()
	}
	return receive, nil
}

// Partner gives whom a solicitation of d goes to, for a mail to them.
func (r Room) Partner(ctx context.Context, d, solicitation string) (Partner, error) {
	s, err := r.get(ctx, d, solicitation)
	return s.Partner, err
}
