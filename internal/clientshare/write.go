package clientshare

import (
	"context"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/client"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// pointer says that a dossier is shown to a client, and to which account that
// has led so far: "" until they come in.
type pointer struct {
	table.Key
	Kind    access.Kind `dynamodbav:"kind"`
	Account string      `dynamodbav:"account,omitempty"`
	At      time.Time   `dynamodbav:"at"`
}

func pointerKey(org, client, d string) table.Key {
	return table.Key{PK: "O#" + org, SK: "CS#" + client + "#" + d}
}

func (p pointer) dossier() string { return p.SK[strings.LastIndex(p.SK, "#")+1:] }

// pointers gives what is shown to a client, by dossier.
func (r Room) pointers(ctx context.Context, org, client string) ([]pointer, error) {
	rows, err := r.Table.All(ctx, table.Query{PK: "O#" + org}.Within("CS#"+client+"#"))
	if err != nil {
		return nil, err
	}
	list := make([]pointer, len(rows))
	for i, row := range rows {
		if err := table.Into(row, &list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// ops turns what s is shown as into next, by an account or by the product
// itself (""). Every client of next must stand as it was read.
func (r Room) ops(ctx context.Context, s setting, next dossier.Share, by string) ([]table.Op, error) {
	was := s.Share
	ops := append([]table.Op{dossier.ShareOp(s.ID, was, next)}, s.trailOps(next, by)...)
	all := distinct(append(was.Clients(), next.Clients()...))
	there, err := r.pointersOf(ctx, s, all)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		more, err := r.clientOps(ctx, s, c, next, there[c], by)
		if err != nil {
			return nil, err
		}
		if ops = append(ops, more...); next.Kind(c) != "" {
			ops = append(ops, client.Still(s.clients[c]))
		}
	}
	return ops, nil
}

func (r Room) pointersOf(ctx context.Context, s setting, clients []string) (map[string]pointer, error) {
	keys := make([]table.Key, len(clients))
	for i, c := range clients {
		keys[i] = pointerKey(s.Org, c, s.ID)
	}
	found := map[string]pointer{}
	if len(keys) == 0 {
		return found, nil
	}
	rows, err := r.Table.BatchGet(ctx, keys...)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		var p pointer
		if err := table.Into(row, &p); err != nil {
			return nil, err
		}
		found[clients[i]] = p
	}
	return found, nil
}

// clientOps change what one client is shown: the row that finds it, the origin
// of their account, and the mail.
func (r Room) clientOps(ctx context.Context, s setting, id string, next dossier.Share, p pointer, by string) ([]table.Op, error) {
	from, to := s.Share.Kind(id), next.Kind(id)
	if from == to {
		return nil, nil
	}
	c, key := s.clients[id], pointerKey(s.Org, id, s.ID)
	account := p.Account
	if account == "" && c.In() {
		account = c.Account
	}
	var ops []table.Op
	if account != "" {
		op, err := r.originOps(ctx, s, account, id, to, next.Since, by)
		if err != nil {
			return nil, err
		}
		ops = append(ops, op...)
	}
	if to == "" {
		return append(ops, table.Delete(key)), nil
	}
	if from == "" && account != "" {
		ops = append(ops, tell(s.ID, c, next.Since, s.Now))
	}
	return append(ops, table.Put(pointer{Key: key, Kind: to, Account: account, At: s.Now})), nil
}

// originOps give an account's grant the origin of what a client is now, in the
// place of what they were.
func (r Room) originOps(ctx context.Context, s setting, account, client string, to access.Kind, since, by string) ([]table.Op, error) {
	_, g, err := r.Dossiers.Grant(ctx, s.ID, account)
	if err != nil {
		return nil, err
	}
	had := ""
	for _, kind := range []access.Kind{access.FromRequester, access.FromWatcher} {
		if name, _ := dossier.ShareOrigin(kind, client, ""); g[name].Since != "" {
			had = name
		}
	}
	name, o := dossier.ShareOrigin(to, client, since)
	switch {
	case to == "" && had == "", had == name:
		return nil, nil
	case to == "":
		return []table.Op{dossier.EndOrigins(s.ID, account, g, had)}, nil
	case had != "":
		return []table.Op{dossier.SwapOrigin(s.ID, account, had, g[had].Since, name, o, by, s.Now)}, nil
	}
	return []table.Op{dossier.GiveOrigin(s.ID, account, name, o, by, s.Now)}, nil
}

// tell gives the entry that mails c that the dossier is shown to them.
func tell(d string, c client.Client, since string, now time.Time) table.Op {
	return outbox.Op(outbox.Entry{ID: id.New(), Load: ShownLoad, Due: now, Data: map[string]string{
		"dossier": d, "organization": c.Org, "client": c.ID, "share": since}}, now)
}

// trailOps record what changes.
func (s setting) trailOps(next dossier.Share, by string) (ops []table.Op) {
	was, alike := s.Share, next
	alike.Attachments = was.Attachments
	switch {
	case !next.Shown():
		return []table.Op{s.record(trail.ClientHidden, by, nil)}
	case !alike.Same(was):
		ops = append(ops, s.record(trail.ClientShown, by, map[string]string{"clients": strings.Join(next.Clients(), " ")}))
	}
	if next.Attachments != was.Attachments {
		verb := trail.AttachmentsShown
		if !next.Attachments {
			verb = trail.AttachmentsHid
		}
		ops = append(ops, s.record(verb, by, nil))
	}
	return ops
}
