package client

import (
	"context"
	"strings"

	"tierce/internal/table"
)

// Company is one that clients of an organisation belong to.
type Company struct{ ID, Name string }

type companyRow struct {
	table.Key
	Name string `dynamodbav:"name"`
}

func companyKey(org, company string) table.Key {
	return table.Key{PK: "O#" + org, SK: "CO#" + company}
}

// companies lists those of org, in the order of their ids.
func (r Room) companies(ctx context.Context, org string) ([]Company, error) {
	rows, err := r.Table.All(ctx, table.Query{PK: "O#" + org}.Within("CO#"))
	if err != nil {
		return nil, err
	}
	list := make([]Company, len(rows))
	for i, row := range rows {
		list[i] = Company{ID: strings.TrimPrefix(table.KeyOf(row).SK, "CO#"), Name: table.Text(row, "name")}
	}
	return list, nil
}

// companyOps write the company called name where there is none yet: it keeps
// the spelling of whoever was first, and stays when its last client goes.
func companyOps(org, name string, there table.Row) []table.Op {
	if name == "" || there != nil {
		return nil
	}
	return []table.Op{table.Insert(companyRow{Key: companyKey(org, CompanyID(org, name)), Name: name})}
}

// companyName reads the name of a company for the product itself; "" for none.
func (r Room) companyName(ctx context.Context, org, company string) (string, error) {
	if company == "" {
		return "", nil
	}
	row, err := r.Table.Get(ctx, companyKey(org, company))
	return table.Text(row, "name"), err
}
