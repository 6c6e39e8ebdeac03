package people

import (
	"tierce/internal/access"
	"tierce/internal/table"
)

// Allow lets acct enter dossiers for org as to says, where it has verified both
// email and phone and may enter none there yet (LOC-1). Package behalf keeps who
// is allowed; the account's row repeats what the decision needs.
func Allow(acct, org string, to access.Allowance, email, phone string) table.Op {
	return table.Update(AccountKey(acct), table.Change{Set: map[string]any{behalfAttr + org: allowance(to)},
		If: []table.Cond{table.Absent(behalfAttr + org), table.Equal("email", email), table.Equal("phone", phone)}})
}

// AllowOther makes the models of acct's allowance those of to, where it is that
// allowance.
func AllowOther(acct, org string, to access.Allowance) table.Op {
	return table.Update(AccountKey(acct), table.Change{Set: map[string]any{behalfAttr + org: allowance(to)},
		If: []table.Cond{table.Equal(behalfAttr+org+".id", to.ID)}})
}

// AllowNoMore undoes Allow, where acct has that allowance.
func AllowNoMore(acct, org, id string) table.Op {
	return table.Update(AccountKey(acct), table.Change{Remove: []string{behalfAttr + org},
		If: []table.Cond{table.Equal(behalfAttr+org+".id", id)}})
}

// StillAllowed checks, in a transaction, that acct's allowance in org is as it
// was read.
func StillAllowed(acct, org string, was access.Allowance) table.Op {
	return table.Check(AccountKey(acct), table.Equal(behalfAttr+org+".id", was.ID), table.Equal(behalfAttr+org+".models", was.Models))
}
